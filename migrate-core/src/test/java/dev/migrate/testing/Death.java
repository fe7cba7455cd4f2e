package dev.migrate.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.Migrator;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Proxy.Cut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs of a project that lose their connection at an exact place: at the first packet with a
 * statement.
 */
public final class Death {

  private final TestProject project;
  private final Consumer<Migrator> goal;

  private Death(TestProject project, Consumer<Migrator> goal) {
    this.project = project;
    this.goal = goal;
  }

  /** Of an upgrade. */
  public static Death ofUpgrade(TestProject project) {
    return new Death(project, migrator -> migrator.upgrade(null));
  }

  /** Of a downgrade by one version. */
  public static Death ofDowngrade(TestProject project) {
    return new Death(project, migrator -> migrator.downgrade(1));
  }

  /** The server never sees the packet. */
  public void before(String text) {
    at(Cut.BEFORE, text);
  }

  /** The server does what the packet says, and its reply is lost. */
  public void after(String text) {
    at(Cut.AFTER, text);
  }

  private void at(Cut cut, String text) {
    AtomicBoolean met = new AtomicBoolean();
    try (Proxy proxy = Proxy.before(project.database().host(), project.database().port())) {
      proxy.watch(
          packet -> isOf(packet.text(), text) && met.compareAndSet(false, true) ? cut : null);
      TestProject through = project.with(TestServer.at(project.database(), proxy.port()));
      try (Migrator migrator = through.migrator()) {
        MigrateException e =
            assertThrows(MigrateException.class, () -> goal.accept(migrator), text);
        assertEquals("connection-lost", e.problem().code(), e.problem().text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Alone, or one of several; not in what is written down of it. */
  private static boolean isOf(String packet, String statement) {
    return packet.startsWith(statement) || packet.contains("\n;" + statement);
  }
}

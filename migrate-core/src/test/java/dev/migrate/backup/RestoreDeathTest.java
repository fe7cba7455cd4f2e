package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.ClientPacket;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.Proxy.Cut;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores that lose their connections at a command, before the server has seen it or after it has
 * done it: a sixth of the commands that change something, {@code campaign.seed} says which. The
 * system property {@code campaign.every} asks for every command in every way.
 */
@Order(1)
class RestoreDeathTest {

  private static final boolean EVERY = Boolean.getBoolean("campaign.every");
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());

  /** The suite takes one command of so many, others each time. */
  private static final int SHARE = 6;

  @TempDir Path folder;

  @Test
  void a_restore_cut_at_any_command_goes_on_and_ends_exactly() throws IOException {
    Path file = RestoreTest.objects().write(folder, "objects");
    everyCommand(target -> {}, (target, proxied) -> proxied.run(file), this::requireRestored);
  }

  private void requireRestored(Restoring target) {
    assertEquals(List.of("child", "parent", "v"), target.query("SHOW TABLES"));
    assertEquals(List.of("1|1", "2|2"), target.query("SELECT * FROM parent"));
    assertEquals(List.of("1|1", "2|2"), target.query("SELECT * FROM child"));
    assertEquals(List.of("2|f"), target.query("SELECT n, f FROM v"));
    assertEquals(1, target.query("SHOW TRIGGERS").size());
    assertEquals(1, target.query("SHOW EVENTS").size());
    assertEquals(2, target.query("SHOW INDEX FROM child").size());
  }

  @Test
  void a_replacement_cut_at_any_command_goes_on_and_ends_exactly() throws IOException {
    Path file = RestoreTest.objects().write(folder, "objects");
    everyCommand(
        ReplaceTest::fill, (target, proxied) -> proxied.replace(file), ReplaceTest::assertReplaced);
  }

  private interface Goal {
    void run(Restoring target, Restoring proxied);
  }

  private static void everyCommand(
      Consumer<Restoring> prepare, Goal goal, Consumer<Restoring> check) throws IOException {
    DatabaseSettings first = TestServer.freshDatabase();
    try (Proxy proxy = Proxy.before(first.host(), first.port())) {
      int commands = commands(proxy, first, prepare, goal);
      assertTrue(commands > 20, commands + " commands");
      Cut[] cuts = Cut.values();
      int turn = (int) (SEED & 0xFFFF);
      for (int at = 1; at <= commands; at++) {
        for (int i = 0; i < cuts.length; i++) {
          if (EVERY || (at + turn) % (SHARE * cuts.length) == SHARE * i) {
            die(proxy, at, cuts[i], prepare, goal, check);
          }
        }
      }
    }
  }

  private static boolean counts(ClientPacket packet) {
    return EVERY
        ? !packet.text().isEmpty()
        : packet.text().matches("(?s)(?!SET|SELECT|USE|/\\*).+");
  }

  private static int commands(
      Proxy proxy, DatabaseSettings database, Consumer<Restoring> prepare, Goal goal) {
    Restoring target = Restoring.into(database);
    prepare.accept(target);
    AtomicInteger count = new AtomicInteger();
    proxy.watch(
        packet -> {
          count.addAndGet(counts(packet) ? 1 : 0);
          return null;
        });
    goal.run(target, Restoring.into(TestServer.at(database, proxy.port())));
    ReplaceTest.dropAll(database.name());
    return count.get();
  }

  private static void die(
      Proxy proxy,
      int at,
      Cut cut,
      Consumer<Restoring> prepare,
      Goal goal,
      Consumer<Restoring> check) {
    DatabaseSettings database = TestServer.freshDatabase();
    Restoring target = Restoring.into(database);
    prepare.accept(target);
    AtomicInteger count = new AtomicInteger();
    AtomicBoolean met = new AtomicBoolean();
    StringBuilder statement = new StringBuilder();
    proxy.watch(
        packet -> {
          if (!counts(packet) || count.incrementAndGet() != at) {
            return null;
          }
          met.set(true);
          statement.append(packet.text());
          return cut;
        });
    String where = at + " " + cut + ", seed " + SEED + ": ";
    try {
      goal.run(target, Restoring.into(TestServer.at(database, proxy.port())));
    } catch (MigrateException e) {
      assertTrue(met.get(), () -> where + e.problem().text());
    } finally {
      proxy.unwatch();
    }
    try {
      if (met.get() && !isDone(target, statement.toString())) {
        goal.run(target, target);
      }
      check.accept(target);
    } catch (MigrateException | AssertionError e) {
      throw new AssertionError(where + statement, e);
    }
    ReplaceTest.dropAll(database.name());
    TestServer.execute(database, "DROP DATABASE " + database.name());
  }

  /** It is, or will be in a moment, when its last statement or its goodbye was cut off. */
  private static boolean isDone(Restoring target, String statement) {
    if (statement.matches("DROP TABLE .*`migrate_restore`")) {
      Instant limit = Instant.now().plusSeconds(2);
      while (target.query("SHOW TABLES").contains("migrate_restore")
          && Instant.now().isBefore(limit)) {
        Thread.onSpinWait();
      }
    }
    return target.query("SHOW TABLES").contains("parent")
        && !target.query("SHOW TABLES").contains("migrate_restore")
        && target.query("SHOW EVENTS").toString().contains("|ev|");
  }
}

package dev.migrate.campaign;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.EmbeddedServer;
import dev.migrate.testing.ClassPathArtifacts;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server that can be killed and started again at the same address.
 *
 * <p>Where the tests run on the embedded server, it is an embedded one of its own; else the tests'
 * server, which can be killed only where the system property {@code campaign.server.start} names
 * the command that starts it again, and it runs on this machine. {@code campaign.server.wipe} names
 * the one that removes its data, for a server that does not start again.
 */
final class MortalServer {

  private static final String START = System.getProperty("campaign.server.start", "");
  private static final String WIPE = System.getProperty("campaign.server.wipe", "");
  private static final Path FOLDER = Path.of("target", "campaign-server");

  private final boolean embedded;
  private final DatabaseSettings admin;

  private MortalServer(boolean embedded, DatabaseSettings admin) {
    this.embedded = embedded;
    this.admin = admin;
  }

  /** A killed server whose own recovery fails. */
  static final class StaysDead extends IOException {
    private static final long serialVersionUID = 1L;

    StaysDead(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  static MortalServer get() {
    boolean embedded = System.getProperty("test.server", "embedded").equals("embedded");
    return new MortalServer(embedded, embedded ? startEmbedded() : TestServer.admin());
  }

  /** After one that does not start again: with a data folder of its own. */
  static MortalServer anew() throws IOException, InterruptedException {
    boolean embedded = System.getProperty("test.server", "embedded").equals("embedded");
    if (embedded) {
      Files.move(FOLDER, FOLDER.resolveSibling("dead-server-" + UUID.randomUUID()));
    } else {
      command(WIPE);
      command(START);
    }
    return get();
  }

  private static void command(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new StaysDead("it does not start again: " + command, null);
    }
  }

  private static DatabaseSettings startEmbedded() {
    return EmbeddedServer.start(
            new EmbeddedSettings(FOLDER, "mysql", true, LockTimeouts.DEFAULT),
            new ClassPathArtifacts(),
            event -> {})
        .database();
  }

  DatabaseSettings admin() {
    return admin;
  }

  boolean canDie() {
    return embedded || !START.isEmpty();
  }

  /** What it calls itself. */
  String version() {
    return TestServer.query(admin, "SELECT CONCAT(@@version_comment, ' ', VERSION())").get(0);
  }

  /** A new, empty database. */
  DatabaseSettings freshDatabase() {
    String name =
        String.format("t_%08x", System.currentTimeMillis() / 1000)
            + UUID.randomUUID().toString().substring(0, 8);
    TestServer.execute(
        admin, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    return new DatabaseSettings(
        admin.host(),
        admin.port(),
        name,
        admin.username(),
        admin.password(),
        admin.tls(),
        null,
        admin.connectTimeout(),
        admin.lockTimeouts(),
        Map.of());
  }

  /** The process to be killed, as the server itself names it. */
  ProcessHandle process() {
    String file = TestServer.query(admin, "SELECT @@pid_file").get(0);
    try {
      long pid = Long.parseLong(Files.readString(Path.of(file)).strip());
      return ProcessHandle.of(pid).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again, at the same port, and waits until it answers. */
  void start() throws IOException, InterruptedException {
    if (embedded) {
      DatabaseSettings again = embeddedAgain();
      if (again.port() != admin.port()) {
        throw new IOException("the embedded server came back at another port");
      }
    } else {
      command(START);
    }
    awaitAnswer();
  }

  private static DatabaseSettings embeddedAgain() throws StaysDead {
    try {
      return startEmbedded();
    } catch (MigrateException e) {
      throw new StaysDead("it does not start again: " + e.problem().text(), e);
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      try {
        TestServer.connect(admin).close();
        return;
      } catch (SQLException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("it does not answer");
  }
}

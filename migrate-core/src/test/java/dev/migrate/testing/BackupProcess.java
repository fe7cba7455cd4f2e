package dev.migrate.testing;

import dev.migrate.backup.Dump;
import dev.migrate.backup.DumpOrder;
import dev.migrate.backup.Restore;
import dev.migrate.backup.RestoreOrder;
import dev.migrate.backup.Restored;
import dev.migrate.backup.Taken;
import dev.migrate.backup.file.Form;
import dev.migrate.environment.BackupSettings;
import dev.migrate.environment.Connections;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.Password;
import dev.migrate.environment.Tls;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.Database;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A backup or a restore in a process of its own: it can be killed, and its memory is its own. It
 * prints what it did and the most memory it had; it exits with 1 and prints the error where it ends
 * in one.
 */
public final class BackupProcess {

  /** As many connections as a project has that sets none. */
  private static final Connections CONNECTIONS = BackupSettings.in(Path.of("")).connections();

  private BackupProcess() {}

  /** Backs a database up into a folder; both streams in one. */
  public static Process dump(DatabaseSettings database, Path folder) {
    return start(database, "dump", folder, List.of());
  }

  /** Restores a file into a database that is there. */
  public static Process restore(DatabaseSettings database, Path file) {
    return start(database, "restore", file, List.of());
  }

  /** The same, with options for the JVM. */
  public static Process start(
      DatabaseSettings database, String work, Path path, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BackupProcess.class.getName(),
            work,
            path.toString(),
            database.host(),
            Integer.toString(database.port()),
            database.name(),
            database.username()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PASSWORD", ((Password.Fixed) database.password()).value());
    builder.directory(new File("."));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[1]);
    DatabaseSettings settings =
        unprotected(
            args[2], Integer.parseInt(args[3]), args[4], args[5], System.getenv("PASSWORD"));
    try (Database database = Database.open(settings, "process", BackupProcess::print)) {
      if (args[0].equals("dump")) {
        Taken taken = dump(database, path);
        System.out.println("FILE " + taken.file());
        System.out.println("ROWS " + taken.manifest().rows());
        System.out.println("SECONDS " + taken.duration().toMillis() / 1e3);
      } else {
        Restored restored = restore(database, path);
        System.out.println("ROWS " + restored.rows());
        System.out.println("SECONDS " + restored.duration().toMillis() / 1e3);
      }
    } catch (MigrateException e) {
      System.out.println(e.problem().code() + ": " + e.problem().text());
      System.exit(1);
    }
    Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .forEach(System.out::println);
  }

  /** Without TLS, as the tools that it is compared with. */
  private static DatabaseSettings unprotected(
      String host, int port, String name, String username, String password) {
    return new DatabaseSettings(
        host,
        port,
        name,
        username,
        new Password.Fixed(password),
        Tls.DISABLED,
        null,
        Duration.ofSeconds(10),
        LockTimeouts.DEFAULT,
        Map.of());
  }

  private static void print(Event event) {
    System.out.println(event);
  }

  private static Taken dump(Database database, Path folder) {
    DumpOrder order =
        new DumpOrder(
            "process",
            "process",
            database.schema(),
            null,
            folder,
            Form.ZSTD,
            null,
            CONNECTIONS.reading(),
            List.of(),
            false,
            Duration.ofSeconds(5));
    return Dump.take(order, database::worker, BackupProcess::print);
  }

  private static Restored restore(Database database, Path file) {
    RestoreOrder order =
        new RestoreOrder(
            file,
            null,
            database.schema(),
            "process",
            CONNECTIONS.filling(),
            List.of(),
            false,
            false);
    return Restore.run(order, database::worker, BackupProcess::print);
  }
}

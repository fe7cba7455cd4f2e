package dev.migrate.testing;

import dev.migrate.JvmEnd;
import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.outcome.MigrateException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An upgrade or a downgrade in a process of its own; it prints what it did, and every event. It
 * exits with 1 and prints the error where the run ends in one.
 */
public final class Build {

  /** Of the masks of signals in /proc. */
  private static final long SIGINT = 1L << 1;

  private Build() {}

  /** Starts the upgrade of a project in the folder; both streams in one. */
  public static Process start(Path folder, DatabaseSettings database) {
    return start(folder, database, "");
  }

  /**
   * Starts the downgrade of a project in the folder to a version, or, with an empty one, its
   * upgrade.
   */
  public static Process start(Path folder, DatabaseSettings database, String downTo) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Build.class.getName(),
            folder.toString(),
            database.host(),
            Integer.toString(database.port()),
            database.name(),
            database.username(),
            downTo);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PASSWORD", ((Password.Fixed) database.password()).value());
    builder.directory(new File("."));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ctrl-C; a process that was started where SIGINT is ignored gets SIGTERM. */
  public static void signal(Process build) throws IOException, InterruptedException {
    String name = takesSigint(build) ? "INT" : "TERM";
    new ProcessBuilder("kill", "-" + name, Long.toString(build.pid())).start().waitFor();
  }

  /** Whether a process does something at SIGINT. */
  public static boolean takesSigint(Process build) throws IOException {
    Path status = Path.of("/proc", Long.toString(build.pid()), "status");
    return !Files.exists(status)
        || Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigCgt:"))
            .anyMatch(
                line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT) != 0);
  }

  public static void main(String[] args) {
    DatabaseSettings database =
        TestServer.settings(
            args[1], Integer.parseInt(args[2]), args[3], args[4], System.getenv("PASSWORD"));
    TestProject project = TestProject.on(Path.of(args[0]), database);
    Migrator migrator = project.migrator();
    try (JvmEnd end = JvmEnd.of(migrator, () -> System.out.println("it has not ended"))) {
      try (migrator) {
        run(migrator, project, args[5]);
      } catch (MigrateException e) {
        if (end.isEnding()) {
          System.out.println(e.problem().code() + ": " + e.problem().text());
        }
        throw e;
      }
    }
  }

  private static void run(Migrator migrator, TestProject project, String downTo) {
    boolean up = downTo.isEmpty();
    List<Report.Step> steps =
        up ? migrator.upgrade(null).applied() : migrator.downgradeTo(downTo).undone();
    project.events().forEach(System.out::println);
    System.out.println(
        (up ? "applied " : "undone ") + steps.stream().map(Report.Step::description).toList());
  }
}

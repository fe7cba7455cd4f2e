package dev.migrate.backup;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.Password;
import dev.migrate.environment.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A restore in a process of its own, which can be killed. */
final class RestoreProcess {

  private RestoreProcess() {}

  /** Starts it; it says {@code begin} when it begins and {@code done} when it is done. */
  static Process start(Path file, DatabaseSettings database, boolean replace, Path said)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RestoreProcess.class.getName(),
                file.toString(),
                database.host(),
                Integer.toString(database.port()),
                database.name(),
                database.username(),
                Boolean.toString(replace)));
    builder.environment().put("PASSWORD", ((Password.Fixed) database.password()).value());
    return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
  }

  public static void main(String[] args) {
    DatabaseSettings database =
        new DatabaseSettings(
            args[1],
            Integer.parseInt(args[2]),
            args[3],
            args[4],
            new Password.Fixed(System.getenv("PASSWORD")),
            Tls.PREFERRED,
            null,
            Duration.ofSeconds(10),
            LockTimeouts.DEFAULT,
            Map.of());
    System.out.println("begin");
    Restoring target = Restoring.into(database);
    Path file = Path.of(args[0]);
    if (Boolean.parseBoolean(args[5])) {
      target.replace(file);
    } else {
      target.run(file);
    }
    System.out.println("done");
  }
}

package dev.migrate.backup;

import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.server.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Backups and restores as tests take them. */
public final class Dumps {

  private Dumps() {}

  /** A backup of all tables, by two connections. */
  public static Taken take(DatabaseSettings from, Path folder, Form form, Consumer<Event> events) {
    try (Database database = Database.open(from, "take", event -> {})) {
      DumpOrder order =
          new DumpOrder(
              "test",
              "operation",
              database.schema(),
              null,
              folder,
              form,
              null,
              2,
              List.of(),
              false,
              Duration.ofSeconds(2));
      return Dump.take(order, database::worker, events);
    }
  }

  /** Restores a backup into an empty database. */
  public static Restored restore(DatabaseSettings into, Path file) {
    try (Database database = Database.open(into, "restore", event -> {})) {
      RestoreOrder order =
          new RestoreOrder(file, null, database.schema(), "restore", 2, List.of(), false, false);
      return Restore.run(order, database::worker, event -> {});
    }
  }
}

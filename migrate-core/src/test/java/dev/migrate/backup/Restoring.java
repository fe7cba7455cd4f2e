package dev.migrate.backup;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.server.Database;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Restores into one database, as a goal would. */
final class Restoring {

  private final DatabaseSettings database;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  private Restoring(DatabaseSettings database) {
    this.database = database;
  }

  static Restoring into(DatabaseSettings database) {
    return new Restoring(database);
  }

  Restored run(Path file, String... tables) {
    return run(file, false, tables);
  }

  Restored replace(Path file, String... tables) {
    return run(file, true, tables);
  }

  private Restored run(Path file, boolean replace, String... tables) {
    try (Database server = Database.open(database, "restore", events::add)) {
      return Restore.run(
          new RestoreOrder(
              file, null, database.name(), "restore", 2, List.of(tables), replace, false),
          server::worker,
          events::add);
    }
  }

  List<Event> events() {
    return events;
  }

  List<String> query(String sql) {
    return TestServer.query(database, sql);
  }

  void execute(String... statements) {
    TestServer.execute(database, statements);
  }

  String name() {
    return database.name();
  }
}

package dev.migrate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedFilesOnAServerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-19T14:30:00Z"), ZoneOffset.UTC);
  private static final List<String> MESSAGES =
      List.of(
          "create_groups_table", // a reserved word of MySQL
          "add_email_to_groups",
          "add_is_active_to_groups",
          "add_index_groups_email",
          "migrate_groups_data",
          "add_owner_id_to_groups",
          "remove_index_groups_email",
          "remove_owner_id_from_groups",
          "tidy_up");

  @TempDir Path folder;
  private final Random random = new Random(1);
  private final List<Existing> existing = new ArrayList<>();
  private DatabaseSettings database;

  @BeforeEach
  void openDatabase() {
    database = TestServer.freshDatabase();
  }

  @AfterEach
  void dropDatabase() {
    TestServer.execute(database, "DROP DATABASE " + database.name());
  }

  private Generated generate(String message) {
    Generated generated =
        NewMigration.create(message, existing, folder, FileNames.DEFAULTS, CLOCK, random);
    existing.add(
        new Existing(
            generated.version(), generated.revision() + "_" + message, generated.revision()));
    return generated;
  }

  private void run(Path file) throws IOException {
    String sql =
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining("\n"));
    for (String statement : sql.split(";\n?", -1)) {
      if (!statement.isBlank()) {
        TestServer.execute(database, statement);
      }
    }
  }

  /** The definition of the table, or that there is none. */
  private String table() throws SQLException {
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement()) {
      try (ResultSet tables = statement.executeQuery("SHOW TABLES LIKE 'groups'")) {
        if (!tables.next()) {
          return "none";
        }
      }
      try (ResultSet created = statement.executeQuery("SHOW CREATE TABLE `groups`")) {
        created.next();
        return created.getString(2);
      }
    }
  }

  @Test
  void everyUndoTakesItsMigrationBackExactly() throws IOException, SQLException {
    List<Generated> pairs = new ArrayList<>();
    List<String> before = new ArrayList<>();
    for (String message : MESSAGES) {
      before.add(table());
      pairs.add(generate(message));
      run(pairs.get(pairs.size() - 1).files().get(0));
    }
    assertEquals("none", before.get(0));
    for (int i = pairs.size() - 1; i >= 0; i--) {
      run(pairs.get(i).files().get(1));
      assertEquals(before.get(i), table(), MESSAGES.get(i));
    }
  }

  @Test
  void aDroppedTableIsGone() throws IOException, SQLException {
    run(generate("create_groups_table").files().get(0));
    run(generate("drop_groups_table").files().get(0));
    assertEquals("none", table());
  }

  @Test
  void stockFlywayRunsTheSameFilesInTheSameOrder() {
    MESSAGES.forEach(this::generate);
    Flyway flyway =
        Flyway.configure()
            .dataSource(
                "jdbc:mysql://" + database.host() + ":" + database.port() + "/" + database.name(),
                database.username(),
                ((Password.Fixed) database.password()).value())
            .locations("filesystem:" + folder)
            .load();
    assertEquals(MESSAGES.size(), flyway.migrate().migrationsExecuted);
    flyway.validate();
    List<String> descriptions = new ArrayList<>();
    for (var migration : flyway.info().applied()) {
      descriptions.add(migration.getDescription().substring(13).replace(' ', '_'));
    }
    assertEquals(MESSAGES, descriptions);
  }
}

package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StampTest {

  private final DatabaseSettings settings = TestServer.freshDatabase();
  private final Database database = Database.open(settings, "op", event -> {});
  private final Connection connection = database.executor();

  @AfterEach
  void close() {
    database.close();
    TestServer.execute(TestServer.admin(), "DROP DATABASE " + settings.name());
  }

  private Optional<String> read() {
    return Stamp.read(connection, settings.name());
  }

  private void write(String name, String operation) {
    Stamp.write(connection, settings.name(), name, operation);
  }

  private String cell(String column) throws SQLException {
    return DatabaseTest.ask(connection, "SELECT " + column + " FROM migrate_environment");
  }

  @Test
  void aDatabaseThatWasNeverStampedHasNoStampAndGetsNoTableByReading() throws SQLException {
    assertEquals(Optional.empty(), read());
    assertEquals(Optional.empty(), Stamp.read(connection, settings.name() + "_missing"));
    assertEquals(
        "0",
        DatabaseTest.ask(
            connection,
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"));
  }

  @Test
  void aStampSaysWhichEnvironmentByWhomWhenAndInWhichRun() throws SQLException {
    TestServer.execute(settings, "CREATE TABLE other (id INT)");
    String operation = "0b7b2a54-66a4-4d2a-9d02-7a1b0f8e2c11";
    write("Prod-Zürich 🎉", operation);
    assertEquals(Optional.of("Prod-Zürich 🎉"), read());
    assertEquals("1", cell("format_version"));
    assertEquals(operation, cell("operation"));
    assertEquals(DatabaseTest.ask(connection, "SELECT CURRENT_USER()"), cell("stamped_by"));
    LocalDateTime at = LocalDateTime.parse(cell("DATE_FORMAT(stamped_at, '%Y-%m-%dT%H:%i:%s.%f')"));
    Duration age = Duration.between(at, LocalDateTime.now(ZoneOffset.UTC)).abs();
    assertTrue(age.toSeconds() < 60, at::toString);
  }

  @Test
  void stampingAnewReplacesTheStamp() throws SQLException {
    write("development", "op-1");
    write("staging", "op-2");
    assertEquals(Optional.of("staging"), read());
    assertEquals("1", cell("COUNT(*)"));
    assertEquals("op-2", cell("MAX(operation)"));
  }

  @Test
  void theTableIsInnodbUtf8mb4AndLeavesLastInsertIdAlone() throws SQLException {
    TestServer.execute(settings, "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY)");
    connection.createStatement().execute("INSERT INTO t VALUES (NULL), (NULL)");
    String before = DatabaseTest.ask(connection, "SELECT LAST_INSERT_ID()");
    write("development", "op");
    assertEquals(before, DatabaseTest.ask(connection, "SELECT LAST_INSERT_ID()"));
    assertEquals(
        "InnoDB utf8mb4",
        DatabaseTest.ask(
            connection,
            "SELECT CONCAT(engine, ' ', SUBSTRING_INDEX(table_collation, '_', 1))"
                + " FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_name = 'migrate_environment'"));
  }

  @Test
  void aStampOfANewerReleaseIsRefused() {
    write("staging", "op");
    TestServer.execute(settings, "UPDATE migrate_environment SET format_version = 2");
    MigrateException e = assertThrows(MigrateException.class, this::read);
    assertEquals("state-newer", e.problem().code());
    assertTrue(
        e.problem().text().contains(settings.name() + ".migrate_environment has format 2"),
        e.problem().text());
  }

  @Test
  void anotherTableOfThatNameIsAnErrorWithTheServersWords() {
    TestServer.execute(settings, "CREATE TABLE migrate_environment (x INT)");
    MigrateException e = assertThrows(MigrateException.class, this::read);
    assertEquals("server-error", e.problem().code());
    assertTrue(e.problem().text().contains("Unknown column"), e.problem().text());
  }
}

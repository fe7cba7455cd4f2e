package dev.migrate.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.server.Database;
import dev.migrate.server.Vendor;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

  private static final ObjectName TABLE = new ObjectName(ObjectName.Type.TABLE, null, "größe-1");

  private static final ObjectName VIEW = new ObjectName(ObjectName.Type.VIEW, null, "v");

  private final DatabaseSettings settings = TestServer.freshDatabase();

  private void create() {
    TestServer.execute(
        settings,
        "CREATE TABLE `größe-1` (id INT AUTO_INCREMENT PRIMARY KEY, s VARCHAR(9) COMMENT '\uD83D\uDE00'"
            + ") ENGINE=InnoDB",
        "CREATE VIEW v AS SELECT id FROM `größe-1`");
  }

  private Fingerprint read(Connection connection) throws SQLException {
    return Fingerprint.of(connection, settings.name(), List.of(TABLE, VIEW));
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void rowsChangeNothing() throws SQLException {
    create();
    try (Database database = Database.open(settings, "test", event -> {})) {
      Fingerprint before = read(database.executor());
      TestServer.execute(settings, "INSERT INTO `größe-1` (s) VALUES ('a'), ('b'), ('c')");
      TestServer.execute(settings, "DELETE FROM `größe-1`", "ANALYZE TABLE `größe-1`");
      assertEquals(before, before.now(database.executor()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET sql_mode = 'ANSI'",
        "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
        "SET NAMES latin1",
        "SET character_set_results = NULL",
        "SET sql_quote_show_create = 0",
        "SET sql_select_limit = 1",
        "SET sql_select_limit = 0",
        "USE mysql",
        "SET autocommit = 0",
        "SET time_zone = '+05:00'",
      })
  void theSessionChangesNothing(String setting) throws SQLException {
    create();
    try (Database database = Database.open(settings, "test", event -> {})) {
      Connection connection = database.executor();
      Fingerprint before = read(connection);
      assertTrue(before.idsKnown());
      execute(connection, setting);
      List<String> session = session(connection);
      assertEquals(before, read(connection));
      assertEquals(session, session(connection));
    }
  }

  private static List<String> session(Connection connection) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CONCAT_WS('|', @@sql_mode, @@character_set_client, @@collation_connection,"
                    + " @@character_set_results, @@sql_quote_show_create, @@autocommit, DATABASE())"
                    + " LIMIT 1")) {
      return row.next() ? List.of(String.valueOf(row.getString(1))) : List.of();
    }
  }

  @Test
  void absentObjectsTakeOneRoundTripAndOthersTwo() throws SQLException {
    try (Database database = Database.open(settings, "test", event -> {})) {
      Connection connection = database.executor();
      long start = statements(connection);
      long own = statements(connection) - start;
      start = statements(connection);
      read(connection);
      assertEquals(1, statements(connection) - start - own);
      create();
      start = statements(connection);
      read(connection);
      // Each of the packet's statements counts: two definitions, the ids.
      assertEquals(1 + 3, statements(connection) - start - own);
    }
  }

  private static long statements(Connection connection) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Questions'")) {
      row.next();
      return row.getLong(2);
    }
  }

  @Test
  void anAccountThatMayNotSeeIdsIsTold() throws SQLException {
    create();
    String user = settings.name().substring(0, 16);
    TestServer.execute(
        settings,
        "CREATE USER " + user + " IDENTIFIED BY 'Secret-1'",
        "GRANT ALL ON `" + settings.name() + "`.* TO " + user);
    try (Database database = Database.open(as(user), "test", event -> {})) {
      Fingerprint before = read(database.executor());
      assertFalse(before.idsKnown());
      Statement truncate = Splitter.split("V1.sql", "TRUNCATE `größe-1`").get(0);
      Fingerprint first = Fingerprint.of(database.executor(), settings.name(), truncate);
      assertFalse(Settlement.isVisible(truncate, first));
      Settlement settlement = Settlement.of(truncate, first, first.now(database.executor()));
      assertEquals(Settlement.Verdict.UNDECIDED, settlement.verdict());
      assertTrue(settlement.reason().contains("PROCESS"), settlement.reason());
      Statement alter = Splitter.split("V1.sql", "ALTER TABLE `größe-1` ADD c INT").get(0);
      assertTrue(Settlement.isVisible(alter, before));
    } finally {
      TestServer.execute(TestServer.admin(), "DROP USER " + user);
    }
  }

  private DatabaseSettings as(String user) {
    return new DatabaseSettings(
        settings.host(),
        settings.port(),
        settings.name(),
        user,
        new Password.Fixed("Secret-1"),
        settings.tls(),
        null,
        settings.connectTimeout(),
        settings.lockTimeouts(),
        java.util.Map.of());
  }

  @Test
  void aLockedTableIsNotTakenForOneThatMayNotBeSeen() throws SQLException {
    create();
    try (Database database = Database.open(settings, "test", event -> {});
        Connection other = TestServer.connect(settings)) {
      execute(other, "LOCK TABLES `größe-1` WRITE");
      execute(database.executor(), "SET SESSION lock_wait_timeout = 1");
      Fingerprint seen = null;
      try {
        seen = read(database.executor());
      } catch (SQLException e) {
        assertEquals(1205, e.getErrorCode());
      }
      // Either server may print a definition under such a lock.
      execute(other, "UNLOCK TABLES");
      assertTrue(seen == null || seen.equals(read(database.executor())));
    }
  }

  @Test
  void theStateIsSaidInWords() throws SQLException {
    create();
    try (Database database = Database.open(settings, "test", event -> {})) {
      ObjectName absent = new ObjectName(ObjectName.Type.PROCEDURE, null, "p");
      Fingerprint fingerprint =
          Fingerprint.of(database.executor(), settings.name(), List.of(TABLE, VIEW, absent));
      String schema = "`" + settings.name() + "`.";
      assertEquals(
          "table "
              + schema
              + "`größe-1`: exists, 2 columns\n"
              + "view "
              + schema
              + "`v`: exists\n"
              + "procedure "
              + schema
              + "`p`: absent",
          fingerprint.description());
    }
  }

  @Test
  void accountsAreSeenWithTheirGrants() throws SQLException {
    String user = "fp" + settings.name().substring(0, 12);
    ObjectName account = new ObjectName(ObjectName.Type.ACCOUNT, null, "'" + user + "'@'h'");
    try (Database database = Database.open(settings, "test", event -> {})) {
      Fingerprint absent = Fingerprint.of(database.executor(), null, List.of(account));
      assertFalse(absent.states().get(0).present());
      TestServer.execute(settings, "CREATE USER " + user + "@h IDENTIFIED BY 'Secret-1'");
      Fingerprint created = absent.now(database.executor());
      TestServer.execute(settings, "GRANT SELECT ON *.* TO " + user + "@h");
      Fingerprint granted = absent.now(database.executor());
      assertTrue(created.states().get(0).present());
      assertNotEquals(created, granted);
      assertEquals(granted, Fingerprint.decode(granted.encoded()));
    } finally {
      TestServer.execute(TestServer.admin(), "DROP USER IF EXISTS " + user + "@h");
    }
  }

  @Test
  void aSwapOfEqualTablesIsSeen() throws SQLException {
    TestServer.execute(settings, "CREATE TABLE a (id INT)", "CREATE TABLE b (id INT)");
    Statement swap = Splitter.split("V1.sql", "RENAME TABLE a TO x, b TO a, x TO b").get(0);
    try (Database database = Database.open(settings, "test", event -> {})) {
      Fingerprint before = Fingerprint.of(database.executor(), settings.name(), swap);
      assertTrue(Settlement.isVisible(swap, before));
      execute(database.executor(), swap.sql());
      Fingerprint now = before.now(database.executor());
      assertEquals(Settlement.Verdict.RAN, Settlement.of(swap, before, now).verdict());
      execute(database.executor(), "RENAME TABLE a TO x, b TO a, x TO b");
      now = before.now(database.executor());
      assertEquals(Settlement.Verdict.RUN, Settlement.of(swap, before, now).verdict());
    }
  }

  @Test
  void whatIsHalfDoneIsNotGuessed() throws SQLException {
    TestServer.execute(settings, "CREATE TABLE a (id INT)", "CREATE TABLE b (id INT)");
    Statement drop = Splitter.split("V1.sql", "DROP TABLE a, b").get(0);
    Statement dropIf = Splitter.split("V1.sql", "DROP TABLE IF EXISTS a, b").get(0);
    try (Database database = Database.open(settings, "test", event -> {})) {
      Fingerprint before = Fingerprint.of(database.executor(), settings.name(), drop);
      execute(database.executor(), "DROP TABLE a");
      Settlement half = Settlement.of(drop, before, before.now(database.executor()));
      assertEquals(Settlement.Verdict.UNDECIDED, half.verdict());
      assertTrue(half.reason().contains("cut off in the middle"), half.reason());
      assertEquals(
          Settlement.Verdict.RUN,
          Settlement.of(dropIf, before, before.now(database.executor())).verdict());
    }
  }

  @Test
  void aTextThatIsNoFingerprintIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.decode("2\nTABLE a b"));
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.decode("1\nTABLE a"));
  }

  @Test
  void aTableReplacedHalfwayIsReplacedAgain() throws SQLException {
    if (TestServer.vendor() != Vendor.MARIADB) {
      return;
    }
    TestServer.execute(settings, "CREATE TABLE a (id INT)");
    Statement replace = Splitter.split("V1.sql", "CREATE OR REPLACE TABLE a (id INT)").get(0);
    try (Database database = Database.open(settings, "test", event -> {})) {
      Fingerprint before = Fingerprint.of(database.executor(), settings.name(), replace);
      execute(database.executor(), "DROP TABLE a");
      assertEquals(
          Settlement.Verdict.RUN,
          Settlement.of(replace, before, before.now(database.executor())).verdict());
    }
  }
}

package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

  private final List<Event> events = new ArrayList<>();
  private final String operation = UUID.randomUUID().toString();

  private final List<DatabaseSettings> databases = new ArrayList<>();

  private DatabaseSettings fresh() {
    DatabaseSettings database = TestServer.freshDatabase();
    databases.add(database);
    return database;
  }

  @AfterEach
  void drop() {
    databases.forEach(d -> TestServer.execute(d, "DROP DATABASE " + d.name()));
  }

  private Database open(DatabaseSettings settings) {
    return Database.open(settings, operation, events::add);
  }

  static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  @Test
  void anOpenDatabaseKnowsItsServer() throws SQLException {
    DatabaseSettings settings = fresh();
    try (Database database = open(settings)) {
      assertTrue(database.exists());
      assertEquals(settings.name(), database.schema());
      assertEquals(settings.address(), database.address());
      assertEquals(
          ServerVersion.parse(ask(database.executor(), "SELECT VERSION()")), database.version());
      assertEquals(
          ask(database.executor(), "SELECT CONNECTION_ID()"),
          Long.toString(database.facts().connectionId()));
      assertEquals(
          ask(database.executor(), "SELECT @@session.sql_mode"), database.facts().sqlMode());
      assertEquals(
          ask(database.executor(), "SELECT @@lower_case_table_names"),
          Integer.toString(database.facts().lowerCaseTableNames()));
      assertEquals(List.of(), database.facts().readOnly());
      assertTrue(database.executor().getAutoCommit());
      assertEquals("1", ask(database.executor(), "SELECT @@autocommit"));
    }
  }

  @Test
  void theExecutorWaitsForItsStatementsForeverAndTheObserverIsAnotherConnection()
      throws SQLException {
    try (Database database = open(fresh());
        Connection observer = database.observer()) {
      assertEquals(0, database.executor().getNetworkTimeout());
      assertFalse(
          ask(observer, "SELECT CONNECTION_ID()")
              .equals(Long.toString(database.facts().connectionId())));
      assertEquals(database.schema(), ask(observer, "SELECT DATABASE()"));
      assertEquals("0", ask(database.executor(), "SELECT SLEEP(2.5)"));
    }
  }

  @Test
  void textOfEveryKindSurvivesTheConnection() throws SQLException {
    try (Database database = open(fresh())) {
      assertEquals("Zoë 漢字 🎉", ask(database.executor(), "SELECT 'Zoë 漢字 🎉'"));
      assertEquals("F09F8E89", ask(database.executor(), "SELECT HEX('🎉')"));
    }
  }

  @Test
  void aMissingDatabaseIsCreatedOnDemandOnly() throws SQLException {
    DatabaseSettings fresh = fresh();
    DatabaseSettings missing = Altered.name(fresh, fresh.name() + " `new`+%");
    try (Database database = open(missing)) {
      assertFalse(database.exists());
      assertEquals(missing.name(), database.schema());
      assertEquals("null", ask(database.executor(), "SELECT DATABASE()"));
      database.createSchema();
      assertTrue(database.exists());
      assertEquals(missing.name(), ask(database.executor(), "SELECT DATABASE()"));
      assertEquals(
          ask(database.executor(), "SELECT @@character_set_server"),
          ask(database.executor(), "SELECT @@character_set_database"));
      try (Connection observer = database.observer()) {
        assertEquals(missing.name(), ask(observer, "SELECT DATABASE()"));
      }
    }
    try (Database again = open(missing)) {
      assertTrue(again.exists());
      again.createSchema();
      assertEquals(missing.name(), again.schema());
    }
    TestServer.execute(fresh, "DROP DATABASE " + Identifier.quote(missing.name()));
  }

  @Test
  void theServerIsToldWhoseConnectionItIs() throws SQLException {
    try (Database database = open(fresh())) {
      Assumptions.assumeTrue(
          ask(database.executor(), "SELECT @@performance_schema").equals("1"),
          "the server keeps no connection attributes");
      assertEquals(
          "migrate " + operation + " executor",
          ask(
              database.executor(),
              "SELECT GROUP_CONCAT(attr_value ORDER BY ordinal_position SEPARATOR ' ')"
                  + " FROM performance_schema.session_account_connect_attrs"
                  + " WHERE processlist_id = CONNECTION_ID() AND attr_name IN"
                  + " ('program_name', 'migrate_operation', 'migrate_role')"));
    }
  }

  @Test
  void connectingTakesFourStatements() throws SQLException {
    DatabaseSettings settings = fresh();
    try (Connection watcher = TestServer.connect(settings)) {
      Assumptions.assumeTrue(ask(watcher, "SELECT @@performance_schema").equals("1"));
      try (Database database = open(settings)) {
        // A reply is sent before its statement is in the history: one more, and those before it
        // are.
        ask(database.executor(), "SELECT 1");
        String ran =
            "SELECT COUNT(*) FROM performance_schema.events_statements_history JOIN"
                + " performance_schema.threads USING (thread_id) WHERE sql_text <> 'SELECT 1' AND"
                + " processlist_id = "
                + database.facts().connectionId();
        assertEquals("4", ask(watcher, ran));
      }
    }
  }

  @Test
  void propertiesOfTheUserArriveAtTheServer() throws SQLException {
    Map<String, String> properties =
        Map.of("sessionVariables", "lock_wait_timeout=17", "characterEncoding", "utf8");
    try (Database database = open(Altered.properties(fresh(), properties))) {
      assertEquals("17", ask(database.executor(), "SELECT @@lock_wait_timeout"));
    }
  }

  @Test
  void aPropertyTheDriverDoesNotKnowIsMentionedAndIgnored() {
    try (Database database = open(Altered.properties(fresh(), Map.of("useMagic", "true")))) {
      assertTrue(database.exists());
      assertTrue(
          events.contains(
              new Event.Detail(
                  "Property useMagic is ignored: MySQL Connector/J has none so named")),
          events::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allowMultiQueries",
        "sslMode",
        "user",
        "password",
        "AUTORECONNECT",
        "useSSL",
        "useLocalSessionState",
        "characterEncoding",
        "connectionAttributes"
      })
  void aPropertyOnWhichSafetyStandsIsRefusedByName(String name) {
    DatabaseSettings settings =
        Altered.properties(TestServer.admin(), Map.of(name, "s3cret-value"));
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(settings));
    assertEquals("property-refused", e.problem().code());
    assertTrue(
        e.problem().text().contains("property " + name + " may not be set"), e.problem().text());
    assertFalse(e.problem().text().contains("s3cret"), e.problem().text());
  }

  @Test
  void severalHostsAreRefused() {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> open(Altered.address(TestServer.admin(), "db1,db2", 3306)));
    assertTrue(
        e.problem().text().startsWith("\"db1,db2\" is not one host name or address"),
        e.problem().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "127.0.0.1",
        "127.255.3.4",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1"
      })
  void thisMachineIsLoopback(String host) {
    assertTrue(DatabaseSettings.isLoopback(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.example.com",
        "128.0.0.1",
        "127.0.0.1.example.com",
        "127.0.0.256",
        "localhost.example.com",
        "::2",
        "[fe80::1]",
        "not:an:address",
        ""
      })
  void anotherMachineIsNotLoopback(String host) {
    assertFalse(DatabaseSettings.isLoopback(host));
  }

  @Test
  void anIpv6AddressIsWrittenInBrackets() {
    DatabaseSettings admin = TestServer.admin();
    assertEquals("[::1]:33", Connector.authority(Altered.address(admin, "::1", 33)));
    assertEquals("[::1]:33", Connector.authority(Altered.address(admin, "[::1]", 33)));
    assertEquals("[::1]:33/" + admin.name(), Altered.address(admin, "::1", 33).address());
    assertEquals("db:33", Connector.authority(Altered.address(admin, "db", 33)));
  }
}

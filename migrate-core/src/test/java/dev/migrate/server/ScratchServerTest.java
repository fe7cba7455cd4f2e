package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.RefusedException;
import dev.migrate.testing.Goals;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("every run removes what old ones left")
class ScratchServerTest {

  private final DatabaseSettings admin = TestServer.admin();
  private final List<Event> events = new ArrayList<>();

  @Test
  void a_scratch_database_is_there_until_it_is_closed() {
    try (ScratchServer server = open(admin)) {
      ScratchSchema schema = server.create("latin1", "latin1_bin");
      assertTrue(schema.name().matches("migrate_scratch_[0-9a-z]+_[0-9a-f]{8}"), schema.name());
      assertEquals(
          List.of("latin1|latin1_bin"),
          TestServer.query(
              schema.settings(), "SELECT @@character_set_database, @@collation_database"));
      assertEquals(TestServer.vendor(), schema.version().vendor());
      schema.close();
      assertFalse(exists(schema.name()));
      schema.close();
    }
    assertEquals(List.of(), events);
  }

  @Test
  void its_session_is_in_the_database_and_logs_nothing_nor_does_any_other() throws SQLException {
    try (ScratchServer server = open(admin);
        ScratchSchema schema = server.create(null, null);
        Database other = Database.open(schema.settings(), "test", events::add)) {
      String sql = "SELECT CONCAT(DATABASE(), 0 + @@session.sql_log_bin, 0 + @@autocommit)";
      assertEquals(schema.name() + "01", value(schema.connection(), sql));
      assertEquals(schema.name() + "01", value(other.executor(), sql));
    }
  }

  @Test
  void session_variables_of_the_user_stay_in_force() throws SQLException {
    DatabaseSettings given = with(Map.of("sessionVariables", "lock_wait_timeout=7"));
    try (ScratchServer server = open(given);
        ScratchSchema schema = server.create(null, null)) {
      String sql = "SELECT CONCAT(0 + @@session.sql_log_bin, '|', @@session.lock_wait_timeout)";
      assertEquals("0|7", value(schema.connection(), sql));
    }
  }

  @Test
  void what_is_still_open_goes_with_the_server_even_if_its_session_was_killed()
      throws SQLException {
    ScratchServer server = open(admin);
    String first = server.create(null, null).name();
    ScratchSchema second = server.create(null, null);
    TestServer.execute(second.settings(), "CREATE TABLE a (a INT)");
    String session = value(second.connection(), "SELECT CONNECTION_ID()");
    TestServer.execute(admin, "KILL " + session);
    server.close();
    assertFalse(exists(first));
    assertFalse(exists(second.name()));
  }

  @Test
  void a_crashed_runs_database_is_removed_when_it_is_old_and_nothing_else_is() {
    long now = Instant.now().getEpochSecond();
    String old = name(now - 7 * 3600);
    String young = name(now - 5 * 3600);
    String foreign = "migrate_scratch_mine_" + UUID.randomUUID().toString().substring(0, 8);
    for (String name : List.of(old, young, foreign)) {
      TestServer.execute(admin, "CREATE DATABASE " + name);
    }
    TestServer.execute(admin, "CREATE TABLE " + old + ".a (a INT)");
    try {
      open(admin).close();
      assertFalse(exists(old));
      assertTrue(exists(young));
      assertTrue(exists(foreign));
    } finally {
      TestServer.execute(admin, "DROP DATABASE " + young, "DROP DATABASE " + foreign);
    }
  }

  @Test
  void an_account_that_may_not_make_databases_is_told_the_grant() {
    try (LeastAccount account = LeastAccount.of(TestServer.freshDatabase());
        ScratchServer server = open(account.settings())) {
      RefusedException e = assertThrows(RefusedException.class, () -> server.create(null, null));
      assertEquals("scratch-forbidden", e.problem().code());
      String user = account.settings().username();
      Goals.says(
          e.problem().text(),
          "The account " + user + " may not make a scratch database on " + admin.host(),
          "GRANT ALL ON `migrate\\_scratch\\_%`.* TO `" + user + "`@`%`",
          "-Dmigrate.scratch.url=");
    }
  }

  @Test
  void that_grant_is_enough() throws SQLException {
    try (LeastAccount account = LeastAccount.of(TestServer.freshDatabase())) {
      TestServer.execute(admin, "GRANT ALL ON `migrate\\_scratch\\_%`.* TO " + account.name());
      try (ScratchServer server = open(account.settings());
          ScratchSchema schema = server.create(null, null)) {
        TestServer.execute(schema.settings(), "CREATE TABLE a (a INT)");
        assertEquals("1", value(schema.connection(), "SELECT 0 + @@session.sql_log_bin"));
      }
    }
    assertEquals(0, events.stream().filter(Event.Notice.class::isInstance).count());
  }

  private ScratchServer open(DatabaseSettings settings) {
    return ScratchServer.open(settings, "test", events::add);
  }

  private DatabaseSettings with(Map<String, String> properties) {
    return new DatabaseSettings(
        admin.host(),
        admin.port(),
        admin.name(),
        admin.username(),
        admin.password(),
        admin.tls(),
        null,
        admin.connectTimeout(),
        admin.lockTimeouts(),
        properties);
  }

  private static String name(long second) {
    String random = UUID.randomUUID().toString().substring(0, 8);
    return "migrate_scratch_" + Long.toString(second, 36) + "_" + random;
  }

  private boolean exists(String name) {
    String sql = "SELECT 1 FROM information_schema.schemata WHERE schema_name = '" + name + "'";
    return !TestServer.query(admin, sql).isEmpty();
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}

package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.wire.Wire;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an account with few privileges sees, and is told that it does not see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivilegesTest {

  private static final TableFilter ALL = TableFilter.of(List.of());
  private static final String ENOUGH = "SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT";

  private final DatabaseSettings database = TestServer.freshDatabase();
  private final String user = "backup_" + database.name().substring(2);
  private final String account = "`" + user + "`@`%`";

  @BeforeAll
  void fill() throws SQLException {
    try (Wire wire = Wire.of(TestServer.connect(database))) {
      NastyDatabase.fill(wire, database.name());
    }
  }

  @BeforeEach
  void create() {
    TestServer.execute(TestServer.admin(), "CREATE USER " + account + " IDENTIFIED BY 'pass'");
  }

  @AfterEach
  void drop() {
    TestServer.execute(TestServer.admin(), "DROP USER " + account);
  }

  @AfterAll
  void dropRole() {
    TestServer.execute(TestServer.admin(), "DROP ROLE IF EXISTS " + user + "_role");
  }

  private void grant(String privilegesOn) {
    TestServer.execute(TestServer.admin(), "GRANT " + privilegesOn + " TO " + account);
  }

  private String onDatabase(String privileges) {
    return privileges + " ON `" + database.name().replace("_", "\\_") + "`.*";
  }

  private String routines() {
    if (TestServer.vendor() == Vendor.MYSQL) {
      return "SHOW_ROUTINE ON *.*";
    }
    boolean own =
        !TestServer.query(database, "SHOW PRIVILEGES").stream()
            .filter(row -> row.startsWith("Show Create Routine"))
            .toList()
            .isEmpty();
    return own ? onDatabase("SHOW CREATE ROUTINE") : "SELECT ON mysql.proc";
  }

  private Catalog read(TableFilter filter) throws SQLException {
    DatabaseSettings settings =
        new DatabaseSettings(
            database.host(),
            database.port(),
            database.name(),
            user,
            new Password.Fixed("pass"),
            database.tls(),
            null,
            database.connectTimeout(),
            database.lockTimeouts(),
            Map.of());
    Connection connection = TestServer.connect(settings);
    try (Wire wire = Wire.of(connection)) {
      return Catalog.read(wire, database.name(), filter, false);
    }
  }

  private String refused(TableFilter filter) {
    RefusedException e = assertThrows(RefusedException.class, () -> read(filter));
    assertEquals("backup-privilege-missing", e.problem().code(), e::getMessage);
    return Objects.requireNonNull(e.problem().fix());
  }

  @Test
  void with_the_least_privileges_all_is_read_that_an_administrator_reads() throws SQLException {
    grant(onDatabase(ENOUGH));
    grant(routines());

    Catalog catalog = read(ALL);

    try (Wire wire = Wire.of(TestServer.connect(database))) {
      Catalog all = Catalog.read(wire, database.name(), ALL, false);
      assertEquals(List.of(), Definitions.changed(all, catalog));
      assertEquals(all.state().size(), catalog.state().size());
    }
  }

  @Test
  void every_missing_privilege_is_named_with_its_grant() {
    for (String missing : ENOUGH.split(", ", -1)) {
      List<String> granted = new ArrayList<>(List.of(ENOUGH.split(", ", -1)));
      granted.remove(missing);
      grant(onDatabase(String.join(", ", granted)));
      grant(routines());

      assertEquals(
          "let an administrator run: GRANT "
              + missing
              + " ON `"
              + database.name().replace("_", "\\_")
              + "`.* TO "
              + account
              + ";",
          refused(ALL));
      TestServer.execute(TestServer.admin(), "REVOKE ALL PRIVILEGES, GRANT OPTION FROM " + account);
    }
  }

  @Test
  void routines_that_are_hidden_or_without_a_body_are_no_gap() {
    grant(onDatabase(ENOUGH));
    assertTrue(refused(ALL).contains("ROUTINE") || refused(ALL).contains("mysql.proc"));

    grant(onDatabase("EXECUTE"));
    assertTrue(refused(ALL).contains("ROUTINE") || refused(ALL).contains("mysql.proc"));
  }

  @Test
  void the_grants_named_are_enough() throws SQLException {
    grant(onDatabase("SELECT"));

    String fix = refused(ALL);
    for (String statement : fix.substring(fix.indexOf(": ") + 2).split(";", -1)) {
      if (!statement.isBlank()) {
        TestServer.execute(TestServer.admin(), statement);
      }
    }

    assertFalse(read(ALL).tables().isEmpty());
  }

  @Test
  void privileges_on_single_tables_are_not_enough() {
    grant("SELECT ON `" + database.name() + "`.`log`");
    grant("SELECT (`id`), INSERT ON `" + database.name() + "`.`parents`");

    assertTrue(refused(ALL).contains("SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT"));
  }

  @Test
  void only_tables_need_no_privileges_for_views_events_and_routines() throws SQLException {
    grant(onDatabase("SELECT, LOCK TABLES, TRIGGER"));

    assertEquals(4, read(TableFilter.of(List.of("children"))).triggers().size());
  }

  @Test
  void privileges_of_an_active_role_count() throws SQLException {
    String role = user + "_role";
    TestServer.execute(
        TestServer.admin(),
        "CREATE ROLE " + role,
        "GRANT " + onDatabase(ENOUGH) + " TO " + role,
        "GRANT " + routines() + " TO " + role,
        "GRANT " + role + " TO " + account,
        TestServer.vendor() == Vendor.MYSQL
            ? "SET DEFAULT ROLE " + role + " TO " + account
            : "SET DEFAULT ROLE " + role + " FOR " + account);

    assertFalse(read(ALL).events().isEmpty());
  }
}

package dev.migrate.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.RuleSettings;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Mentioned;
import dev.migrate.sql.Splitter;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The cases of the rules of design and hygiene are what a server executes, and the rules find the
 * same in them when they know the tables that are there.
 */
class DesignCasesTest {

  /** Tables that may be there before, each group in a database of its own. */
  private static final List<Map<String, String>> BASES =
      List.of(
          Map.of(),
          Map.of(
              "u", "(a INT PRIMARY KEY, b INT)",
              "w", "(a INT PRIMARY KEY)",
              "t", "(a INT PRIMARY KEY, b INT)",
              "order", "(a INT PRIMARY KEY)",
              "Orders", "(a INT PRIMARY KEY, `first name` INT)"),
          Map.of("u", "(x INT PRIMARY KEY)", "t", "(x INT PRIMARY KEY, b INT, `rank` INT)"),
          Map.of("t", "(x INT PRIMARY KEY)", "u", "(a INT, b INT)"),
          Map.of("u", "(a INT PRIMARY KEY)"),
          Map.of("t", "(a INT PRIMARY KEY, `rank` INT, password CHAR(9))"),
          Map.of("t", "(a VARCHAR(64))"));

  /** The place of the database with a procedure. */
  private static final int CALLED = 1;

  /** What servers refuse as well: names too long, unlike keys, what none understands. */
  private static final Set<String> REFUSED = Set.of("S603", "S609", "H706");

  /** Accounts and replication are the whole server's. */
  private static final Set<String> OF_THE_SERVER = Set.of("H703");

  private final List<String> unexecuted = new ArrayList<>();
  private final List<String> databases = new ArrayList<>();
  private final List<Schema> schemas = new ArrayList<>();
  private String other;
  private Connection connection;
  private ServerVersion version;
  private int executed;

  @BeforeEach
  void make() throws SQLException {
    DatabaseSettings admin = TestServer.freshDatabase();
    connection = TestServer.connect(admin);
    version = ServerVersion.parse(TestServer.query(admin, "SELECT VERSION()").get(0));
    // Zero dates are among the cases.
    execute("SET SESSION sql_mode = ''");
    other = admin.name();
    execute("CREATE TABLE u (a INT)");
    for (Map<String, String> base : BASES) {
      String name = TestServer.freshDatabase().name();
      databases.add(name);
      execute("USE " + name);
      for (Map.Entry<String, String> table : base.entrySet()) {
        execute("CREATE TABLE `" + table.getKey() + "` " + table.getValue());
      }
    }
    execute("USE " + databases.get(CALLED));
    execute("CREATE PROCEDURE p() SELECT 1");
    for (String name : databases) {
      schemas.add(SchemaReader.read(connection, name, version, each -> false));
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void each_case_runs_and_is_judged_the_same_beside_the_tables_there_are() throws SQLException {
    for (DesignRulesTest.Cases cases : DesignRulesTest.CASES) {
      if (!OF_THE_SERVER.contains(cases.code())) {
        for (String sql : cases.found()) {
          judge(cases.code(), sql, 1);
        }
        for (String sql : cases.passed()) {
          judge(cases.code(), sql, 0);
        }
      }
    }
    assertEquals(List.of(), unexecuted);
    assertTrue(executed > 90, executed + " executed");
  }

  private void judge(String code, String sql, int expected) throws SQLException {
    boolean refused = expected == 1 && REFUSED.contains(code);
    String shop = sql.startsWith("CREATE DATABASE") ? other + "_more" : other;
    String script = sql.replaceAll("\\bshop\\b", shop);
    String why = "";
    for (int i = 0; i < BASES.size(); i++) {
      execute("USE " + databases.get(i));
      why = run(script, i);
      if (why.isEmpty() || refused) {
        assertTrue(!refused || !why.isEmpty(), script);
        assertEquals(expected, count(code, script, schemas.get(i)), script + " on " + BASES.get(i));
        executed++;
        return;
      }
    }
    unexecuted.add(code + " " + sql + ": " + why);
  }

  private long count(String code, String script, Schema live) {
    ScriptFile file = ScriptFile.of("V1__a.sql", Splitter.split("V1__a.sql", script));
    Facts facts = new Facts(Optional.of(version), Optional.empty(), Optional.of(live), true);
    return SafetyRules.check(List.of(file), new RuleSettings(Map.of()), facts).findings().stream()
        .filter(finding -> finding.code().equals(code))
        .count();
  }

  /** The server's refusal; empty for none. What it made is taken back. */
  private String run(String script, int base) throws SQLException {
    boolean changed = false;
    try {
      for (dev.migrate.sql.Statement each : Splitter.split("V1__a.sql", script)) {
        execute(each.sql());
        changed = true;
      }
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    } finally {
      if (changed) {
        restore(base, script);
      }
    }
  }

  private void restore(int base, String script) throws SQLException {
    Set<String> named = Mentioned.in(script);
    execute("DROP DATABASE IF EXISTS " + other + "_more");
    execute("USE " + databases.get(base));
    execute("DROP TEMPORARY TABLE IF EXISTS t");
    if (named.contains("p") && base != CALLED) {
      execute("DROP PROCEDURE IF EXISTS p");
    }
    Map<String, String> tables = BASES.get(base);
    for (Map.Entry<String, String> found : found().entrySet()) {
      String name = found.getKey();
      if (!tables.containsKey(name) || named.contains(name.toLowerCase(Locale.ROOT))) {
        execute("DROP " + found.getValue().replace("BASE ", "") + " `" + name + "`");
      }
    }
    for (Map.Entry<String, String> table : tables.entrySet()) {
      execute("CREATE TABLE IF NOT EXISTS `" + table.getKey() + "` " + table.getValue());
    }
  }

  private Map<String, String> found() throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW FULL TABLES")) {
      while (rows.next()) {
        found.put(rows.getString(1), rows.getString(2));
      }
    }
    return found;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

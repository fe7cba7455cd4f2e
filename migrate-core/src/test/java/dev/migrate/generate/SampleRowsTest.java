package dev.migrate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.server.Vendor;
import dev.migrate.testing.SchemaCopy;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that a migration may stumble on are there before it runs. */
class SampleRowsTest {

  private DatabaseSettings database;

  @BeforeEach
  void create() {
    database = TestServer.freshDatabase();
  }

  @AfterEach
  void drop() {
    TestServer.execute(database, "DROP DATABASE `" + database.name() + "`");
  }

  private SampleRows.Result insert(String... tables) {
    try (Connection connection = TestServer.connect(database)) {
      return SampleRows.of(SchemaCopy.read(database), List.of(tables)).insert(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String only(String query) {
    List<String> rows = TestServer.query(database, query);
    assertEquals(1, rows.size(), query);
    return rows.get(0);
  }

  @Test
  void everyTypeHasItsLimitsItsNullsAndATwin() {
    boolean mariadb = TestServer.vendor() == Vendor.MARIADB;
    TestServer.execute(
        database,
        "CREATE TABLE t (i int, u bigint unsigned, d decimal(6,2), f float, g double, b bit(9),"
            + " y year, da date, dt datetime(3), ts timestamp(6) NULL, ti time, c char(3),"
            + " v varchar(40), l varchar(40) CHARACTER SET latin1, tx text, m mediumtext,"
            + " bi binary(3), vb varbinary(9), bl blob, e enum('a','b''c','d'), s set('x','y'),"
            + " j json, p point, po polygon"
            + (mariadb ? ", id uuid, i6 inet6)" : ", ve vector(3))"));
    SampleRows.Result result = insert("t");
    assertEquals(List.of(), result.refused());
    assertEquals(Map.of("t", 5), result.perTable());
    assertEquals(
        "-2147483648|2147483647|0|18446744073709551615|-9999.99|9999.99|511|1901|2155",
        only(
            "SELECT min(i), max(i), min(u), max(u), min(d), max(d), max(b+0), min(y+0), max(y+0) FROM t"));
    assertEquals(
        "1000-01-01|9999-12-31 23:59:59.999|3|160|40|65532|70000|d|x,y",
        only(
            "SELECT min(da), max(dt), max(char_length(c)), max(length(v)), max(length(l)),"
                + " max(length(tx)), max(length(m)), max(e), max(s) FROM t"));
    String all = only("SELECT count(*) FROM t WHERE i IS NULL AND j IS NULL AND p IS NULL");
    assertEquals("1", all);
    assertEquals("2", only("SELECT count(*) FROM t WHERE i = 1 AND v = 'a' AND e = 'a'"));
  }

  @Test
  void rowsReferToRowsOfTheirKind() {
    TestServer.execute(
        database,
        "CREATE TABLE a (id bigint NOT NULL PRIMARY KEY AUTO_INCREMENT, code varchar(9) UNIQUE)",
        "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a bigint NOT NULL, a_code varchar(9),"
            + " self int, FOREIGN KEY (a) REFERENCES a (id),"
            + " FOREIGN KEY (a_code) REFERENCES a (code), FOREIGN KEY (self) REFERENCES b (id))",
        "CREATE TABLE c (b int NOT NULL PRIMARY KEY, x int, y int NOT NULL,"
            + " FOREIGN KEY (b) REFERENCES b (id))",
        "CREATE TABLE other (id int)",
        "ALTER TABLE a ADD b int, ADD FOREIGN KEY (b) REFERENCES b (id)");
    SampleRows.Result result = insert("c", "no such table");
    assertEquals(List.of(), result.refused());
    assertEquals(List.of("a", "b", "c"), List.copyOf(result.perTable().keySet()));
    assertEquals(15, result.rows());
    assertEquals("5", only("SELECT count(*) FROM b JOIN a ON a.id = b.a"));
    assertEquals("4|4", only("SELECT count(a_code), count(self) FROM b"));
    assertEquals("2", only("SELECT count(*) FROM b WHERE a = 1 AND a_code = 'a'"));
    assertEquals("-2147483648|2147483647", only("SELECT min(b), max(b) FROM c"));
  }

  @Test
  void aRowThatIsRefusedIsToldAndTheRestIsThere() {
    TestServer.execute(
        database,
        "CREATE TABLE t (id int NOT NULL PRIMARY KEY, age smallint NOT NULL, note varchar(20),"
            + " CHECK (age BETWEEN 1 AND 150))",
        "CREATE TABLE u (n int NOT NULL, CHECK (n BETWEEN 99 AND 200))",
        "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW"
            + " IF NEW.id = 1 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not one'; END IF");
    SampleRows.Result result = insert("t", "u");
    assertEquals(Map.of("t", 4, "u", 0), result.perTable());
    assertEquals(6, result.refused().size());
    assertEquals("t, ordinary values: not one", result.refused().get(0));
    assertTrue(result.refused().get(5).startsWith("u, the ordinary values again: "));
    // Only what the CHECK is about gives up its limits.
    assertEquals(
        "2147483647|20|5", only("SELECT max(id), max(char_length(note)), max(age) FROM t"));
  }

  @Test
  void tablesWithoutTransactionsGetRowsAndTheSessionIsAsBefore() throws SQLException {
    TestServer.execute(
        database,
        "CREATE TABLE i (id int NOT NULL AUTO_INCREMENT PRIMARY KEY)",
        "CREATE TABLE m (a int, k int NOT NULL AUTO_INCREMENT, KEY (k)) ENGINE = MyISAM",
        "CREATE TRIGGER r AFTER INSERT ON i FOR EACH ROW SET @last = NEW.id");
    String look = "SELECT @@sql_mode, @@time_zone, @@autocommit";
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("SET sql_mode = 'ANSI_QUOTES', time_zone = '+03:00'");
      String before = row(statement, look);
      SampleRows.Result result =
          SampleRows.of(SchemaCopy.read(database), List.of("i", "m")).insert(connection);
      assertEquals(List.of(), result.refused());
      assertEquals(before, row(statement, look));
    }
    assertEquals("5", only("SELECT count(*) FROM i"));
    assertEquals("5", only("SELECT count(*) FROM m"));
  }

  private static String row(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3);
    }
  }
}

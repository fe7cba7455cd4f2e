package dev.migrate.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableReader;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a statement that is not tried out is what it then does. */
class UntriedTest {

  private static final String BASE =
      "CREATE TABLE t (id INT PRIMARY KEY, tiny TINYINT, big BIGINT UNSIGNED, price DECIMAL(10,2),"
          + " name VARCHAR(50), note TEXT, wide VARCHAR(50) CHARACTER SET utf8mb4, code CHAR(3),"
          + " kind ENUM('a','b','it''s'), marks SET('x','y'), at DATETIME(3), day DATE, flag BOOL,"
          + " ratio FLOAT, raw BLOB, doc JSON, y YEAR) CHARACTER SET latin1";

  /** Each alone, or several of which the last is asked for. */
  private static final List<String> ALTERS =
      List.of(
          "ALTER TABLE t MODIFY tiny SMALLINT",
          "ALTER TABLE t MODIFY tiny TINYINT UNSIGNED",
          "ALTER TABLE t MODIFY big INTEGER UNSIGNED",
          "ALTER TABLE t MODIFY big INT8",
          "ALTER TABLE t MODIFY id BIGINT AUTO_INCREMENT",
          "ALTER TABLE t MODIFY price NUMERIC",
          "ALTER TABLE t MODIFY price DEC(12,2) NOT NULL",
          "ALTER TABLE t MODIFY name VARCHAR(49)",
          "ALTER TABLE t MODIFY name CHARACTER VARYING(51)",
          "ALTER TABLE t MODIFY name TINYTEXT",
          "ALTER TABLE t MODIFY name TEXT(20)",
          "ALTER TABLE t MODIFY note MEDIUMTEXT",
          "ALTER TABLE t MODIFY note TEXT(100)",
          "ALTER TABLE t MODIFY wide VARCHAR(60)",
          "ALTER TABLE t MODIFY wide VARCHAR(60) COLLATE utf8mb4_bin",
          "ALTER TABLE t MODIFY wide VARCHAR(60) CHARACTER SET utf8",
          "ALTER TABLE t MODIFY wide VARCHAR(60), DEFAULT CHARACTER SET utf8mb4",
          "ALTER TABLE t CHANGE code code CHAR",
          "ALTER TABLE t CHANGE code abbreviation CHAR(4) FIRST",
          "ALTER TABLE t MODIFY kind ENUM('a','b','it''s','c')",
          "ALTER TABLE t MODIFY kind ENUM('b','it''s')",
          "ALTER TABLE t MODIFY marks SET('x')",
          "ALTER TABLE t MODIFY at DATETIME",
          "ALTER TABLE t MODIFY at DATETIME(6)",
          "ALTER TABLE t MODIFY at DATE",
          "ALTER TABLE t MODIFY day DATETIME",
          "ALTER TABLE t MODIFY flag BOOLEAN DEFAULT TRUE",
          "ALTER TABLE t MODIFY ratio DOUBLE PRECISION",
          "ALTER TABLE t MODIFY ratio FLOAT(30)",
          "ALTER TABLE t MODIFY ratio FLOAT(20)",
          "ALTER TABLE t MODIFY raw LONGBLOB",
          "ALTER TABLE t MODIFY raw BLOB(200)",
          "ALTER TABLE t MODIFY doc JSON NOT NULL",
          "ALTER TABLE t MODIFY y YEAR NOT NULL",
          "ALTER TABLE t MODIFY y SMALLINT",
          "ALTER TABLE t MODIFY tiny TINYINT AS (id % 7) STORED",
          "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4",
          "ALTER TABLE t CONVERT TO CHARACTER SET ascii",
          "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, MODIFY name TEXT",
          "ALTER TABLE t RENAME COLUMN tiny TO small, MODIFY big BIGINT",
          "ALTER TABLE t ADD COLUMN more INT, DROP COLUMN y, RENAME TO s",
          "ALTER TABLE t MODIFY name VARCHAR(80); ALTER TABLE t MODIFY name VARCHAR(60)",
          "ALTER TABLE t RENAME COLUMN name TO title; ALTER TABLE t MODIFY title VARCHAR(40)",
          "ALTER TABLE t CHANGE id tmp INT, CHANGE tiny id TINYINT;"
              + " ALTER TABLE t MODIFY id INT, MODIFY tmp TINYINT",
          "RENAME TABLE t TO s; ALTER TABLE s MODIFY name VARCHAR(40)",
          "ALTER TABLE t RENAME s; ALTER TABLE s MODIFY name VARCHAR(40)",
          "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4; ALTER TABLE t MODIFY name VARCHAR(50)",
          "ALTER TABLE t DEFAULT CHARSET utf8mb4; ALTER TABLE t MODIFY wide VARCHAR(50)",
          "CREATE TABLE n (a VARCHAR(9), b INT); ALTER TABLE n MODIFY a VARCHAR(8)",
          "DROP TABLE t; CREATE TABLE t (name CHAR(5)); ALTER TABLE t MODIFY name CHAR(4)");

  /** What no text tells. */
  private static final List<String> UNTOLD =
      List.of(
          "CALL p(); ALTER TABLE t MODIFY name VARCHAR(80)",
          "PREPARE s FROM @sql; EXECUTE s; ALTER TABLE t MODIFY name VARCHAR(80)",
          "USE mysql; ALTER TABLE t MODIFY name VARCHAR(80)",
          "ALTER TABLE mysql.t MODIFY name VARCHAR(80)",
          "CREATE TEMPORARY TABLE t (name INT); ALTER TABLE t MODIFY name VARCHAR(80)",
          "DROP TABLE t; CREATE TABLE t LIKE u; ALTER TABLE t MODIFY name VARCHAR(80)",
          "ALTER TABLE t RENAME s; ALTER TABLE t MODIFY name VARCHAR(80)",
          "ALTER TABLE t CONVERT TO CHARACTER SET DEFAULT",
          "ALTER TABLE T MODIFY name VARCHAR(40); ALTER TABLE t MODIFY name VARCHAR(60)",
          "ALTER TABLE absent MODIFY name VARCHAR(80)");

  private DatabaseSettings database;
  private Connection connection;
  private ServerVersion version;

  @BeforeEach
  void connect() throws SQLException {
    database = TestServer.freshDatabase();
    connection = TestServer.connect(database);
    version = ServerVersion.parse(TestServer.query(database, "SELECT VERSION()").get(0));
    TestServer.execute(database, BASE);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private List<Foreseen> untried(String sql) throws SQLException {
    List<Statement> statements = Splitter.split("V2__x.sql", sql);
    List<Foreseen> foreseen = new ArrayList<>();
    try (Untried untried = Untried.of(connection, database.name(), version, statements, "no")) {
      for (Statement statement : statements) {
        foreseen.add(untried.next(statement));
      }
    }
    return foreseen;
  }

  private static Foreseen last(List<Foreseen> all) {
    return all.get(all.size() - 1);
  }

  @Test
  void what_is_lost_is_told_as_it_is_after_the_statements_have_run() throws SQLException {
    for (String sql : ALTERS) {
      List<Foreseen> foreseen = untried(sql);
      Statement asked = last(foreseen).statement();
      for (Foreseen each : foreseen.subList(0, foreseen.size() - 1)) {
        TestServer.execute(database, each.statement().sql());
      }
      Map<String, Table> before = tables();
      TestServer.execute(database, asked.sql());
      Foreseen done =
          new Foreseen(asked, null, null, null, List.of(), before, tables(), true, null, null);
      assertEquals(Destruction.of(done), Destruction.of(last(foreseen)), sql);
      assertFalse(last(foreseen).tried());
      TestServer.execute(database, "DROP TABLE IF EXISTS t, s, n", BASE);
    }
  }

  private Map<String, Table> tables() throws SQLException {
    Map<String, Table> tables = new HashMap<>();
    try (TableReader reader = TableReader.of(connection, database.name(), version)) {
      for (String name : List.of("t", "s", "n")) {
        Optional<Table> table = reader.table(name);
        table.ifPresent(each -> tables.put(name, each));
      }
    }
    return tables;
  }

  @Test
  void what_no_text_tells_may_lose_anything() throws SQLException {
    for (String sql : UNTOLD) {
      List<String> lost = Destruction.of(last(untried(sql)));
      assertTrue(lost.stream().anyMatch(each -> each.startsWith("perhaps ")), sql + ": " + lost);
    }
  }
}

package dev.migrate.campaign;

import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Filled tables of all kinds, by their names; each is made by its statements. */
final class AlterTables {

  /** Rows of each. */
  static final int ROWS = 300;

  private static final String NUMBERS =
      " FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
          + ROWS
          + ") SELECT i FROM n) AS numbers";

  private final Map<String, List<String>> tables = new LinkedHashMap<>();
  private final ServerVersion server;

  AlterTables(ServerVersion server) {
    this.server = server;
    plain();
    related();
    partitioned();
    special();
    aged();
  }

  /** The statements that make and fill a table, and those that it refers to. */
  List<String> statements(String table) {
    return tables.getOrDefault(table, List.of());
  }

  private void add(String table, String... statements) {
    tables.put(table, List.of(statements));
  }

  private void plain() {
    String columns =
        " (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, a INT NOT NULL, b INT, c VARCHAR(20) NOT"
            + " NULL, d VARCHAR(100), e ENUM('x','y'), f DECIMAL(10,2), g DATETIME, h TEXT,"
            + " l VARCHAR(20) CHARACTER SET latin1, s SET('p','q'), w VARCHAR(300),"
            + " k INT DEFAULT 5, KEY by_a (a), KEY by_c (c), UNIQUE KEY by_k (id, k))";
    String fill =
        " (a, b, c, d, e, f, g, h, l, s, w) SELECT i, i, CONCAT('c', i), 'd', 'x', 1.5,"
            + " '2026-01-01', 'h', 'l', 'p', 'w'"
            + NUMBERS;
    add("t", "CREATE TABLE t" + columns, "INSERT INTO t" + fill);
    add("m", "CREATE TABLE m" + columns + " ENGINE=MyISAM", "INSERT INTO m" + fill);
    add(
        "z",
        "CREATE TABLE z" + columns + " ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8",
        "INSERT INTO z" + fill);
    add("r", "CREATE TABLE r" + columns + " ROW_FORMAT=REDUNDANT", "INSERT INTO r" + fill);
    add(
        "nokey",
        "CREATE TABLE nokey (a INT NOT NULL, b INT)",
        "INSERT INTO nokey SELECT i, i" + NUMBERS);
  }

  private void related() {
    add(
        "child",
        "CREATE TABLE parent (id INT PRIMARY KEY, code INT NOT NULL, name VARCHAR(20), UNIQUE KEY"
            + " by_code (code))",
        "INSERT INTO parent SELECT i, i, 'p'" + NUMBERS,
        "CREATE TABLE child (id INT PRIMARY KEY, owner INT NOT NULL, other INT, note VARCHAR(20),"
            + " CONSTRAINT of_parent FOREIGN KEY (owner) REFERENCES parent (id))",
        "INSERT INTO child SELECT i, i, i, 'n'" + NUMBERS);
    add("parent", tables.get("child").toArray(String[]::new));
    add(
        "checked",
        "CREATE TABLE checked (id INT PRIMARY KEY, a INT, CONSTRAINT small CHECK (a < 100000))",
        "INSERT INTO checked SELECT i, i" + NUMBERS);
  }

  private void partitioned() {
    add(
        "ranged",
        "CREATE TABLE ranged (id INT NOT NULL PRIMARY KEY, a INT) PARTITION BY RANGE (id)"
            + " (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN (200),"
            + " PARTITION p2 VALUES LESS THAN (1000))",
        "INSERT INTO ranged SELECT i, i" + NUMBERS);
    add(
        "hashed",
        "CREATE TABLE hashed (id INT NOT NULL PRIMARY KEY, a INT) PARTITION BY HASH (id)"
            + " PARTITIONS 3",
        "INSERT INTO hashed SELECT i, i" + NUMBERS);
    add(
        "swapped",
        "CREATE TABLE other (id INT NOT NULL PRIMARY KEY, a INT)",
        "INSERT INTO other VALUES (5, 5)",
        "CREATE TABLE swapped (id INT NOT NULL PRIMARY KEY, a INT) PARTITION BY RANGE (id)"
            + " (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN (1000))",
        "INSERT INTO swapped SELECT i, i" + NUMBERS);
  }

  private void special() {
    add(
        "searched",
        "CREATE TABLE searched (id INT PRIMARY KEY, body TEXT, FULLTEXT KEY words (body))",
        "INSERT INTO searched SELECT i, 'some words'" + NUMBERS);
    String srid = server.vendor() == Vendor.MYSQL ? " SRID 0" : "";
    add(
        "placed",
        "CREATE TABLE placed (id INT PRIMARY KEY, at POINT NOT NULL"
            + srid
            + ", SPATIAL KEY there"
            + " (at))",
        "INSERT INTO placed SELECT i, POINT(i, i)" + NUMBERS);
    add(
        "computed",
        "CREATE TABLE computed (id INT PRIMARY KEY, a INT, v INT GENERATED ALWAYS AS (a + 1)"
            + " VIRTUAL, s INT GENERATED ALWAYS AS (a + 2) STORED, KEY by_v (v))",
        "INSERT INTO computed (id, a) SELECT i, i" + NUMBERS);
    add(
        "stamped",
        "CREATE TABLE stamped (id INT PRIMARY KEY, at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP"
            + " ON UPDATE CURRENT_TIMESTAMP, j JSON)",
        "INSERT INTO stamped (id, j) SELECT i, '{}'" + NUMBERS);
    add(
        "kept",
        "CREATE TABLE kept (id INT PRIMARY KEY, a INT) WITH SYSTEM VERSIONING",
        "INSERT INTO kept SELECT i, i" + NUMBERS);
  }

  /** Tables with a past that their definitions do not show. */
  private void aged() {
    add(
        "unsearched",
        "CREATE TABLE unsearched (id INT PRIMARY KEY, body TEXT, FULLTEXT KEY words (body))",
        "INSERT INTO unsearched SELECT i, 'some words'" + NUMBERS,
        "ALTER TABLE unsearched DROP KEY words");
    add(
        "changed",
        "CREATE TABLE changed (id INT PRIMARY KEY, a INT, b INT)",
        "INSERT INTO changed SELECT i, i, i" + NUMBERS,
        "ALTER TABLE changed ADD COLUMN c INT DEFAULT 7, ALGORITHM=INSTANT",
        "ALTER TABLE changed DROP COLUMN b, ALGORITHM=INSTANT",
        "INSERT INTO changed SELECT i + 1000, i, i" + NUMBERS);
    if (server.vendor() == Vendor.MYSQL) {
      add("worn", worn(limit()));
      add("nearly", worn(limit() - 1));
    }
  }

  private int limit() {
    return server.atLeast(9, 1) ? 255 : 64;
  }

  private static String[] worn(int versions) {
    String name = versions % 2 == 0 ? "nearly" : "worn";
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE " + name + " (id INT PRIMARY KEY, a INT)");
    statements.add("INSERT INTO " + name + " SELECT i, i" + NUMBERS);
    for (int i = 0; i < versions; i++) {
      statements.add(
          "ALTER TABLE "
              + name
              + (i % 2 == 0 ? " ADD COLUMN more INT" : " DROP COLUMN more")
              + ", ALGORITHM=INSTANT");
    }
    return statements.toArray(String[]::new);
  }
}

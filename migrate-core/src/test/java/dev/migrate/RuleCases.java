package dev.migrate;

import java.util.List;

/**
 * What each rule finds, and what is alike and not found. In all of it, {@code {t}} stands for
 * another table in each text.
 */
final class RuleCases {

  /**
   * A case.
   *
   * @param base what is there before, with its rows
   * @param found a migration in which the rule finds something
   * @param quiet one in which it finds nothing
   */
  record Case(String code, String base, String found, String quiet) {}

  private static final String KEY = "CREATE TABLE {t} (id INT PRIMARY KEY);";
  private static final String INT = "CREATE TABLE {t} (id INT PRIMARY KEY, a INT);";
  private static final String TEXT = "CREATE TABLE {t} (id INT PRIMARY KEY, a VARCHAR(20));";

  private RuleCases() {}

  /** Those that a migration's text, and the definitions there are, suffice for. */
  static final List<Case> DEFINITIONS =
      List.of(
          new Case(
              "D101",
              KEY,
              "DROP TABLE {t};",
              "CREATE TABLE {t}n (id INT); DROP TABLE {t}n; DROP TABLE IF EXISTS {t}absent;"),
          new Case(
              "D103",
              INT,
              "ALTER TABLE {t} DROP COLUMN a;",
              "ALTER TABLE {t} ADD b INT; ALTER TABLE {t} DROP COLUMN b;"),
          new Case(
              "D104",
              KEY,
              "TRUNCATE TABLE {t};",
              "CREATE TABLE {t}n (id INT); TRUNCATE TABLE {t}n;"),
          new Case("D105", KEY, "DELETE FROM {t};", "DELETE FROM {t} WHERE id = 3;"),
          new Case(
              "D106",
              INT,
              "UPDATE {t} SET a = 1;",
              "ALTER TABLE {t} ADD b INT; UPDATE {t} SET b = a; UPDATE {t} SET a = 1 WHERE id = 2;"),
          new Case(
              "D107",
              TEXT,
              "ALTER TABLE {t} MODIFY a VARCHAR(10);",
              "ALTER TABLE {t} MODIFY a VARCHAR(30);"),
          new Case(
              "D108",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a DECIMAL(10,2));",
              "ALTER TABLE {t} MODIFY a DECIMAL(10,1);",
              "ALTER TABLE {t} MODIFY a DECIMAL(12,3);"),
          new Case(
              "D108",
              INT,
              "ALTER TABLE {t} MODIFY a INT UNSIGNED;",
              "ALTER TABLE {t} CHANGE a a BIGINT;"),
          new Case(
              "D109",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a ENUM('x','y'));",
              "ALTER TABLE {t} MODIFY a ENUM('y','x');",
              "ALTER TABLE {t} MODIFY a ENUM('x','y','z');"),
          new Case(
              "D110",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a VARCHAR(20)) CHARACTER SET utf8mb4;",
              "ALTER TABLE {t} CONVERT TO CHARACTER SET latin1;",
              "ALTER TABLE {t} CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"),
          new Case(
              "D110",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a VARCHAR(20)) CHARACTER SET utf8mb4;",
              "ALTER TABLE {t} MODIFY a VARCHAR(20) CHARACTER SET latin1;",
              "ALTER TABLE {t} MODIFY a VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"),
          new Case(
              "D111",
              "CREATE TABLE {t} (id INT PRIMARY KEY) PARTITION BY RANGE (id)"
                  + " (PARTITION p0 VALUES LESS THAN (9), PARTITION p1 VALUES LESS THAN (99));",
              "ALTER TABLE {t} DROP PARTITION p0;",
              "ALTER TABLE {t} ADD PARTITION (PARTITION p2 VALUES LESS THAN (999));"),
          new Case(
              "D112", KEY, "ALTER TABLE {t} DISCARD TABLESPACE;", "ALTER TABLE {t} ENGINE=InnoDB;"),
          new Case("D113", KEY, "REPLACE INTO {t} VALUES (1);", "INSERT INTO {t} VALUES (1);"),
          new Case(
              "C201",
              KEY,
              "RENAME TABLE {t} TO {t}x;",
              "CREATE TABLE {t}n LIKE {t}; RENAME TABLE {t} TO {t}o, {t}n TO {t};"),
          new Case(
              "C201",
              KEY,
              "ALTER TABLE {t} RENAME TO {t}x;",
              "CREATE TABLE {t}n (id INT); ALTER TABLE {t}n RENAME {t}m;"),
          new Case(
              "C202",
              INT,
              "ALTER TABLE {t} RENAME COLUMN a TO b;",
              "ALTER TABLE {t} ADD c INT; ALTER TABLE {t} CHANGE c d INT;"),
          new Case(
              "C203",
              "CREATE TABLE {t} (id INT PRIMARY KEY); CREATE TABLE {t}n (id INT PRIMARY KEY);"
                  + " CREATE VIEW {t}v AS SELECT id FROM {t};",
              "RENAME TABLE {t} TO {t}o;",
              "RENAME TABLE {t} TO {t}o, {t}n TO {t};"),
          new Case(
              "C203",
              INT + "CREATE VIEW {t}v AS SELECT id, a FROM {t};",
              "ALTER TABLE {t} DROP COLUMN a;",
              "DROP VIEW {t}v; ALTER TABLE {t} DROP COLUMN a;"),
          new Case(
              "C203",
              INT + "CREATE TRIGGER {t}w BEFORE UPDATE ON {t} FOR EACH ROW SET NEW.a = 1;",
              "ALTER TABLE {t} CHANGE a b INT;",
              "DROP TABLE {t};"),
          new Case(
              "C204",
              KEY,
              "ALTER TABLE {t} ADD b INT NOT NULL;",
              "ALTER TABLE {t} ADD b INT NOT NULL DEFAULT 0, ADD c INT;"),
          new Case(
              "C205",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a INT NOT NULL DEFAULT 5);",
              "ALTER TABLE {t} ALTER a DROP DEFAULT;",
              "ALTER TABLE {t} ALTER a SET DEFAULT 6; ALTER TABLE {t} MODIFY id BIGINT NOT NULL;"),
          new Case(
              "C205",
              INT,
              "ALTER TABLE {t} MODIFY a INT NOT NULL;",
              "ALTER TABLE {t} MODIFY a INT NOT NULL DEFAULT 0;"),
          new Case(
              "L404",
              "CREATE TABLE {t}1 (id INT); CREATE TABLE {t}2 (id INT); CREATE TABLE {t}3 (id INT);"
                  + " CREATE TABLE {t}4 (id INT); CREATE TABLE {t}5 (id INT);",
              "DELETE FROM {t}1 WHERE id = 1; DELETE FROM {t}2 WHERE id = 1;"
                  + " DELETE FROM {t}3 WHERE id = 1; DELETE FROM {t}4 WHERE id = 1;"
                  + " DELETE FROM {t}5 WHERE id = 1;",
              "DELETE FROM {t}1 WHERE id = 1; DELETE FROM {t}2 WHERE id = 1;"
                  + " DELETE FROM {t}3 WHERE id = 1;\n-- migrate:commit\n"
                  + " DELETE FROM {t}4 WHERE id = 1; DELETE FROM {t}5 WHERE id = 1;"),
          new Case(
              "L404",
              KEY,
              "LOCK TABLES {t} WRITE; INSERT INTO {t} VALUES (1); UNLOCK TABLES;",
              "INSERT INTO {t} VALUES (1);"),
          new Case(
              "N501",
              KEY,
              "CREATE TEMPORARY TABLE {t}x (id INT); CREATE TABLE {t}m (id INT);"
                  + " INSERT INTO {t}x VALUES (1);",
              "-- migrate:not-resumable\nCREATE TEMPORARY TABLE {t}x (id INT);"
                  + " CREATE TABLE {t}m (id INT); INSERT INTO {t}x VALUES (1);"),
          new Case(
              "H707",
              KEY,
              "-- migrate:allow D101\nDROP TABLE {t};",
              "-- migrate:allow D101 nobody asked since 2024\nDROP TABLE {t};"),
          new Case(
              "H708",
              KEY,
              "-- migrate:allow D101 nobody asked since 2024\nALTER TABLE {t} ADD b INT;",
              "-- migrate:allow D101 nobody asked since 2024\nDROP TABLE {t};"),
          new Case("D102", KEY, "DROP DATABASE {t}elsewhere;", "DROP TABLE {t};"));

  /** Those that the rows decide. */
  static final List<Case> ROWS =
      List.of(
          new Case(
              "V301",
              INT + "INSERT INTO {t} VALUES (1, 7), (2, 7), (3, NULL), (4, NULL), (5, 8);",
              "ALTER TABLE {t} ADD UNIQUE KEY u (a);",
              "ALTER TABLE {t} ADD UNIQUE KEY u (id, a);"),
          new Case(
              "V301",
              TEXT + "INSERT INTO {t} VALUES (1, 'abcd'), (2, 'abce');",
              "CREATE UNIQUE INDEX u ON {t} (a(3));",
              "CREATE UNIQUE INDEX u ON {t} (a(4));"),
          new Case(
              "D107",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a VARCHAR(20), b TEXT, c BIGINT);"
                  + " INSERT INTO {t} VALUES (1, 'abcdefghijkl', REPEAT('ä', 100), 7),"
                  + " (2, 'ä', NULL, -128);",
              "ALTER TABLE {t} MODIFY a VARCHAR(11);",
              "ALTER TABLE {t} MODIFY a VARCHAR(12), MODIFY b TINYTEXT, MODIFY c TINYINT;"),
          new Case(
              "D108",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a INT, b INT, c DECIMAL(9,3), d DATETIME(3));"
                  + " INSERT INTO {t} VALUES (1, -1, 1, -1.5, '2024-01-01 10:00:00.120');",
              "ALTER TABLE {t} MODIFY a INT UNSIGNED;",
              "ALTER TABLE {t} MODIFY b INT UNSIGNED, MODIFY c DECIMAL(7,1), MODIFY d DATETIME(2);"),
          new Case(
              "D108",
              "CREATE TABLE {t} (id INT PRIMARY KEY, c DECIMAL(9,3), d DATETIME(3));"
                  + " INSERT INTO {t} VALUES (1, 1.25, '2024-01-01 10:00:00');",
              "ALTER TABLE {t} MODIFY c DECIMAL(7,1);",
              "ALTER TABLE {t} MODIFY c DECIMAL(8,2), MODIFY d DATETIME;"),
          new Case(
              "D109",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a ENUM('x','y','Ä ''\\\\'), b SET('x','y','z'),"
                  + " c SET('x','y'));"
                  + " INSERT INTO {t} VALUES (1, 'y', 'x,y', 'x'), (2, NULL, 'x', NULL),"
                  + " (3, 'y', '', 'y');",
              "ALTER TABLE {t} MODIFY b SET('x','z');",
              "ALTER TABLE {t} MODIFY a ENUM('y'), MODIFY b SET('x','y'), MODIFY c ENUM('y','x');"),
          new Case(
              "D109",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a ENUM('x','y','Ä ''\\\\'));"
                  + " INSERT INTO {t} VALUES (1, 'x'), (2, 'Ä ''\\\\'), (3, NULL);",
              "ALTER TABLE {t} MODIFY a ENUM('y','Ä ''\\\\');",
              "ALTER TABLE {t} MODIFY a ENUM('x','Ä ''\\\\');"),
          new Case(
              "D109",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a SET('x','y')); INSERT INTO {t}"
                  + " VALUES (1, 'x,y'), (2, 'x'), (3, NULL);",
              "ALTER TABLE {t} MODIFY a ENUM('x','y');",
              "DELETE FROM {t} WHERE id = 1; ALTER TABLE {t} MODIFY a SET('x','y','z');"),
          new Case(
              "D107",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a VARCHAR(9), b ENUM('long','s'));"
                  + " INSERT INTO {t} VALUES (1, 'X', 's'), (2, 'x', 's'), (3, NULL, NULL);",
              "ALTER TABLE {t} MODIFY a ENUM('x','y');",
              "ALTER TABLE {t} MODIFY a ENUM('x','X ', 'y') CHARACTER SET utf8mb4 COLLATE"
                  + " utf8mb4_bin, MODIFY b VARCHAR(3);"),
          new Case(
              "D110",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a VARCHAR(20), b TEXT)"
                  + " CHARACTER SET utf8mb4; INSERT INTO {t} VALUES (1, 'ä?', 'ß'), (2, '日', NULL);",
              "ALTER TABLE {t} CONVERT TO CHARACTER SET latin1;",
              "ALTER TABLE {t} CONVERT TO CHARACTER SET utf8mb3;"),
          new Case(
              "D110",
              "CREATE TABLE {t} (id INT PRIMARY KEY, a VARCHAR(20), b ENUM('ä','日'))"
                  + " CHARACTER SET utf8mb4; INSERT INTO {t} VALUES (1, '😀', 'ä'), (2, 'ä', NULL);",
              "ALTER TABLE {t} MODIFY a VARCHAR(20) CHARACTER SET utf8mb3;",
              "ALTER TABLE {t} MODIFY a VARCHAR(20) CHARACTER SET utf16, MODIFY b ENUM('ä')"
                  + " CHARACTER SET latin1;"),
          new Case(
              "V302",
              INT + "INSERT INTO {t} VALUES (1, 7), (2, NULL);",
              "ALTER TABLE {t} MODIFY a INT NOT NULL DEFAULT 0;",
              "UPDATE {t} SET a = 0 WHERE a IS NULL;"
                  + " ALTER TABLE {t} MODIFY a INT NOT NULL DEFAULT 0;"),
          new Case(
              "V302",
              KEY + "INSERT INTO {t} VALUES (1);",
              "ALTER TABLE {t} ADD b INT; ALTER TABLE {t} MODIFY b INT NOT NULL;",
              "ALTER TABLE {t} ADD b INT; UPDATE {t} SET b = 1;"
                  + " ALTER TABLE {t} MODIFY b INT NOT NULL;"),
          new Case(
              "V303",
              INT + "INSERT INTO {t} VALUES (1, 7), (2, -1), (3, NULL);",
              "ALTER TABLE {t} ADD CONSTRAINT {t}c CHECK (a > 0);",
              "ALTER TABLE {t} ADD CONSTRAINT {t}c CHECK (a > -9);"),
          new Case(
              "V304",
              KEY
                  + "CREATE TABLE {t}c (id INT PRIMARY KEY, p INT);"
                  + " INSERT INTO {t} VALUES (1); INSERT INTO {t}c VALUES (1, 1), (2, 5), (3, NULL);",
              "ALTER TABLE {t}c ADD CONSTRAINT {t}f FOREIGN KEY (p) REFERENCES {t} (id);",
              "DELETE FROM {t}c WHERE id = 2; ALTER TABLE {t}c ADD q INT,"
                  + " ADD CONSTRAINT {t}f FOREIGN KEY (q) REFERENCES {t} (id);"));
}

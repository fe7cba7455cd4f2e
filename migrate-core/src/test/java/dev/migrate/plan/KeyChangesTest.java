package dev.migrate.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Splitter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyChangesTest {

  /** The table t has a foreign key of its column k; children refer to its column id. */
  private static final KeyChanges CHANGES =
      new KeyChanges(
          ServerVersion.parse("9.7.4"), (table, column) -> Set.of("k", "id").contains(column));

  private static Set<String> in(String sql) {
    return CHANGES.in(Splitter.split("V1.sql", sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ADD COLUMN a INT, ADD b VARCHAR(20) NOT NULL DEFAULT '' AFTER k",
        "ALTER TABLE t DROP COLUMN a, MODIFY b TEXT, CHANGE c d INT, ALGORITHM=COPY",
        "ALTER TABLE t RENAME COLUMN a TO b, ALTER k SET DEFAULT 5, LOCK=NONE",
        "CREATE INDEX i ON t (k)",
        "ALTER TABLE t ADD CHECK (a > 0), ADD INDEX (id, a)",
        "UPDATE t SET k = 1",
        "INSERT INTO t SELECT * FROM u",
        "SELECT * FROM t",
      })
  void what_no_foreign_key_has_is_no_concern_of_the_other_ends(String sql) {
    assertEquals(Set.of(), in(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t DROP COLUMN k",
        "ALTER TABLE t MODIFY id BIGINT",
        "ALTER TABLE t CHANGE k l INT",
        "ALTER TABLE t RENAME COLUMN id TO i",
        "ALTER TABLE t ADD COLUMN a INT, DROP FOREIGN KEY f",
        "ALTER TABLE t ADD a INT REFERENCES u (id)",
        "ALTER TABLE t ADD a INT UNIQUE",
        "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (id)",
        "ALTER TABLE t ADD UNIQUE (a)",
        "ALTER TABLE t DROP INDEX i",
        "ALTER TABLE t DROP PRIMARY KEY",
        "ALTER TABLE t ENGINE=MyISAM",
        "ALTER TABLE t CONVERT TO CHARACTER SET latin1",
        "ALTER TABLE t PARTITION BY HASH (id)",
        "ALTER TABLE t RENAME TO u",
        "ALTER TABLE t ADD COLUMN a INT, WHATEVER IS NEXT",
        "RENAME TABLE t TO u",
        "TRUNCATE TABLE t",
        "DROP TABLE t",
        "CREATE TABLE t (id INT)",
      })
  void what_may_be_a_foreign_keys_is(String sql) {
    assertTrue(in(sql).contains("t"), () -> in(sql).toString());
  }

  @Test
  void a_new_table_that_refers_to_another_is_no_concern_of_the_others_ends() {
    assertEquals(Set.of("n"), in("CREATE TABLE n (id INT, t INT REFERENCES t (id))"));
  }
}

package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.Form;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.RefusedException;
import dev.migrate.outcome.ServerException;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("forbids the server files of its clients")
class RestoreTest {

  private static final String TYPES =
      "CREATE TABLE `types` (id INT PRIMARY KEY, f FLOAT, d DOUBLE, n DECIMAL(65,30), b BIT(10),"
          + " bl LONGBLOB, t TEXT CHARACTER SET latin1, u VARCHAR(50) CHARACTER SET utf8mb4,"
          + " j JSON, g GEOMETRY, e ENUM('a','b'), s SET('x','y'), dt DATETIME(6), ts TIMESTAMP NULL,"
          + " ti TIME(3), y YEAR, `odd ``name` VARBINARY(20)) ENGINE=InnoDB";

  private static final String[] COLUMNS = {
    "id",
    "f",
    "d",
    "n",
    "b",
    "bl",
    "t",
    "u",
    "j*",
    "g",
    "e",
    "s",
    "dt",
    "ts",
    "ti",
    "y",
    "odd `name"
  };

  private static final String ALL =
      "SELECT id, CAST(f AS DOUBLE), d, n, HEX(b), HEX(bl), HEX(t), HEX(u), CAST(j AS CHAR), HEX(g),"
          + " e + 0, s, dt, ts, ti, y, HEX(`odd ``name`) FROM `types` ORDER BY id";

  @TempDir Path folder;
  private final Restoring target = Restoring.into(TestServer.freshDatabase());

  private static TestBackup types() {
    String point = "\\0".repeat(4) + "\u0001\u0001" + "\\0".repeat(19);
    return new TestBackup()
        .table("types", TYPES, COLUMNS)
        .rows(
            "(0,16777216,-0e0,12345678901234567890.000000000000000000000000000001,'\u0003?',"
                + "'\\0\\n\\r\\Z\\'\\\\,(),\\n','abc','é𝄞),\\n(',_utf8mb4'{\"a\": \"_utf8mb4\\\\\"x\"}',NULL,"
                + "'a','x,y','0000-00-00 00:00:00.000000','2026-01-01 00:00:00','-838:59:59.000',"
                + "'0000','NULL')",
            "(1,1.5e10,1e-300,NULL,NULL,'',NULL,'NULL',NULL,NULL,NULL,'','2026-02-31 00:00:00.5',"
                + "NULL,NULL,NULL,'\\\\')")
        .rows(
            "(2,NULL,NULL,-1,'\\0\u0001','"
                + "x".repeat(100_000)
                + "','\\'','',_utf8mb4'[]','"
                + point
                + "','b','y','9999-12-31 23:59:59.999999','1970-01-01 00:00:01','00:00:00.001',"
                + "'2155','_')")
        .add(FrameKind.INDEX, "types", "ALTER TABLE `types` ADD KEY `k` (`u`), ADD KEY `k2` (`d`)");
  }

  @Test
  void every_type_goes_in_by_load_data_as_it_does_by_insert() {
    Path file = types().write(folder, "types");
    List<String> loaded = withLocalInfile("ON", () -> restored(file));
    List<String> inserted = withLocalInfile("OFF", () -> restored(file));

    assertEquals(inserted, loaded);
    assertEquals(3, loaded.size());
    assertTrue(loaded.get(0).startsWith("0|16777216|-0"), loaded.get(0));
    assertTrue(loaded.get(0).contains("{\"a\": \"_utf8mb4\\\"x\"}"), loaded.get(0));
    assertTrue(loaded.get(0).contains("|000A0D1A275C2C28292C0A|"), loaded.get(0));
    assertTrue(loaded.get(1).contains("|2026-02-31 00:00:00.5"), loaded.get(1));
  }

  private static List<String> restored(Path file) {
    Restoring fresh = Restoring.into(TestServer.freshDatabase());
    Restored restored = fresh.run(file);
    assertEquals(3, restored.rows());
    assertEquals(List.of("types"), fresh.query("SHOW TABLES"));
    assertEquals(3, fresh.query("SHOW INDEX FROM types").size());
    try (var connection = TestServer.connect(TestServer.admin());
        var statement = connection.createStatement()) {
      statement.execute("USE " + fresh.name());
      List<String> rows = new ArrayList<>();
      var result = statement.executeQuery(ALL.replace("dt,", "CAST(dt AS CHAR),"));
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          byte[] bytes = result.getBytes(i);
          row.append(i > 1 ? "|" : "").append(bytes == null ? "NULL" : new String(bytes, UTF_8));
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T withLocalInfile(String value, java.util.function.Supplier<T> what) {
    String before = TestServer.query(TestServer.admin(), "SELECT @@global.local_infile").get(0);
    TestServer.execute(TestServer.admin(), "SET GLOBAL local_infile = " + value);
    try {
      return what.get();
    } finally {
      TestServer.execute(TestServer.admin(), "SET GLOBAL local_infile = " + before);
    }
  }

  @Test
  void an_enumerations_error_value_is_kept() {
    Path file =
        new TestBackup()
            .table("t", "CREATE TABLE t (id INT PRIMARY KEY, e ENUM('a','b') NOT NULL)", "id", "e")
            .rows("(1,'a')")
            .lenientRows("(2,'')", "(3,'b')")
            .rows("(4,'b')")
            .write(folder, "enum");

    target.run(file);

    assertEquals(
        List.of("1|1", "2|0", "3|2", "4|2"), target.query("SELECT id, CAST(e AS SIGNED) FROM t"));
  }

  @Test
  void everything_that_is_no_table_is_made_and_no_trace_of_the_restore_stays() {
    Restored restored = target.run(objects().write(folder, "objects"));

    assertEquals(4, restored.rows());
    assertEquals(2, restored.tableCount());
    assertEquals(List.of("child", "parent", "v"), target.query("SHOW TABLES"));
    assertEquals(List.of("2|f"), target.query("SELECT n, f FROM v"));
    assertEquals(1, target.query("SHOW TRIGGERS").size());
    assertEquals(1, target.query("SHOW EVENTS").size());
    assertThrows(
        IllegalStateException.class, () -> target.execute("INSERT INTO child VALUES (9, 99)"));
    assertTrue(restored.notices().get(0).contains("2026-11-22T03:04:05Z"));
  }

  static TestBackup objects() {
    return new TestBackup()
        .table("parent", "CREATE TABLE parent (id INT PRIMARY KEY, n INT) ENGINE=InnoDB", "id", "n")
        .rows("(1,1)", "(2,2)")
        .table(
            "child",
            "CREATE TABLE child (id INT PRIMARY KEY, parent_id INT) ENGINE=InnoDB",
            "id",
            "parent_id")
        .rows("(1,1)")
        .rows("(2,2)")
        .add(FrameKind.INDEX, "child", "ALTER TABLE child ADD KEY p (parent_id)")
        .add(
            FrameKind.FOREIGN_KEY,
            "child",
            "ALTER TABLE child ADD CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES parent (id)")
        .add(
            FrameKind.ROUTINE,
            "f",
            "SET sql_mode=''",
            "CREATE FUNCTION f() RETURNS VARCHAR(5) DETERMINISTIC BEGIN RETURN 'f'; END")
        .add(FrameKind.VIEW, "v", "CREATE VIEW v AS SELECT COUNT(*) AS n, f() AS f FROM child")
        .add(
            FrameKind.TRIGGER,
            "tr",
            "CREATE TRIGGER tr BEFORE INSERT ON child FOR EACH ROW SET @migrate_t = 1")
        .add(FrameKind.EVENT, "ev", "CREATE EVENT ev ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1");
  }

  @Test
  void some_tables_come_with_their_triggers_and_nothing_else() {
    Restored restored = target.run(objects().write(folder, "objects"), "par*");

    assertEquals(2, restored.rows());
    assertEquals(List.of("parent"), target.query("SHOW TABLES"));
    assertEquals(List.of(), target.query("SHOW TRIGGERS"));
    assertEquals(List.of(), target.query("SHOW EVENTS"));

    target.run(objects().write(folder, "again"), "child");

    assertEquals(1, target.query("SHOW TRIGGERS").size());
    assertEquals("restore-no-table", refusal(() -> target.run(objects().write(folder, "no"), "x")));
  }

  private static String refusal(Runnable restore) {
    return assertThrows(MigrateException.class, restore::run).problem().code();
  }

  @Test
  void another_vendors_backup_is_refused() {
    String other = TestServer.vendor() == Vendor.MYSQL ? "MariaDB" : "MySQL";
    Path file = objects().of(other).write(folder, "other");

    assertEquals("restore-other-vendor", refusal(() -> target.run(file)));
    assertEquals(List.of(), target.query("SHOW TABLES"));
  }

  @Test
  void names_that_would_change_their_case_are_refused() {
    Path file =
        new TestBackup()
            .caseMode(1 - Integer.parseInt(target.query("SELECT @@lower_case_table_names").get(0)))
            .table("Big", "CREATE TABLE `Big` (id INT PRIMARY KEY)", "id")
            .write(folder, "case");

    assertEquals("restore-name-case", refusal(() -> target.run(file)));
  }

  @Test
  void a_database_with_something_in_it_is_refused_without_a_confirmation() {
    target.execute("CREATE TABLE mine (id INT)");
    Path file = objects().write(folder, "objects");

    RefusedException e = assertThrows(RefusedException.class, () -> target.run(file));

    assertEquals("restore-target-not-empty", e.problem().code());
    assertTrue(e.problem().problem().endsWith(": mine"), e.problem().problem());
    assertEquals(2, target.run(file, "parent").rows());
  }

  @Test
  void the_targets_own_stamp_is_kept_and_the_backups_is_not_restored() {
    target.execute(
        "CREATE TABLE migrate_environment (name INT)",
        "INSERT INTO migrate_environment VALUES (7)");
    Path file =
        objects()
            .table(
                "migrate_environment",
                "CREATE TABLE migrate_environment (name INT) ENGINE=InnoDB",
                "name")
            .rows("(1)")
            .write(folder, "stamped");

    assertEquals(2, target.run(file).tableCount());

    assertEquals(List.of("7"), target.query("SELECT name FROM migrate_environment"));
  }

  @Test
  void a_value_that_does_not_fit_is_an_error_and_the_restore_is_not_done() {
    Path file =
        new TestBackup()
            .table("t", "CREATE TABLE t (id INT PRIMARY KEY, n TINYINT)", "id", "n")
            .rows("(1,1)")
            .rows("(2,1000)")
            .write(folder, "misfit");

    ServerException e = assertThrows(ServerException.class, () -> target.run(file));

    assertEquals("restore-failed", e.problem().code(), e.problem().text());
    assertTrue(e.problem().text().contains("of 2 rows"), e.problem().text());
    assertTrue(target.query("SHOW TABLES").contains("migrate_restore"));
    target.execute("ALTER TABLE t MODIFY n INT");
    target.run(file);
    assertEquals(List.of("1|1", "2|1000"), target.query("SELECT * FROM t"));
    assertEquals(List.of("t"), target.query("SHOW TABLES"));
  }

  @Test
  void while_one_backup_is_half_restored_another_is_refused_with_both_names() {
    Path half =
        new TestBackup()
            .table("t", "CREATE TABLE t (id INT PRIMARY KEY)", "id")
            .rows("(1)", "(1)")
            .write(folder, "half");
    assertThrows(ServerException.class, () -> target.run(half));
    Path other = objects().write(folder, "other", Form.GZIP);

    RefusedException e = assertThrows(RefusedException.class, () -> target.run(other));

    assertEquals("restore-half-done", e.problem().code());
    assertTrue(e.problem().problem().contains("half.sql.zst"), e.problem().problem());
    assertTrue(e.problem().problem().contains("other.sql.gz"), e.problem().problem());
  }

  @Test
  void rows_of_a_table_without_transactions_are_put_in_anew() {
    Path file =
        new TestBackup()
            .table("m", "CREATE TABLE m (id INT, n TINYINT) ENGINE=MyISAM", "id", "n")
            .rows("(1,1)")
            .rows("(2,2)", "(3,1000)")
            .add(FrameKind.INDEX, "m", "ALTER TABLE m ADD KEY k (n)")
            .write(folder, "myisam");
    assertThrows(ServerException.class, () -> target.run(file));
    target.execute("DELETE FROM m", "INSERT INTO m VALUES (77, 1)");

    assertThrows(ServerException.class, () -> target.run(file));

    assertEquals(List.of("1"), target.query("SELECT id FROM m WHERE id <> 2"));
  }
}

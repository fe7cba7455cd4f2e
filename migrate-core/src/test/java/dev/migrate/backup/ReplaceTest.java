package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.backup.file.FrameKind;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database with something in it, whose content is replaced. */
class ReplaceTest {

  @TempDir Path folder;
  private final DatabaseSettings database = TestServer.freshDatabase();
  private final Restoring target = Restoring.into(database);

  @BeforeEach
  void fill() {
    fill(target);
  }

  /** An older state of what {@link RestoreTest#objects} has, and things that it has not. */
  static void fill(Restoring target) {
    target.execute(
        "CREATE TABLE parent (id INT PRIMARY KEY, old INT) ENGINE=InnoDB",
        "CREATE TABLE child (id INT PRIMARY KEY, parent_id INT, CONSTRAINT fk FOREIGN KEY (parent_id)"
            + " REFERENCES parent (id)) ENGINE=InnoDB",
        "CREATE TABLE gone (id INT PRIMARY KEY)",
        "INSERT INTO parent VALUES (100, 1)",
        "INSERT INTO child VALUES (100, 100)",
        "INSERT INTO gone VALUES (7)",
        "CREATE TABLE migrate_environment (name INT)",
        "INSERT INTO migrate_environment VALUES (7)",
        "CREATE VIEW v AS SELECT * FROM parent",
        "CREATE VIEW v2 AS SELECT * FROM v",
        "CREATE TRIGGER tr BEFORE INSERT ON child FOR EACH ROW SET @migrate_old = 1",
        "CREATE TRIGGER tr2 BEFORE UPDATE ON gone FOR EACH ROW SET @migrate_old = 1",
        "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
        "CREATE PROCEDURE gone_too() SELECT 1",
        "CREATE EVENT old_event ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1");
  }

  @AfterEach
  void drop() {
    dropAll(target.name());
  }

  static void dropAll(String name) {
    DatabaseSettings admin = TestServer.admin();
    for (String other :
        TestServer.query(
            admin,
            "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '"
                + name
                + "\\_\\_%'")) {
      TestServer.execute(admin, "DROP DATABASE `" + other + "`");
    }
  }

  static List<String> databases(String name) {
    return TestServer.query(
        TestServer.admin(),
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '"
            + name
            + "\\_\\_%'");
  }

  /** That all of {@link RestoreTest#objects} is there, and nothing of {@link #fill}. */
  static void assertReplaced(Restoring target) {
    assertEquals(
        List.of("child", "migrate_environment", "parent", "v"), target.query("SHOW TABLES"));
    assertEquals(List.of("1|1", "2|2"), target.query("SELECT * FROM parent"));
    assertEquals(List.of("1|1", "2|2"), target.query("SELECT * FROM child"));
    assertEquals(List.of("2|f"), target.query("SELECT n, f FROM v"));
    assertEquals(List.of("7"), target.query("SELECT name FROM migrate_environment"));
    assertEquals(
        List.of("tr|BEFORE"),
        target.query(
            "SELECT trigger_name, action_timing FROM information_schema.triggers"
                + " WHERE trigger_schema = DATABASE()"));
    assertEquals(
        List.of("f"),
        target.query(
            "SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()"));
    assertEquals(
        List.of("ev"),
        target.query(
            "SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE()"));
    assertEquals(
        List.of("child|fk|parent"),
        target.query(
            "SELECT table_name, constraint_name, referenced_table_name FROM"
                + " information_schema.referential_constraints WHERE constraint_schema = DATABASE()"
                + " AND unique_constraint_schema = DATABASE()"));
    assertThrows(
        IllegalStateException.class, () -> target.execute("INSERT INTO child VALUES (9, 99)"));
    assertThrows(
        IllegalStateException.class, () -> target.execute("DELETE FROM parent WHERE id = 1"));
    List<String> others = databases(target.name());
    assertEquals(1, others.size(), others.toString());
    String replaced = others.get(0);
    assertEquals(
        List.of("child", "gone", "parent"), target.query("SHOW TABLES FROM `" + replaced + "`"));
    assertEquals(List.of("100|100"), target.query("SELECT * FROM `" + replaced + "`.child"));
    assertEquals(
        List.of(replaced),
        target.query(
            "SELECT unique_constraint_schema FROM information_schema.referential_constraints"
                + " WHERE constraint_schema = '"
                + replaced
                + "'"));
  }

  @Test
  void everything_in_the_database_is_replaced_and_its_tables_are_kept_in_another() {
    Restored restored = target.replace(RestoreTest.objects().write(folder, "objects"));

    assertReplaced(target);
    String notices = restored.notices().toString();
    assertTrue(notices.contains("DROP DATABASE `" + databases(target.name()).get(0)), notices);
    assertFalse(notices.contains("is lost"), notices);
  }

  @Test
  void some_tables_are_replaced_and_everything_else_stays() {
    target.execute("DROP TABLE child");
    target.replace(RestoreTest.objects().write(folder, "objects"), "parent");

    assertEquals(List.of("1|1", "2|2"), target.query("SELECT * FROM parent"));
    assertEquals(
        List.of("gone", "migrate_environment", "parent", "v", "v2"), target.query("SHOW TABLES"));
    assertEquals(1, target.query("SHOW TRIGGERS").size());
    assertEquals(1, target.query("SHOW EVENTS").size());
    String replaced = databases(target.name()).get(0);
    assertEquals(List.of("parent"), target.query("SHOW TABLES FROM `" + replaced + "`"));
  }

  @Test
  void a_replaced_child_refers_to_the_parent_that_stays() {
    target.replace(RestoreTest.objects().write(folder, "objects"), "child");

    assertEquals(List.of("1|1", "2|2"), target.query("SELECT * FROM child"));
    assertEquals(
        List.of("child|" + target.name()),
        target.query(
            "SELECT table_name, unique_constraint_schema FROM"
                + " information_schema.referential_constraints WHERE constraint_schema = DATABASE()"));
    assertEquals(List.of("100|1"), target.query("SELECT * FROM parent"));
  }

  @Test
  void a_parent_is_not_replaced_under_a_child_that_stays() {
    RefusedException e =
        assertThrows(
            RefusedException.class,
            () -> target.replace(RestoreTest.objects().write(folder, "objects"), "parent"));

    assertEquals("restore-referenced", e.problem().code());
    assertTrue(e.problem().problem().contains(".child (fk) to parent"), e.problem().problem());
    assertEquals(List.of(), databases(target.name()));
  }

  @Test
  void a_parent_is_not_replaced_under_a_child_in_another_database() {
    Restoring other = Restoring.into(TestServer.freshDatabase());
    other.execute(
        "CREATE TABLE c (id INT PRIMARY KEY, p INT, CONSTRAINT outer_fk FOREIGN KEY (p) REFERENCES `"
            + target.name()
            + "`.parent (id)) ENGINE=InnoDB");

    RefusedException e =
        assertThrows(
            RefusedException.class,
            () -> target.replace(RestoreTest.objects().write(folder, "objects")));
    other.execute("DROP TABLE c");

    assertTrue(e.problem().problem().contains("outer_fk"), e.problem().problem());
  }

  @Test
  void a_half_done_replacement_is_not_taken_for_a_restore_into_an_empty_database() {
    Path broken =
        new TestBackup()
            .table("t", "CREATE TABLE t (id INT PRIMARY KEY)", "id")
            .rows("(1)", "(1)")
            .write(folder, "broken");
    assertThrows(RuntimeException.class, () -> target.replace(broken));

    assertEquals(List.of("100|1"), target.query("SELECT * FROM parent"));
    RefusedException e = assertThrows(RefusedException.class, () -> target.run(broken));
    assertEquals("restore-half-done", e.problem().code());
  }

  @Test
  void defaults_draw_from_the_restored_sequence() {
    assumeTrue(TestServer.vendor() == Vendor.MARIADB);
    target.execute("CREATE SEQUENCE s", "CREATE TABLE t (id INT DEFAULT NEXTVAL(s), n INT)");
    target.replace(
        new TestBackup()
            .add(FrameKind.SEQUENCE, "s", "CREATE SEQUENCE s START WITH 1 CACHE 10")
            .table(
                "t",
                "CREATE TABLE t (id INT DEFAULT NEXTVAL(s), n INT) ENGINE=InnoDB"
                    + " WITH SYSTEM VERSIONING",
                "id",
                "n")
            .rows("(1,1)")
            .add(FrameKind.STATE, "", "SELECT SETVAL(s, 500, 0)")
            .write(folder, "sequence"));

    target.execute("INSERT INTO t (n) VALUES (2)");

    assertEquals(List.of("1|1", "500|2"), target.query("SELECT * FROM t ORDER BY id"));
  }
}

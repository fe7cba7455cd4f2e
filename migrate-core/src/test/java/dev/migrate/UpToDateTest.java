package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that finds nothing to do at first sight, and all that only looks like one. */
class UpToDateTest {

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void upgraded() {
    project =
        TestProject.in(folder)
            .write("V2__b.sql", "CREATE TABLE b (a INT);")
            .write("U2__b.sql", "DROP TABLE b;")
            .write("more/V10__c.sql", "CREATE TABLE c (a INT);");
    assertEquals(2, upgrade().applied().size());
  }

  @Test
  void the_version_is_that_of_the_greatest_migration() {
    Report.Upgrade report = upgrade();
    assertEquals(Report.Outcome.NOTHING, report.outcome());
    assertEquals("10", report.version());
    assertEquals(List.of(), report.notices());
  }

  @Test
  void a_repeatable_migration_is_applied() {
    project.write("R__v.sql", "CREATE VIEW v AS SELECT * FROM b;");
    assertEquals(1, upgrade().applied().size());
    assertEquals(0, upgrade().applied().size());
    project.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT a FROM c;");
    assertEquals(1, upgrade().applied().size());
  }

  @Test
  void a_callback_is_run() {
    project.write("afterMigrate.sql", "INSERT INTO b VALUES (1);");
    upgrade();
    assertEquals(List.of("1"), TestServer.query(project.database(), "SELECT COUNT(*) FROM b"));
  }

  @Test
  void a_file_renamed_changed_or_moved_is_noticed() {
    project.delete("V2__b.sql").write("V2__b.sql", "CREATE TABLE b (a INT);", "-- changed");
    assertEquals("checksum-changed", refused());
    project.delete("V2__b.sql").write("V2__renamed.sql", "CREATE TABLE b (a INT);");
    assertEquals("migration-changed", refused());
    project.delete("V2__renamed.sql").write("V3__b.sql", "CREATE TABLE b (a INT);");
    assertEquals("migration-missing", refused());
  }

  @Test
  void a_half_done_migration_is_noticed() {
    TestServer.execute(
        project.database(), "UPDATE flyway_schema_history SET success = 0 WHERE version = '10'");
    assertEquals("migration-failed", refused());
  }

  @Test
  void another_environments_stamp_is_noticed() {
    TestServer.execute(
        project.database(), "UPDATE migrate_environment SET environment = 'production'");
    assertEquals("stamp-mismatch", refused());
  }

  @Test
  void a_restore_that_was_begun_and_not_ended_is_noticed() {
    TestServer.execute(project.database(), "CREATE TABLE migrate_restore (a INT)");
    assertEquals("restore-half-done", refused());
    try (Migrator migrator = project.migrator()) {
      String attention = migrator.current().attention().get(0);
      assertTrue(attention.contains("migrate:restore -Dmigrate.file="), attention);
    }
  }

  private Report.Upgrade upgrade() {
    try (Migrator migrator = project.migrator()) {
      return migrator.upgrade(null);
    }
  }

  private String refused() {
    return assertThrows(MigrateException.class, this::upgrade).problem().code();
  }
}

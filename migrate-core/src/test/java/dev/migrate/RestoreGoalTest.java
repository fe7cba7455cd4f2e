package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Policy;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.MadeDatabases;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal restore, from the user's side. */
class RestoreGoalTest {

  private static final Policy PRODUCTION_LIKE =
      new Policy(
          Policy.DEVELOPMENT.tls(), false, false, false, true, true, true, true, false, false);

  @TempDir Path folder;

  private TestProject project;
  private DatabaseSettings database;
  private Path file;

  @BeforeEach
  void backedUp() {
    project =
        TestProject.in(folder)
            .environment("production", PRODUCTION_LIKE)
            .write(
                "V1__a.sql",
                "CREATE TABLE orders (id INT PRIMARY KEY, note VARCHAR(20));",
                "INSERT INTO orders VALUES (1, 'one'), (2, NULL), (3, 'it''s');",
                "CREATE VIEW noted AS SELECT * FROM orders WHERE note IS NOT NULL;");
    database = project.database();
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
      file = migrator.backup(List.of(), null).file();
    }
    TestServer.execute(
        database, "UPDATE orders SET note = 'lost'", "CREATE TABLE later (id INT PRIMARY KEY)");
  }

  @AfterEach
  void dropReplaced() {
    for (String name :
        TestServer.query(database, "SHOW DATABASES LIKE '" + database.name() + "\\_\\_%'")) {
      TestServer.execute(database, "DROP DATABASE `" + name + "`");
    }
  }

  @Test
  void a_restore_into_a_database_with_tables_has_to_be_confirmed() {
    MigrateException refused = assertThrows(MigrateException.class, () -> restore(null));
    assertEquals("restore-not-confirmed", refused.problem().code());
    String text = refused.problem().text();
    assertTrue(text.contains("later"), text);
    assertTrue(text.contains("the database is at version 1"), text);
    assertTrue(
        text.endsWith(
            "mvn migrate:restore -Dmigrate.environment=production -Dmigrate.file="
                + file.getFileName()
                + " -Dmigrate.confirm="
                + database.name()),
        text);
    assertEquals("restore-not-confirmed", refusedCode("another"));
    assertEquals(List.of("lost"), notes());
  }

  @Test
  void a_confirmed_one_brings_everything_back_and_keeps_stamp_and_audit() {
    Report.Restore report = restore(database.name());
    assertEquals(List.of("null", "it's", "one"), notes());
    assertEquals(List.of(), TestServer.query(database, "SHOW TABLES LIKE 'later'"));
    assertEquals(List.of("2"), TestServer.query(database, "SELECT COUNT(*) FROM noted"));
    assertEquals(
        List.of("production"),
        TestServer.query(database, "SELECT environment FROM migrate_environment"));
    assertEquals(
        List.of("upgrade|null", "upgrade|done", "restore|null", "restore|done"),
        TestServer.query(database, "SELECT goal, result FROM migrate_audit ORDER BY at"));
    assertEquals(database.name(), report.database());
    assertTrue(
        report.notices().stream().anyMatch(n -> n.contains("in the backup")),
        report.notices().toString());
    try (Migrator migrator = project.migrator()) {
      assertEquals(Report.Outcome.NOTHING, migrator.upgrade(null).outcome());
      assertEquals(2, migrator.backups(null, null).backups().size());
    }
  }

  @Test
  void another_database_of_the_server_may_be_made_of_it() {
    String copy = database.name() + "__copy";
    assertEquals("restore-not-confirmed", refused(copy, null));
    try (Migrator migrator = project.migrator()) {
      Report.Restore report = migrator.restore(request(copy, List.of(), copy));
      assertEquals(copy, report.database());
      assertTrue(String.valueOf(report.run().database()).endsWith("/" + copy));
    }
    assertEquals(
        List.of("3"), TestServer.query(database, "SELECT COUNT(*) FROM " + copy + ".orders"));
    assertEquals(List.of("lost"), notes());
  }

  @Test
  void some_tables_may_be_restored_and_the_others_stay() {
    try (Migrator migrator = project.migrator()) {
      migrator.restore(request(null, List.of("ord*"), database.name()));
    }
    assertEquals(List.of("null", "it's", "one"), notes());
    assertEquals(List.of("later"), TestServer.query(database, "SHOW TABLES LIKE 'later'"));
  }

  @Test
  void productions_backup_is_told_apart_in_staging() {
    TestProject staging =
        TestProject.in(folder.resolve("staging"))
            .environment("staging", Policy.DEVELOPMENT)
            .backups(project.toEnvironment().backups());
    try (Migrator migrator = staging.migrator()) {
      Report.Restore report =
          migrator.restore(
              new RestoreRequest("production/" + file.getFileName(), null, List.of(), null));
      assertTrue(
          report.notices().get(0).startsWith("This is a backup of production"),
          report.notices().toString());
    }
    assertEquals(
        List.of("staging"),
        TestServer.query(staging.database(), "SELECT environment FROM migrate_environment"));
  }

  @Test
  void a_backup_is_verified_by_restoring_it() {
    try (MadeDatabases made = MadeDatabases.beside(database);
        Migrator migrator = project.with(made.way()).migrator()) {
      Report.Backups list = migrator.backups("restore", null);
      assertEquals("restore", list.backups().get(0).verified());
      made.requireDropped();
    }
  }

  private List<String> notes() {
    return TestServer.query(database, "SELECT DISTINCT note FROM orders ORDER BY note");
  }

  private String refusedCode(String confirm) {
    return assertThrows(MigrateException.class, () -> restore(confirm)).problem().code();
  }

  private String refused(String into, @Nullable String confirm) {
    try (Migrator migrator = project.migrator()) {
      return assertThrows(
              MigrateException.class, () -> migrator.restore(request(into, List.of(), confirm)))
          .problem()
          .code();
    }
  }

  private Report.Restore restore(@Nullable String confirm) {
    try (Migrator migrator = project.migrator()) {
      return migrator.restore(request(null, List.of(), confirm));
    }
  }

  private RestoreRequest request(
      @Nullable String into, List<String> tables, @Nullable String confirm) {
    return new RestoreRequest(file.getFileName().toString(), into, tables, confirm);
  }
}

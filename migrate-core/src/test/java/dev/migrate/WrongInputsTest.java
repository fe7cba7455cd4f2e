package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.Policy;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.RefusedException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is refused in words that name it and the way out, before anything is changed. */
class WrongInputsTest {

  private static final String MIGRATIONS = "src/main/resources/db/migration/";
  private static final String A = "CREATE TABLE a (a INT PRIMARY KEY);";

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void create() {
    project = TestProject.in(folder).write("V1__a.sql", A);
  }

  @Test
  void a_database_of_another_environment() {
    upgrade();
    project.environment("staging", Policy.STAGING);
    MigrateException e = refused("stamp-mismatch", m -> m.upgrade(null));
    says(e, "This database says it is development, and the run is for staging.");
    says(e, "at: " + project.database().address());
    says(e, "fix: If you meant development: -Dmigrate.environment=development.");
    says(e, "rename its stamp: -Dmigrate.environment=staging -Dmigrate.stamp=development:staging");
    refused("stamp-mismatch", m -> m.downgrade(1));
    refused("stamp-mismatch", migrator -> migrator.repair(null));
    refused("stamp-mismatch", m -> m.baseline("1", null));
    assertEquals(
        List.of("This database says it is development, not staging."),
        with(Migrator::current).attention());
  }

  @Test
  void the_stamp_of_a_copied_database_is_renamed_when_asked_to() {
    upgrade();
    project.write("V2__b.sql", "CREATE TABLE b (a INT);");
    project.environment("staging", Policy.STAGING).stamp("production:staging");
    refused("stamp-mismatch", m -> m.upgrade(null));
    project.stamp("development:staging");
    upgrade();
    assertEquals(
        List.of("staging"),
        TestServer.query(project.database(), "SELECT environment FROM migrate_environment"));
  }

  @Test
  void a_database_with_a_history_that_does_not_say_what_it_is() {
    upgrade();
    TestServer.execute(project.database(), "DROP TABLE migrate_environment");
    project.write("V2__b.sql", "CREATE TABLE b (a INT);");
    MigrateException e = refused("stamp-missing", m -> m.upgrade(null));
    says(e, "This database is not empty and does not say which environment it is.");
    says(e, "-Dmigrate.environment=development -Dmigrate.stamp=development");
    project.stamp("staging");
    says(
        refused("stamp-mismatch", m -> m.upgrade(null)),
        "The stamp asked for is staging, and the run is for development.");
    assertEquals(
        List.of("a", "flyway_schema_history", "migrate_journal"),
        TestServer.query(project.database(), "SHOW TABLES"));
  }

  @Test
  void a_stamp_to_rename_where_there_is_none() {
    TestServer.execute(project.database(), "CREATE TABLE foreign_one (a INT)");
    project.environment("staging", Policy.STAGING).stamp("production:staging");
    MigrateException e = refused("stamp-mismatch", m -> m.baseline("1", null));
    says(e, "This database has no stamp to rename.");
    says(e, "at: -Dmigrate.stamp=production:staging");
    says(e, "really is staging: -Dmigrate.environment=staging -Dmigrate.stamp=staging");
    assertEquals(List.of("foreign_one"), TestServer.query(project.database(), "SHOW TABLES"));
  }

  @Test
  void a_database_ahead_of_the_project_is_left_alone_and_said_so() {
    project.write("V2__b.sql", "CREATE TABLE b (a INT);");
    upgrade();
    project.delete("V2__b.sql");
    String notice =
        "V2 b is applied to the database and newer than what this project has: an older checkout?";
    assertEquals(List.of(notice), with(m -> m.upgrade(null)).notices());
    assertEquals(List.of(notice), with(Migrator::current).attention());
  }

  @Test
  void a_database_with_tables_and_no_history() {
    TestServer.execute(project.database(), "CREATE TABLE foreign_one (a INT)");
    MigrateException e = refused("not-baselined", m -> m.upgrade(null));
    says(e, "This database is not empty and has no history of migrations");
    says(e, "mvn migrate:baseline -Dmigrate.to=1 -Dmigrate.stamp=development");
    assertEquals(List.of("foreign_one"), TestServer.query(project.database(), "SHOW TABLES"));
  }

  @Test
  void a_baseline_of_a_database_that_has_a_history() {
    upgrade();
    MigrateException e = refused("baseline-too-late", m -> m.baseline("1", null));
    says(e, "This database has a history already, of 1 rows.");
    says(e, "mvn migrate:history");
    assertEquals(
        "version-invalid",
        fails(ConfigurationException.class, m -> m.baseline("one", null)).problem().code());
  }

  @Test
  void a_file_changed_after_it_was_applied() {
    upgrade();
    project.write("V1__a.sql", "CREATE TABLE a (a BIGINT PRIMARY KEY);");
    MigrateException e = refused("checksum-changed", m -> m.upgrade(null));
    says(e, "V1 a was changed after it was applied: its checksum is ");
    says(e, "at: " + MIGRATIONS + "V1__a.sql");
    says(e, "Bring the file back as it was applied (git log -p -- FILE)");
    says(e, "mvn migrate:repair");
  }

  @Test
  void a_file_deleted_after_it_was_applied() {
    project.write("V2__b.sql", "CREATE TABLE b (a INT);");
    upgrade();
    project.delete("V1__a.sql");
    MigrateException e = refused("migration-missing", m -> m.upgrade(null));
    says(e, "V1 a is applied to the database, and its file is not in the project.");
    says(e, "at: V1__a.sql");
    says(e, "Bring the file back");
    says(e, "mvn migrate:repair");
  }

  @Test
  void two_files_with_one_version() {
    project.write("V1_0__again.sql", A);
    MigrateException e = fails(ConfigurationException.class, m -> m.upgrade(null));
    assertEquals("version-duplicate", e.problem().code());
    says(e, "more than one migration with version 1");
    says(e, MIGRATIONS + "V1__a.sql");
    says(e, MIGRATIONS + "V1_0__again.sql");
    says(e, "fix: Rename the one that is applied nowhere yet");
  }

  @Test
  void two_undos_of_one_version() {
    project.write("U1__a.sql", "DROP TABLE a;").write("U1.0__a.sql", "DROP TABLE a;");
    MigrateException e = fails(ConfigurationException.class, m -> m.upgrade(null));
    assertEquals("undo-duplicate", e.problem().code());
    says(e, "Two files undo version 1");
    says(e, MIGRATIONS + "U1__a.sql");
  }

  @Test
  void versions_that_cannot_be_taken_back() {
    project
        .write("V2__b.sql", "CREATE TABLE b (a INT);")
        .write("V3__c.sql", "CREATE TABLE c (a INT);")
        .write("U2__b.sql", "-- nothing here")
        .write("U3__c.sql", "-- migrate:irreversible the rows are gone");
    upgrade();
    MigrateException e = refused("undo-irreversible", m -> m.downgrade(1));
    says(e, "V3 c cannot be taken back: the rows are gone");
    says(e, "at: " + MIGRATIONS + "U3__c.sql");
    says(e, "already done: nothing was changed");
    says(e, "fix: Write the undo");
    project.write("U3__c.sql", "DROP TABLE c;");
    e = refused("undo-empty", m -> m.downgrade(2));
    says(e, "The undo of V2 b has no statement.");
    says(e, "at: " + MIGRATIONS + "U2__b.sql");
    project.write("U2__b.sql", "DROP TABLE b;");
    e = refused("undo-missing", m -> m.downgradeTo("0"));
    says(e, "V1 a has no undo file.");
    says(e, "at: " + MIGRATIONS + "V1__a.sql");
    assertEquals("3", with(Migrator::current).version());
    says(refused("version-not-applied", m -> m.downgradeTo("7")), "Version 7 is not applied");
    says(refused("steps-bad", m -> m.downgrade(0)), "at least one version");
    says(
        fails(ConfigurationException.class, m -> m.downgradeTo("seven")), "seven is not a version");
  }

  @Test
  void an_environment_that_demands_undos_refuses_a_version_without() {
    project.environment(
        "development",
        new Policy(
            Policy.DEVELOPMENT.tls(), true, true, false, false, false, false, true, false, false));
    MigrateException e = refused("undo-missing", m -> m.upgrade(null));
    says(e, "V1 a has no undo file.");
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES"));
  }

  @Test
  void a_folder_that_does_not_exist() {
    project.flyway("locations", "classpath:db/elsewhere");
    MigrateException e = fails(ConfigurationException.class, m -> m.upgrade(null));
    assertEquals("location-missing", e.problem().code());
    says(e, "The location of migrations classpath:db/elsewhere does not exist.");
    says(e, "[src/main/resources]");
    says(e, "mvn migrate:generate");
    project.flyway("locations", "filesystem:sql");
    e = fails(ConfigurationException.class, m -> m.upgrade(null));
    says(e, "at: " + folder.resolve("sql"));
  }

  @Test
  void a_version_below_one_that_is_applied() {
    project.write("V3__c.sql", "CREATE TABLE c (a INT);");
    upgrade();
    project.write("V2__b.sql", "CREATE TABLE b (a INT);");
    MigrateException e = refused("out-of-order", m -> m.upgrade(null));
    says(e, "V2 b is not applied, and newer versions are.");
    says(e, "at: " + MIGRATIONS + "V2__b.sql");
    says(e, "<flyway><outOfOrder>true</outOfOrder></flyway>");
    project.flyway("outOfOrder", "true");
    upgrade();
    assertEquals(0, with(Migrator::current).pendingCount());
  }

  @Test
  void a_target_that_is_none() {
    project.write("V2__b.sql", "CREATE TABLE b (a INT);");
    MigrateException e = fails(ConfigurationException.class, m -> m.upgrade("5"));
    assertEquals("version-unknown", e.problem().code());
    says(e, "There is no version 5.");
    says(e, "at: -Dmigrate.to=5");
    says(e, "mvn migrate:history");
    e = fails(ConfigurationException.class, m -> m.upgrade("five"));
    assertEquals("version-invalid", e.problem().code());
    says(e, "five is not a version.");
    upgrade();
    e = refused("target-below-current", m -> m.upgrade("1"));
    says(e, "The database is at version 2, above 1.");
    says(e, "fix: To go back: mvn migrate:downgrade -Dmigrate.to=1");
  }

  @Test
  void a_file_whose_name_is_no_migrations() {
    project.write("V2_no_double.sql", A).write("notes.sql", "x");
    Report.Upgrade report = with(m -> m.upgrade(null));
    assertEquals(1, report.applied().size());
    assertEquals(2, report.notices().size());
    assertTrue(
        report.notices().get(0).startsWith(MIGRATIONS + "V2_no_double.sql is not run: "),
        report.notices().get(0));
    project.flyway("validateMigrationNaming", "true");
    MigrateException e = fails(ConfigurationException.class, m -> m.upgrade(null));
    assertEquals("name-invalid", e.problem().code());
    says(e, "at: " + MIGRATIONS + "V2_no_double.sql");
    says(e, "fix: Rename the file.");
  }

  @Test
  void a_file_that_is_not_utf_8() throws IOException {
    Files.write(
        project.folder().resolve("V2__latin.sql"),
        "INSERT INTO a VALUES ('größer');".getBytes(StandardCharsets.ISO_8859_1));
    MigrateException e = fails(ConfigurationException.class, m -> m.upgrade(null));
    assertEquals("file-encoding", e.problem().code());
    says(e, "The file is not valid UTF-8.");
    says(e, "at: " + MIGRATIONS + "V2__latin.sql");
    says(e, "fix: Save it as UTF-8, or set Flyway's `encoding`");
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES"));
  }

  @Test
  void a_java_migration_that_was_not_compiled() throws IOException {
    Path source = folder.resolve("src/main/java/db/migration/V2__Fill.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "package db.migration; class V2__Fill {}");
    MigrateException e = fails(ConfigurationException.class, m -> m.upgrade(null));
    assertEquals("migration-not-compiled", e.problem().code());
    says(e, "The migration db.migration.V2__Fill is not compiled.");
    says(e, "at: " + source);
    says(e, "mvn compile migrate:upgrade");
  }

  @Test
  void a_history_with_a_row_of_a_paid_edition() {
    upgrade();
    TestServer.execute(
        project.database(),
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success)"
            + " VALUES (2, '1', 'a', 'UNDO_SQL', 'U1__a.sql', 'me', 1, 1)");
    MigrateException e = refused("history-type-unknown", m -> m.upgrade(null));
    says(e, "The history has a row of type UNDO_SQL, which no open source Flyway reads.");
    says(e, "at: installed_rank 2, script U1__a.sql");
    says(e, "UNDO_SQL by DELETE");
  }

  @Test
  void a_state_written_by_a_newer_release() {
    upgrade();
    TestServer.execute(project.database(), "UPDATE migrate_environment SET format_version = 2");
    MigrateException e = refused("state-newer", m -> m.upgrade(null));
    says(e, "has format 2, written by a newer release; this one reads 1");
    says(e, "at: " + project.database().name() + ".migrate_environment");
    says(e, "use the newer release of the plugin");
  }

  @Test
  void a_bad_statement_3_of_5() {
    project.write(
        "V2__bad.sql",
        "CREATE TABLE one (a INT);",
        "CREATE TABLE two (a INT);",
        "CREATE TABEL three (a INT);",
        "CREATE TABLE four (a INT);",
        "CREATE TABLE five (a INT);");
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(MigrateException.class, () -> migrator.upgrade(null));
      assertEquals("statement-failed", e.problem().code());
      says(e, "[1064/42000] You have an error in your SQL syntax");
      says(e, "at: " + MIGRATIONS + "V2__bad.sql:3, statement 3: CREATE TABEL three (a INT)");
      says(
          e,
          "already done: statements 1 to 2 of 5 are committed\n  applied before it in this run: V1 a\n");
      says(e, "fix: Correct " + MIGRATIONS + "V2__bad.sql:3, then: ");
    }
    assertEquals(
        List.of("0"),
        TestServer.query(
            project.database(),
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN ('four', 'five')"));
  }

  private void upgrade() {
    with(m -> m.upgrade(null));
  }

  private <T> T with(Function<Migrator, T> goal) {
    try (Migrator migrator = project.migrator()) {
      return goal.apply(migrator);
    }
  }

  private MigrateException refused(String code, Consumer<Migrator> goal) {
    MigrateException e = fails(RefusedException.class, goal);
    assertEquals(code, e.problem().code(), e.problem().text());
    return e;
  }

  private <E extends MigrateException> MigrateException fails(
      Class<E> type, Consumer<Migrator> goal) {
    try (Migrator migrator = project.migrator()) {
      return assertThrows(type, () -> goal.accept(migrator));
    }
  }

  private static void says(MigrateException e, String part) {
    assertTrue(e.problem().text().contains(part), e.problem().text());
  }
}

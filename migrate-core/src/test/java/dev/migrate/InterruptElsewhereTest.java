package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Policy;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to end amid its work in a database that it has made itself. */
class InterruptElsewhereTest {

  private static final Policy AUDITED =
      new Policy(
          Policy.DEVELOPMENT.tls(), false, false, false, true, true, true, true, false, false);

  /** Takes its time in the databases that a run makes, and only there. */
  private static final String SLOW =
      "CREATE TABLE %s AS SELECT IF(DATABASE() LIKE 'migrate\\_%%', SLEEP(60), 0) AS n;";

  @TempDir Path folder;

  /** A table's name that nobody else has on the server. */
  private final String slow = "slow_" + UUID.randomUUID().toString().substring(0, 8);

  private TestProject project() {
    return TestProject.in(folder).write("V1__t.sql", "CREATE TABLE of_" + slow + " (id INT);");
  }

  private TestProject slowProject() {
    return project().write("V2__s.sql", SLOW.formatted(slow));
  }

  @Test
  void a_plan_leaves_no_scratch_database() throws Exception {
    TestProject project = project();
    Goals.of(project).upgrade();
    project.write("V2__s.sql", SLOW.formatted(slow));
    MigrateException e =
        interrupted(project, "plan", migrator -> migrator.plan(PlanRequest.upgrade()));
    Goals.says(e.problem().text(), "fix: Run it again: mvn migrate:plan");
  }

  @Test
  void the_replay_of_a_validation_leaves_no_scratch_database() throws Exception {
    TestProject project = slowProject();
    Goals.of(project).upgrade();
    interrupted(
        project, "validate", migrator -> migrator.validate(ValidateRequest.PENDING.withDrift()));
  }

  @Test
  void the_replays_of_a_comparison_leave_no_scratch_database() throws Exception {
    TestProject project = slowProject();
    Goals.of(project).upgrade();
    interrupted(project, "current", migrator -> migrator.compare("all", true));
  }

  @Test
  void a_report_that_looks_for_drift_leaves_no_scratch_database() throws Exception {
    TestProject project = slowProject();
    Goals.of(project).upgrade();
    interrupted(project, "report", migrator -> migrator.report("shop", true));
  }

  @Test
  void what_is_generated_from_a_replay_writes_no_file() throws Exception {
    TestProject project = slowProject();
    Path wanted = wanted("CREATE TABLE other (id INT PRIMARY KEY);");
    interrupted(project, "generate", migrator -> migrator.generate(request(wanted)));
    assertArrayEquals(new String[] {"V1__t.sql", "V2__s.sql"}, files(project));
  }

  @Test
  void what_is_generated_from_a_file_writes_no_file() throws Exception {
    TestProject project = project();
    Path wanted = wanted("CREATE TABLE of_" + slow + " (id INT);", SLOW.formatted(slow));
    interrupted(project, "generate", migrator -> migrator.generate(request(wanted)));
    assertArrayEquals(new String[] {"V1__t.sql"}, files(project));
  }

  private Path wanted(String... lines) throws IOException {
    return Files.writeString(folder.resolve("schema.sql"), String.join("\n", lines));
  }

  private static AutoRequest request(Path wanted) {
    return new AutoRequest(
        "other", wanted.toString(), false, false, List.of(), false, false, false);
  }

  private static String[] files(TestProject project) {
    String[] files = project.folder().toFile().list();
    java.util.Arrays.sort(files);
    return files;
  }

  /** Rows that a server takes its time for, each time it stores them. */
  private TestProject filled() {
    TestProject project =
        project()
            .environment("production", AUDITED)
            .write(
                "V2__s.sql",
                "CREATE TABLE "
                    + slow
                    + " (id INT PRIMARY KEY, c CHAR(128) AS (SHA2(REPEAT('x', 1000000 + id), 512))"
                    + " STORED);",
                "INSERT INTO " + slow + " (id) WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL",
                "  SELECT i + 1 FROM r WHERE i < 120) SELECT i FROM r;");
    Goals.of(project).upgrade();
    return project;
  }

  @Test
  void the_restore_of_a_verification_leaves_no_database_and_a_backup_that_is_not_verified()
      throws Exception {
    TestProject project = filled();
    interrupted(project, "backup", migrator -> migrator.backup(List.of(), "restore"));
    try (Migrator migrator = project.migrator()) {
      List<Report.BackupEntry> backups = migrator.backups(null, null).backups();
      assertNull(backups.get(0).verified(), backups.toString());
    }
  }

  @Test
  void a_restore_is_known_to_be_half_done_and_goes_on() throws Exception {
    TestProject project = filled();
    Path file;
    try (Migrator migrator = project.migrator()) {
      file = migrator.backup(List.of(), null).file();
    }
    DatabaseSettings database = project.database();
    TestServer.execute(
        database, "DROP DATABASE " + database.name(), "CREATE DATABASE " + database.name());
    RestoreRequest request = new RestoreRequest(file.toString(), null, List.of(), database.name());
    Interrupting running =
        Interrupting.start(project.migrator(), migrator -> migrator.restore(request));
    running.await(TestServer.admin(), loading(database.name()));
    MigrateException e = running.interrupt("restore");
    assertEquals("run-interrupted", e.problem().code());
    Goals.says(
        e.problem().text(),
        "rows are restored; nothing is to be used of them before the same restore has ended",
        "fix: Run it again: mvn migrate:restore -Dmigrate.file="
            + file
            + " -Dmigrate.environment=");
    assertNothingRuns(database.name());
    Goals.of(project).upgradeEnds("restore-half-done");
    try (Migrator migrator = project.migrator()) {
      migrator.restore(request);
    }
    assertEquals(
        List.of("120|120"), Goals.of(project).query("SELECT COUNT(*), COUNT(c) FROM " + slow));
    assertEquals(
        List.of("restore|interrupted|run-interrupted"),
        Goals.of(project)
            .query("SELECT goal, result, problem FROM migrate_audit WHERE result = 'interrupted'"));
  }

  /** The query for who fills the slow table in a database. */
  private String loading(String database) {
    return "SELECT db FROM information_schema.processlist WHERE info LIKE '%"
        + slow
        + "%' AND id <> CONNECTION_ID() AND command <> 'Sleep' AND db LIKE '"
        + database
        + "'";
  }

  /**
   * Interrupts a goal while it fills the slow table in a database it has made, and sees that
   * nothing is left.
   */
  private MigrateException interrupted(TestProject project, String goal, Consumer<Migrator> how)
      throws Exception {
    Interrupting running = Interrupting.start(project.migrator(), how);
    String database = running.await(TestServer.admin(), loading("migrate\\_%")).get(0);
    MigrateException e = running.interrupt(goal);
    assertEquals("run-interrupted", e.problem().code(), e.problem().text());
    assertNothingRuns(database);
    String left =
        "SELECT table_schema FROM information_schema.tables WHERE table_schema LIKE"
            + " 'migrate\\_%' AND table_name LIKE '%"
            + slow
            + "'";
    assertEquals(List.of(), TestServer.query(TestServer.admin(), left));
    assertFalse(
        TestServer.query(TestServer.admin(), "SHOW DATABASES").contains(database), database);
    return e;
  }

  /** Sessions that were ended are gone a moment later. */
  private static void assertNothingRuns(String database) throws InterruptedException {
    String query =
        "SELECT id, info FROM information_schema.processlist WHERE db = '" + database + "'";
    List<String> sessions = TestServer.query(TestServer.admin(), query);
    for (int i = 0; i < 100 && !sessions.isEmpty(); i++) {
      Thread.sleep(20);
      sessions = TestServer.query(TestServer.admin(), query);
    }
    assertEquals(List.of(), sessions);
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.Policy;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to end amid its work. */
class InterruptTest {

  private static final Policy CONFIRMED =
      new Policy(
          Policy.DEVELOPMENT.tls(), false, false, false, true, true, false, true, false, true);

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void tables() {
    project =
        TestProject.in(folder)
            .write(
                "V1__t.sql",
                "CREATE TABLE marks (n INT NOT NULL);",
                "CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL);",
                "INSERT INTO t WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r"
                    + " WHERE i < 200) SELECT i, 0 FROM r;");
    upgrade();
  }

  @Test
  void an_alter_is_ended_at_the_server_and_the_next_upgrade_executes_it_again() throws Exception {
    project.write(
        "V2__c.sql",
        "INSERT INTO marks VALUES (1);",
        "ALTER TABLE t ADD COLUMN c INT NULL;",
        "INSERT INTO marks VALUES (2);");
    MigrateException e;
    try (Connection holder = TestServer.connect(project.database());
        Statement statement = holder.createStatement()) {
      statement.execute("START TRANSACTION");
      statement.execute("SELECT COUNT(*) FROM t");
      e = interrupted(m -> m.upgrade(null), "state LIKE 'Waiting for table metadata lock%'");
      is(
          "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'ALTER%'"
              + " AND db = DATABASE()",
          "0");
    }
    assertEquals("run-interrupted", e.problem().code());
    says(e, "V2__c.sql:2, statement 2");
    says(e, "statement 1 of 3 is committed");
    says(e, "fix: Run it again: mvn migrate:upgrade (it goes on at statement 2)");
    is("SELECT success FROM flyway_schema_history WHERE version = '2'", "0");
    upgrade();
    is("SELECT GROUP_CONCAT(n ORDER BY n) FROM marks", "1,2");
    is("SELECT COUNT(c) FROM t", "0");
  }

  @Test
  void what_changes_rows_is_rolled_back() throws Exception {
    project.write("V2__n.sql", "UPDATE t SET n = n + 1;", "UPDATE t SET n = n + 1 + SLEEP(0.02);");
    MigrateException e = interrupted(m -> m.upgrade(null), "state LIKE 'User sleep%'");
    assertEquals("run-interrupted", e.problem().code());
    says(e, "nothing of this script");
    is("SELECT SUM(n) FROM t", "0");
    is("SELECT COUNT(*) FROM flyway_schema_history WHERE version = '2'", "0");
    project.write("V2__n.sql", "UPDATE t SET n = n + 1;", "UPDATE t SET n = n + 1 + SLEEP(0);");
    upgrade();
    is("SELECT MIN(n), MAX(n) FROM t", "2|2");
  }

  @Test
  void batches_go_on_after_the_last_one_that_is_committed() throws Exception {
    project.write("V2__n.sql", "-- migrate:batch 10", "UPDATE t SET n = n + 1;");
    MigrateException e;
    try (Connection holder = TestServer.connect(project.database());
        Statement statement = holder.createStatement()) {
      statement.execute("START TRANSACTION");
      statement.execute("SELECT * FROM t WHERE id = 105 FOR UPDATE");
      e = interrupted(m -> m.upgrade(null), "info LIKE '%UPDATE t%' AND time >= 1");
    }
    assertEquals("run-interrupted", e.problem().code());
    says(e, "of this statement the batches before the failure are committed");
    is("SELECT SUM(n), MAX(IF(n = 1, id, 0)) FROM t", "100|100");
    upgrade();
    is("SELECT MIN(n), MAX(n) FROM t", "1|1");
  }

  @Test
  void no_statement_begins_afterwards_and_all_run_once() throws Exception {
    StringBuilder script = new StringBuilder();
    for (int i = 1; i <= 150; i++) {
      script.append("CREATE TABLE m").append(i).append(" (a INT);\n");
      script.append("INSERT INTO marks VALUES (").append(i).append(");\n");
    }
    project
        .write("V2__m.sql", script.toString())
        .write("V3__n.sql", "INSERT INTO marks VALUES (0);");
    MigrateException e = interrupted(m -> m.upgrade(null), "state <> '' OR 1", "m20");
    assertEquals("run-interrupted", e.problem().code());
    says(e, "not begun: 1");
    is("SELECT COUNT(*) FROM marks WHERE n = 0", "0");
    upgrade();
    is("SELECT COUNT(*), COUNT(DISTINCT n) FROM marks", "151|151");
  }

  @Test
  void who_waits_for_another_run_waits_no_longer() throws Exception {
    project.write("V2__n.sql", "UPDATE t SET n = 1;");
    try (Connection holder = TestServer.connect(project.database());
        Statement statement = holder.createStatement()) {
      String table = "`" + project.database().name() + "`.`flyway_schema_history`";
      statement.execute("SELECT GET_LOCK('Flyway-" + table.hashCode() + "', 0)");
      MigrateException e = interrupted(m -> m.upgrade(null), "info LIKE '%GET_LOCK%'");
      assertEquals("run-interrupted", e.problem().code());
      says(e, "fix: Run it again: mvn migrate:upgrade");
      assertNull(e.problem().committed());
    }
    upgrade();
  }

  @Test
  void a_question_is_waited_for_no_longer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    TestServer.execute(project.database(), "INSERT INTO marks VALUES (1)");
    project
        .environment("development", CONFIRMED)
        .write("V2__d.sql", "DROP TABLE marks;")
        .asker(
            question -> {
              asked.countDown();
              hang();
              return Optional.empty();
            });
    Interrupting running = Interrupting.start(project.migrator(), m -> m.upgrade(null));
    assertTrue(asked.await(20, TimeUnit.SECONDS), () -> String.valueOf(running.failure()));
    assertEquals("run-interrupted", running.interrupt("upgrade").problem().code());
    is("SELECT COUNT(*) FROM marks", "1");
  }

  @Test
  void a_backup_leaves_no_file_and_no_lock() throws Exception {
    MigrateException e;
    try (Connection holder = TestServer.connect(project.database());
        Statement statement = holder.createStatement()) {
      statement.execute("LOCK TABLES t WRITE");
      e =
          interrupted(
              m -> m.backup(List.of(), null), "state LIKE 'Waiting for%' OR info LIKE 'FLUSH%'");
      statement.execute("UPDATE t SET n = 5");
    }
    assertEquals("run-interrupted", e.problem().code());
    Path backups = folder.resolve("backups/development");
    String[] left = backups.toFile().list();
    assertArrayEquals(new String[0], left == null ? new String[0] : left);
    try (Migrator migrator = project.migrator()) {
      migrator.backup(List.of(), null);
    }
  }

  @Test
  void a_run_that_has_nothing_left_to_do_ends_well() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
      migrator.interrupt();
    }
    try (Migrator migrator = project.migrator()) {
      migrator.interrupt();
      MigrateException e = assertThrows(MigrateException.class, () -> migrator.current());
      assertEquals("run-interrupted", migrator.told("current", e).problem().code());
    }
  }

  private static void hang() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private MigrateException interrupted(Consumer<Migrator> goal, String moment) throws Exception {
    return interrupted(goal, moment, "t");
  }

  /** Runs the goal and interrupts it once a session of its database is where it should be. */
  private MigrateException interrupted(Consumer<Migrator> goal, String moment, String table)
      throws Exception {
    Interrupting running = Interrupting.start(project.migrator(), goal);
    running.await(
        project.database(),
        "SELECT 1 FROM information_schema.processlist p JOIN information_schema.tables t"
            + " WHERE p.db = DATABASE() AND p.info NOT LIKE '%processlist%' AND p.command <> 'Sleep'"
            + " AND ("
            + moment
            + ") AND t.table_schema = DATABASE() AND t.table_name = '"
            + table
            + "'");
    return running.interrupt("upgrade");
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private void is(String query, String row) {
    assertEquals(List.of(row), TestServer.query(project.database(), query));
  }

  private static void says(MigrateException e, String part) {
    assertTrue(e.problem().text().contains(part), e.problem().text());
  }
}

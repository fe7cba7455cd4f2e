package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.audit.AuditEntry;
import dev.migrate.audit.AuditRow;
import dev.migrate.audit.AuditTable;
import dev.migrate.audit.Author;
import dev.migrate.audit.Seal;
import dev.migrate.environment.AuditSettings;
import dev.migrate.environment.BackupKeySource;
import dev.migrate.environment.Password;
import dev.migrate.environment.Policy;
import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import dev.migrate.validate.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what was written down stays as it was written, or is found out. */
class AuditChainTest {

  private static final Policy AUDITED =
      new Policy(
          Policy.DEVELOPMENT.tls(), false, false, false, false, true, false, true, false, false);

  @TempDir Path folder;

  private TestProject project;
  private Path file;

  @BeforeEach
  void threeRuns() {
    file = folder.resolve("log/audit.jsonl");
    project =
        TestProject.in(folder)
            .environment("production", AUDITED)
            .audit(new AuditSettings(Optional.of(file), BackupKeySource.NONE))
            .write("V1__a.sql", "CREATE TABLE a (id INT PRIMARY KEY);")
            .write("U1__a.sql", "DROP TABLE a;");
  }

  @Test
  void what_nobody_touched_is_found_in_order_in_table_and_file() throws Exception {
    run(3);
    assertEquals(List.of(), codes());
    assertEquals(6, Files.readAllLines(file).size());
    Report.Audit report = audit();
    assertEquals(6, report.rows().get(5).position());
    String head = report.rows().get(5).hash();
    assertTrue(Files.readAllLines(file).get(5).contains("\"hash\":\"" + head + "\""), head);
  }

  @Test
  void a_changed_row_is_found() {
    run(2);
    change("UPDATE migrate_audit SET os_user = 'nobody' WHERE position = 2");
    assertEquals(List.of("A801"), codes());
  }

  @Test
  void a_changed_row_with_a_hash_made_anew_is_found_by_the_next_row() {
    run(2);
    change("UPDATE migrate_audit SET goal = 'x', hash = REPEAT('0', 64) WHERE position = 2");
    assertTrue(codes().containsAll(List.of("A801", "A803", "A807")), codes().toString());
  }

  @Test
  void a_removed_row_is_found() {
    run(2);
    change("DELETE FROM migrate_audit WHERE position = 2");
    assertEquals(List.of("A802"), codes());
  }

  @Test
  void a_removed_last_row_is_found_by_the_head() {
    run(2);
    change("DELETE FROM migrate_audit WHERE position = 4");
    assertEquals(List.of("A802"), codes());
  }

  @Test
  void a_removed_last_row_is_found_by_the_file_where_the_head_was_changed_too() {
    run(2);
    change(
        "DELETE FROM migrate_audit WHERE position = 4",
        "UPDATE migrate_audit_head SET position = 3, hash ="
            + " (SELECT hash FROM migrate_audit WHERE position = 3)");
    assertEquals(List.of("A802"), codes());
  }

  @Test
  void rows_that_changed_places_are_found() {
    run(2);
    change(
        "UPDATE migrate_audit SET position = 99 WHERE position = 2",
        "UPDATE migrate_audit SET position = 2 WHERE position = 3",
        "UPDATE migrate_audit SET position = 3 WHERE position = 99");
    assertTrue(codes().containsAll(List.of("A801", "A803")), codes().toString());
  }

  @Test
  void a_row_that_was_added_by_hand_is_found() {
    run(1);
    change(
        "INSERT INTO migrate_audit (operation, phase, at, environment, goal, os_user, host,"
            + " database_user, format_version) VALUES ('x', 'ENDED', NOW(), 'p', 'g', 'u', 'h',"
            + " 'd', 2)");
    assertEquals(List.of("A805"), codes());
  }

  @Test
  void tables_that_were_dropped_are_found_by_the_file() {
    run(1);
    change("DROP TABLE migrate_audit, migrate_audit_head");
    assertEquals(List.of("A808"), codes());
    run(1);
    assertEquals(List.of("A808"), codes());
  }

  @Test
  void a_changed_line_of_the_file_is_found() throws Exception {
    run(2);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, lines.get(1).replace("\"goal\":\"upgrade\"", "\"goal\":\"downgrade\""));
    Files.write(file, lines);
    // The line itself, and the link of the next one to it.
    assertEquals(List.of("A807", "A807"), codes());
  }

  @Test
  void a_line_that_is_removed_from_the_file_is_found_by_the_next_whatever_database_it_is_of()
      throws Exception {
    run(3);
    List<String> lines = Files.readAllLines(file);
    List<String> without = new ArrayList<>(lines);
    without.remove(2);
    Files.write(file, without);
    assertTrue(one().contains("Line 3 of the file does not follow line 2"), one());
    Files.write(file, lines.subList(1, 6));
    assertTrue(one().contains("Lines before the first one of the file are gone"), one());
    List<String> more = new ArrayList<>(lines);
    more.add(3, "{\"database\": \"another:3306/shop\"}");
    Files.write(file, more);
    assertEquals(List.of("A807", "A807"), codes());
    Files.write(file, lines);
    assertEquals(List.of(), codes());
  }

  private String one() {
    List<Finding> findings = audit().findings();
    assertEquals(1, findings.size(), findings.toString());
    return findings.get(0).code() + " " + findings.get(0).message();
  }

  @Test
  void a_line_that_a_dying_run_left_in_the_middle_of_a_character_is_read_over() throws Exception {
    run(1);
    byte[] torn = "{\"database\":\"ä".getBytes(StandardCharsets.UTF_8);
    Files.write(file, Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);
    run(1);
    assertTrue(one().contains("Line 3 of the file cannot be read"), one());
  }

  @Test
  void lines_that_an_earlier_release_wrote_without_links_are_no_breach() throws Exception {
    run(1);
    List<String> old = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      old.add(line.replaceFirst(",\"link\":\"[^\"]*\"", ""));
    }
    Files.write(file, old);
    run(1);
    assertEquals(List.of(), codes());
  }

  @Test
  void links_made_with_a_key_are_not_made_anew_without_it() throws Exception {
    AuditSettings keyed =
        new AuditSettings(
            Optional.of(file),
            new BackupKeySource(true, () -> new Password.Fixed("correct horse")));
    project.audit(keyed);
    run(2);
    assertEquals(List.of(), codes());
    project.audit(new AuditSettings(Optional.of(file), BackupKeySource.NONE));
    run(1);
    project.audit(keyed);
    assertTrue(
        audit().findings().toString().contains("Line 5 of the file was added by other means"),
        audit().findings().toString());
  }

  @Test
  void a_java_migration_is_told_as_one_statement_with_the_hash_of_its_class() {
    project.java(
        "db.migration.V2__Fill",
        "package db.migration;",
        "public class V2__Fill extends org.flywaydb.core.api.migration.BaseJavaMigration {",
        "  public void migrate(org.flywaydb.core.api.migration.Context context)",
        "      throws Exception {",
        "    try (var statement = context.getConnection().createStatement()) {",
        "      statement.execute(\"INSERT INTO a VALUES (1)\");",
        "    }",
        "  }",
        "}");
    Goals.of(project).upgrade();
    List<AuditRow> rows = audit().rows();
    String statements = String.valueOf(rows.get(rows.size() - 1).value("statements"));
    Goals.says(statements, "\"where\":\"db.migration.V2__Fill\"");
    assertTrue(statements.matches(".*V2__Fill\",\"sha256\":\"[0-9a-f]{64}\".*"), statements);
  }

  @Test
  void with_a_key_a_chain_that_somebody_made_anew_is_found() {
    AuditSettings keyed =
        new AuditSettings(
            Optional.empty(), new BackupKeySource(true, () -> new Password.Fixed("correct horse")));
    project.audit(keyed);
    run(2);
    assertEquals(List.of(), codes());
    change("UPDATE migrate_audit SET os_user = 'nobody', chained_by = 'sha256' WHERE position = 4");
    assertEquals(List.of("A804", "A801"), codes());
    project.audit(new AuditSettings(Optional.empty(), BackupKeySource.NONE));
    change("DELETE FROM migrate_audit WHERE position = 4");
    assertEquals(List.of("A804", "A802"), codes());
  }

  @Test
  void rows_of_an_older_release_stay_and_the_chain_begins_behind_them() {
    run(1);
    change(
        "DROP TABLE migrate_audit_head",
        "DELETE FROM migrate_audit WHERE position = 1",
        "UPDATE migrate_audit SET format_version = 1",
        "ALTER TABLE migrate_audit DROP COLUMN ci_job, DROP COLUMN git_commit, DROP COLUMN"
            + " git_dirty, DROP COLUMN confirmation, DROP COLUMN overridden, DROP COLUMN"
            + " statements, DROP KEY position, DROP COLUMN position, DROP COLUMN previous, DROP"
            + " COLUMN hash, DROP COLUMN chained_by");
    project.audit(AuditSettings.NONE);
    assertEquals(1, audit().rows().size());
    run(1);
    assertEquals(List.of(), codes());
    assertEquals(List.of(0L, 1L, 2L), audit().rows().stream().map(row -> row.position()).toList());
    change("UPDATE migrate_audit SET os_user = 'nobody' WHERE format_version = 1");
    assertEquals(List.of("A803"), codes());
  }

  @Test
  void a_row_tells_the_statements_with_their_rows_and_the_error_of_the_one_that_failed() {
    String user = "u" + project.database().name();
    project.write(
        "V1__a.sql",
        "CREATE TABLE a (id INT PRIMARY KEY);",
        "INSERT INTO a VALUES (1), (2);",
        "CREATE USER " + user + " IDENTIFIED BY 'very secret';",
        "DROP USER " + user + ";",
        "CREATE TABLE a (id INT);");
    Goals.of(project).upgradeEnds("statement-failed");
    String statements = String.valueOf(audit().rows().get(1).value("statements"));
    Goals.says(statements, "V1__a.sql:2\",", "\"rows\":2", "\"failure\":\"1050/42S01\"");
    assertFalse(statements.contains("secret"), statements);
    assertEquals(List.of(), codes());
  }

  @Test
  void many_runs_at_once_make_one_chain() throws Exception {
    run(1);
    List<Thread> threads =
        Collections.nCopies(4, 0).stream().map(i -> new Thread(this::addRows)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), codes());
    assertEquals(22, audit().rows().size());
  }

  private void addRows() {
    try (Connection connection = TestServer.connect(project.database())) {
      for (int i = 0; i < 5; i++) {
        AuditEntry entry =
            new AuditEntry(
                UUID.randomUUID().toString(),
                AuditEntry.Phase.ENDED,
                "production",
                "upgrade",
                Author.here(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                "done",
                null);
        new AuditTable(project.database().name(), Seal.OPEN).add(connection, entry);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each leaves two rows. */
  private void run(int count) {
    for (int i = 0; i < count; i++) {
      if (TestServer.query(project.database(), "SHOW TABLES LIKE 'a'").isEmpty()) {
        Goals.of(project).upgrade();
      } else {
        Goals.of(project).downgrade();
      }
    }
  }

  private void change(String... statements) {
    TestServer.execute(project.database(), statements);
  }

  private List<String> codes() {
    return audit().findings().stream().map(Finding::code).toList();
  }

  private Report.Audit audit() {
    try (Migrator migrator = project.migrator()) {
      return migrator.audit();
    }
  }
}

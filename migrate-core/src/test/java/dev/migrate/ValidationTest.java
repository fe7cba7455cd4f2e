package dev.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Policy;
import dev.migrate.environment.RuleSettings;
import dev.migrate.environment.ScratchSettings;
import dev.migrate.environment.TargetServer;
import dev.migrate.environment.Tls;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What validate says of the server, the account, the history and the files as a whole. */
class ValidationTest {

  private static final String CREATE = "CREATE TABLE tasks (id INT PRIMARY KEY) COMMENT 'tasks';";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void oneMigration() {
    project = TestProject.in(folder).write("V1__tasks.sql", CREATE);
  }

  private Report.Validate validate() {
    return validate(ValidateRequest.PENDING);
  }

  private Report.Validate validate(ValidateRequest request) {
    try (Migrator migrator = project.migrator()) {
      return migrator.validate(request);
    }
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  /** The finding of a code that there is to be exactly once. */
  private Finding one(String code) {
    List<Finding> findings =
        validate().findings().stream().filter(each -> each.code().equals(code)).toList();
    assertEquals(1, findings.size(), code + " in " + validate().findings());
    return findings.get(0);
  }

  private List<String> codes() {
    return validate().findings().stream().map(Finding::code).toList();
  }

  private DatabaseSettings with(String variables) {
    return Accounts.with(project.database(), Map.of("sessionVariables", variables));
  }

  @Test
  void a_sound_project_has_no_finding_before_and_after_its_upgrade() {
    assertEquals(List.of(), codes());
    upgrade();
    Report.Validate report = validate();
    assertEquals(List.of(), report.findings());
    assertEquals(Report.Outcome.DONE, report.outcome());
    assertNull(report.problem());
  }

  @Test
  void a_time_zone_that_is_not_UTC_is_told() {
    project = project.with(with("time_zone='+05:30'"));
    Finding finding = one("time-zone-not-utc");
    assertEquals(Severity.INFO, finding.severity());
    assertTrue(finding.message().contains("+05:30"), finding.message());
  }

  @Test
  void a_server_that_the_migrations_are_not_for_is_found() {
    project.scratch(
        new ScratchSettings(Optional.empty(), Optional.of(new TargetServer("MySQL", 5, 7)), false));
    assertTrue(one("target-server-differs").message().contains("MySQL 5.7"));
  }

  @Test
  void an_unprotected_connection_is_found_where_it_is_no_development() {
    DatabaseSettings plain = with("sql_mode=@@sql_mode");
    project =
        project.with(
            new DatabaseSettings(
                plain.host(),
                plain.port(),
                plain.name(),
                plain.username(),
                plain.password(),
                Tls.DISABLED,
                null,
                plain.connectTimeout(),
                plain.lockTimeouts(),
                Map.of("allowPublicKeyRetrieval", "true")));
    assertFalse(codes().contains("tls-not-in-force"));
    project.environment("staging", Policy.STAGING);
    assertTrue(codes().contains("tls-not-in-force"));
  }

  @Test
  void an_account_that_may_not_change_anything_is_found_with_what_it_lacks() {
    String name = project.database().name();
    TestServer.execute(
        project.database(),
        "CREATE USER '" + name + "'@'%' IDENTIFIED BY 'reader-1'",
        "GRANT SELECT, INSERT ON `" + name + "`.* TO '" + name + "'@'%'");
    try {
      project = project.with(Accounts.at(project.database(), name, "reader-1"));
      Finding finding = one("privileges-missing");
      assertEquals(Severity.ERROR, finding.severity());
      assertTrue(finding.message().contains("ALTER, DROP, INDEX"), finding.message());
      assertFalse(finding.message().contains("SELECT"), finding.message());
    } finally {
      TestServer.execute(TestServer.admin(), "DROP USER '" + name + "'@'%'");
    }
  }

  @Test
  void a_server_that_does_not_answer_is_a_finding_and_the_files_are_looked_at_all_the_same() {
    project = project.with(TestServer.at(project.database(), 1));
    project.write("V2_bad.sql", "SELECT 1;");
    Report.Validate report = validate();
    assertEquals("server-unreachable", report.findings().get(0).code());
    assertEquals(Report.Outcome.REFUSED, report.outcome());
    assertTrue(String.join("\n", report.notices()).contains("V2_bad.sql is not run"));
  }

  @Test
  void another_environments_database_is_found() {
    upgrade();
    project.environment("staging", relaxed());
    assertEquals(Severity.ERROR, one("stamp-mismatch").severity());
  }

  private static Policy relaxed() {
    return new Policy(Tls.DISABLED, false, true, false, false, false, false, true, false, false);
  }

  @Test
  void a_file_with_a_name_that_is_no_migrations_is_found() {
    project.write("V2_bad.sql", "SELECT 1;");
    Finding finding = one("name-invalid");
    assertTrue(String.valueOf(finding.file()).endsWith("db/migration/V2_bad.sql"), finding + "");
  }

  @Test
  void two_files_of_one_version_are_found() {
    project.write("V1__again.sql", "SELECT 1;");
    Finding finding = one("version-duplicate");
    assertEquals(Severity.ERROR, finding.severity());
  }

  @Test
  void a_version_without_undo_is_found_where_the_policy_wants_one() {
    project.environment("review", relaxed());
    assertEquals(Severity.ERROR, one("undo-missing").severity());
    project.write("U1__tasks.sql", "DROP TABLE tasks;");
    assertFalse(codes().contains("undo-missing"));
  }

  @Test
  void a_missing_file_and_one_out_of_order_are_found_together() {
    project.write("V3__more.sql", "CREATE TABLE more (id INT PRIMARY KEY);");
    upgrade();
    project.delete("V1__tasks.sql").write("V2__late.sql", "SELECT 1;");
    assertEquals(List.of("migration-missing", "out-of-order"), codes().stream().sorted().toList());
  }

  @Test
  void several_heads_of_the_chain_are_found() {
    project
        .write("V2__a.sql", "-- revision: aaaaaaaaaaaa", "-- revises: 1", "SELECT 1;")
        .write("V3__b.sql", "-- revision: bbbbbbbbbbbb", "-- revises: 1", "SELECT 2;");
    Finding finding = one("revision-heads");
    assertTrue(finding.message().contains("2, 3 all revise 1"), finding.message());
    assertTrue(String.valueOf(finding.fix()).contains("migrate:rebase"));
  }

  @Test
  void git_tells_what_was_changed_in_an_applied_file() throws Exception {
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "one");
    upgrade();
    project.write("V1__tasks.sql", CREATE.replace("INT", "BIGINT"));
    git("commit", "-qam", "two");
    Finding finding = one("checksum-changed");
    assertTrue(
        finding.message().contains("\n- CREATE TABLE tasks (id INT")
            && finding.message().contains("\n+ CREATE TABLE tasks (id BIGINT"),
        finding.message());
    assertTrue(String.valueOf(finding.fix()).startsWith("git checkout "), finding.fix());
  }

  @Test
  void what_git_tells_of_a_changed_file_has_no_password() throws Exception {
    String account = "CREATE USER IF NOT EXISTS " + project.database().name();
    project.write("V1__tasks.sql", account + " IDENTIFIED BY 'Secret-1';");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "one");
    upgrade();
    project.write("V1__tasks.sql", account + " IDENTIFIED BY 'Secret-2';");
    try {
      String text = one("checksum-changed").toString();
      assertFalse(text.contains("Secret"), text);
      assertTrue(text.contains("not shown"), text);
    } finally {
      TestServer.execute(TestServer.admin(), "DROP USER " + project.database().name());
    }
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  @Test
  void a_half_done_migration_is_found_and_does_not_fail_the_build() {
    project.write("V2__two.sql", "CREATE TABLE two (id INT PRIMARY KEY);", "SELECT nothing;");
    try {
      upgrade();
    } catch (dev.migrate.outcome.StatementException expected) {
      assertTrue(expected.problem().text().contains("V2__two.sql:2"));
    }
    Finding finding = one("half-done");
    assertEquals(Severity.WARNING, finding.severity());
    assertFalse(validate().hasErrors());
  }

  @Test
  void a_setting_makes_a_finding_an_error_or_turns_it_off() {
    project.write("V2_bad.sql", "SELECT 1;");
    project.rules(new RuleSettings(Map.of("name-invalid", "error")));
    assertEquals("validation-failed", Objects.requireNonNull(validate().problem()).code());
    project.rules(new RuleSettings(Map.of("name-invalid", "off")));
    assertEquals(List.of(), codes());
  }

  @Test
  void nothing_is_changed_by_looking() {
    validate(ValidateRequest.PENDING.withDrift());
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES"));
  }

  @Test
  void drift_of_a_database_without_history_is_no_crash() {
    TestServer.execute(project.database(), "CREATE TABLE by_hand (id INT PRIMARY KEY)");
    String text =
        validate(ValidateRequest.PENDING.withDrift()).findings().stream()
            .map(Finding::message)
            .collect(Collectors.joining("\n"));
    assertTrue(text.contains("by_hand"), text);
  }

  @Test
  void a_changed_row_of_the_audit_is_found() {
    project.environment("production", audited());
    upgrade();
    assertEquals(List.of(), codes());
    TestServer.execute(project.database(), "UPDATE migrate_audit SET os_user = 'nobody'");
    assertTrue(codes().contains("A801"), codes().toString());
  }

  private static Policy audited() {
    return new Policy(Tls.DISABLED, true, false, false, false, true, false, true, false, false);
  }
}

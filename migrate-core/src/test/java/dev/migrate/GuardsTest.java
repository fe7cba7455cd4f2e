package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.AllowedHours;
import dev.migrate.environment.AllowedHours.Range;
import dev.migrate.environment.GuardSettings;
import dev.migrate.environment.GuardSettings.Kind;
import dev.migrate.environment.Policy;
import dev.migrate.outcome.Event;
import dev.migrate.testing.Goals;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a change at the wrong time, from the wrong files, or of a table that is too large. */
class GuardsTest {

  private static final Policy AUDITED =
      new Policy(
          Policy.DEVELOPMENT.tls(), false, false, false, false, true, false, true, false, false);

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void aTableWithRows() {
    project =
        TestProject.in(folder)
            .environment("production", AUDITED)
            .write("V1__a.sql", "CREATE TABLE a (id INT PRIMARY KEY, note VARCHAR(10));");
    Goals.of(project).upgrade();
    TestServer.execute(project.database(), "INSERT INTO a VALUES (1, '1')");
    project.write("V2__b.sql", "ALTER TABLE a MODIFY note INT;");
  }

  @Test
  void outside_of_the_allowed_hours_nothing_is_changed() {
    project.guards(guards(hours(2), null, false));
    Goals.says(
        refused("hours-not-allowed"),
        "production is changed in the hours 00:00-00:01 Z only",
        "-Dmigrate.override=hours");
    project.guards(guards(hours(2), null, false, Kind.GIT));
    refused("hours-not-allowed");
    project.guards(guards(hours(2), null, false, Kind.HOURS));
    Goals.of(project).upgrade();
    assertEquals(List.of("hours"), overridden());
    assertTrue(
        project.events().stream()
            .anyMatch(
                e -> e instanceof Event.Notice n && n.text().startsWith("Overridden (hours)")));
  }

  @Test
  void within_the_allowed_hours_it_is() {
    project.guards(guards(hours(-1), null, false, Kind.HOURS));
    Goals.of(project).upgrade();
    assertEquals(List.of(), overridden());
  }

  @Test
  void a_table_that_is_too_large_is_not_copied() {
    project.guards(guards(null, 1L, false));
    Goals.says(refused("copy-too-large"), "more than 1 bytes", "V2__b.sql:1 a of", "migrate:plan");
    project.guards(guards(null, 1L << 40, false));
    Goals.of(project).upgrade();
    project.write("V3__c.sql", "ALTER TABLE a ADD COLUMN more INT;");
    project.guards(guards(null, 1L, false));
    Goals.of(project).upgrade();
  }

  @Test
  void files_that_are_not_those_of_a_commit_are_not_run() throws Exception {
    project.guards(guards(null, null, true));
    Goals.says(refused("git-not-clean"), "Git does not know", "-Dmigrate.override=git");
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "x");
    project.write("V3__c.sql", "CREATE TABLE c (id INT);");
    Goals.says(refused("git-not-clean"), "are not those of commit", "V3__c.sql");
    project.delete("V3__c.sql");
    Goals.of(project).upgrade();
    assertEquals(
        List.of("40|0"),
        TestServer.query(
            project.database(),
            "SELECT LENGTH(git_commit), git_dirty FROM migrate_audit WHERE result = 'done' AND"
                + " version_before = 1"));
  }

  @Test
  void with_several_guards_in_the_way_the_hours_come_first_and_every_override_is_written_down() {
    project.guards(guards(hours(2), 1L, true));
    refused("hours-not-allowed");
    project.guards(guards(hours(2), 1L, true, Kind.HOURS));
    refused("git-not-clean");
    project.guards(guards(hours(2), 1L, true, Kind.HOURS, Kind.GIT));
    refused("copy-too-large");
    project.guards(guards(hours(2), 1L, true, Kind.HOURS, Kind.GIT, Kind.COPY));
    Goals.of(project).upgrade();
    assertEquals(List.of("hours", "hours,git", "hours,git,copy"), overridden());
  }

  @Test
  void a_run_without_work_is_let_pass() {
    project.delete("V2__b.sql");
    project.guards(guards(hours(2), 1L, true));
    assertFalse(Goals.of(project).upgrade().applied().size() > 0);
  }

  private String refused(String code) {
    String before = Snapshot.of(project);
    String text = Goals.of(project).upgradeEnds(code);
    Goals.says(text, "nothing was changed");
    assertEquals(before, Snapshot.of(project));
    return text;
  }

  /** An hour that begins in so many hours. */
  private static AllowedHours hours(int from) {
    LocalTime begin = LocalTime.now(ZoneOffset.UTC).plusHours(from);
    return new AllowedHours(
        List.of(new Range(begin, begin.plusHours(3).minusMinutes(1))),
        ZoneOffset.UTC,
        "00:00-00:01 Z");
  }

  private static GuardSettings guards(
      @Nullable AllowedHours hours, @Nullable Long copy, boolean git, Kind... overridden) {
    return new GuardSettings(
        Optional.empty(),
        Optional.ofNullable(hours),
        Optional.ofNullable(copy),
        git,
        Set.of(overridden));
  }

  private List<String> overridden() {
    return TestServer.query(
        project.database(),
        "SELECT overridden FROM migrate_audit WHERE overridden IS NOT NULL AND phase = 'ENDED'"
            + " ORDER BY position");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    assertEquals(0, new ProcessBuilder(command).directory(folder.toFile()).start().waitFor());
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.GuardSettings;
import dev.migrate.environment.Policy;
import dev.migrate.outcome.RefusedException;
import dev.migrate.testing.Goals;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What loses data in production runs only as somebody reviewed it. */
class ConfirmTest {

  private static final Policy CONFIRMED =
      new Policy(
          Policy.DEVELOPMENT.tls(), false, false, false, true, true, false, true, false, true);

  private static final Pattern CONFIRM = Pattern.compile("-Dmigrate\\.confirm=(\\S+)");

  private static final String DROP = "ALTER TABLE a DROP COLUMN note;";

  @TempDir Path folder;

  private TestProject project;
  private String name;

  @BeforeEach
  void aDatabaseWithRows() {
    project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (id INT PRIMARY KEY, note TEXT);")
            .write("U1__a.sql", "DROP TABLE a;")
            .environment("production", Policy.DEVELOPMENT);
    Goals.of(project).upgrade();
    TestServer.execute(project.database(), "INSERT INTO a VALUES (1, 'kept')");
    project
        .environment("production", CONFIRMED)
        .write("V2__b.sql", DROP)
        .write("U2__b.sql", "ALTER TABLE a ADD COLUMN note TEXT;");
    name = project.database().name();
  }

  @Test
  void nothing_but_what_was_reviewed_passes() throws Exception {
    String right = wanted();
    String digest = right.substring(right.indexOf(':') + 1);
    String before = everything();
    attempt("batch without a confirmation", () -> confirm(null), "nobody has confirmed it");
    attempt("its name alone", () -> confirm(name), "the database alone does not say");
    attempt(
        "another name", () -> confirm("other:" + digest), "\"other:" + digest + "\" was confirmed");
    attempt(
        "its name in capitals",
        () -> confirm(name.toUpperCase(Locale.ROOT) + ":" + digest),
        "was confirmed");
    attempt("the digest alone", () -> confirm(digest), "was confirmed");
    attempt(
        "a digest in capitals",
        () -> confirm(name + ":" + digest.toUpperCase(Locale.ROOT)),
        "not what would run");
    attempt(
        "half a digest",
        () -> confirm(right.substring(0, right.length() - 1)),
        "not what would run");
    attempt("the digest of a downgrade", () -> confirm(ofADowngrade()), "not what would run");
    attempt(
        "the digest of the same plan of another database",
        () -> confirm(name + ":" + ofAnotherDatabase()),
        "not what would run");
    attempt(
        "a file that was changed after the plan",
        () -> confirm(right).write("V2__b.sql", DROP, "DELETE FROM a;"),
        "not what would run");
    project.write("V2__b.sql", DROP);
    attempt(
        "a file that was added after the plan",
        () -> confirm(right).write("V3__c.sql", "DROP TABLE a;"),
        "not what would run");
    project.delete("V3__c.sql");
    attempt(
        "a callback that was added after the plan",
        () -> confirm(right).write("beforeMigrate.sql", "DELETE FROM a;"),
        "not what would run");
    project.delete("beforeMigrate.sql");
    attempt(
        "a comment that allows it",
        () -> confirm(null).write("V2__b.sql", "-- migrate:allow D103 unused since 2024", DROP),
        "nobody has confirmed it");
    project.write("V2__b.sql", DROP);
    attempt(
        "a name typed wrong",
        () -> confirm(null).asker(q -> Optional.of("shop")),
        "\"shop\" was typed");
    attempt("nothing typed", () -> confirm(null).asker(q -> Optional.of("")), "\"\" was typed");
    project.asker(Asker.NOBODY);
    System.setProperty("migrate.confirm", right);
    try {
      attempt("a property of the JVM", () -> confirm(null), "nobody has confirmed it");
    } finally {
      System.clearProperty("migrate.confirm");
    }
    assertEquals(before, everything());
    assertFalse(Files.exists(folder.resolve("backups")), "a backup was taken");
    assertTrue(auditOfRefusals() > 15, "refusals are written down");
    confirm(right);
    Goals.of(project).upgrade();
    assertEquals(
        List.of("upgrade|done|" + right),
        TestServer.query(
            project.database(),
            "SELECT goal, result, confirmation FROM migrate_audit WHERE result = 'done'"));
  }

  @Test
  void of_two_runs_with_one_confirmation_one_runs_and_the_second_goal_is_refused()
      throws Exception {
    confirm(wanted());
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Future<Report.Upgrade>> runs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      runs.add(pool.submit(() -> Goals.of(project).upgrade()));
    }
    int applied = 0;
    for (Future<Report.Upgrade> run : runs) {
      applied += run.get().applied().size();
    }
    pool.shutdown();
    assertEquals(1, applied);
    Goals.says(downgradeRefused(), "not what would run");
  }

  @Test
  void who_types_the_name_after_seeing_what_is_lost_lets_it_go_on() {
    List<String> asked = new ArrayList<>();
    project.asker(
        question -> {
          asked.add(question);
          return Optional.of(name + " ");
        });
    Goals.of(project).upgrade();
    assertEquals(1, asked.size());
    Goals.says(asked.get(0), "V2__b.sql:1 loses column note of a", "Type the name", name);
    assertEquals(
        List.of("1"),
        TestServer.query(
            project.database(),
            "SELECT COUNT(*) FROM migrate_audit WHERE confirmation LIKE '%typed%' AND phase ="
                + " 'ENDED'"));
  }

  @Test
  void what_loses_nothing_needs_no_word_and_what_nobody_can_foresee_does() {
    project.write("V2__b.sql", "ALTER TABLE a ADD COLUMN more TEXT;");
    Goals.of(project).upgrade();
    project
        .write("V3__c.sql", "CREATE PROCEDURE p() DELETE FROM a;")
        .write("V4__d.sql", "CALL p();");
    Goals.says(
        Goals.of(project).upgradeEnds("not-confirmed"), "V4__d.sql:1 loses perhaps anything");
  }

  @Test
  void a_narrowed_type_has_to_be_confirmed_and_one_that_nobody_could_compare() {
    Policy alone =
        new Policy(
            Policy.DEVELOPMENT.tls(), false, false, false, true, true, false, false, false, true);
    project
        .environment("production", alone)
        .write("V2__b.sql", "ALTER TABLE a MODIFY note VARCHAR(10);");
    Goals.says(
        Goals.of(project).upgradeEnds("not-confirmed"),
        "V2__b.sql:1 loses values longer than 10 of a.note");
    project.write(
        "V2__b.sql",
        "CREATE PROCEDURE p() SET @a = 1;",
        "CALL p();",
        "ALTER TABLE a MODIFY note LONGTEXT;");
    Goals.says(
        Goals.of(project).upgradeEnds("not-confirmed"),
        "perhaps values of a.note: what its type was is not known here");
    project.write("V2__b.sql", "ALTER TABLE a MODIFY note MEDIUMTEXT;");
    Goals.of(project).upgrade();
    project.environment("production", CONFIRMED);
    project.write("V3__c.sql", "ALTER TABLE a MODIFY note TEXT;");
    Goals.says(
        Goals.of(project).upgradeEnds("not-confirmed"), "values longer than 65535 bytes of a.note");
    project.write("V3__c.sql", "ALTER TABLE a MODIFY note LONGTEXT;");
    Goals.of(project).upgrade();
  }

  @Test
  void a_database_that_is_not_there_yet_is_planned_and_made() {
    Policy guarded =
        new Policy(
            Policy.DEVELOPMENT.tls(), false, false, false, true, true, false, false, true, true);
    TestServer.execute(project.database(), "DROP DATABASE " + name);
    project
        .environment("production", guarded)
        .write("V2__b.sql", "ALTER TABLE a ADD COLUMN more INT;");
    try (Migrator migrator = project.migrator()) {
      assertEquals(2, migrator.plan(PlanRequest.upgrade()).statements().size());
    }
    Goals.of(project).upgrade();
    assertEquals(List.of("0"), Goals.of(project).query("SELECT COUNT(more) FROM a"));
  }

  @Test
  void plan_asks_for_a_confirmation_where_upgrade_does() {
    project
        .write("V2__b.sql", "ALTER TABLE a ADD COLUMN more INT;")
        .write("beforeMigrate.sql", "DELETE FROM a WHERE id < 0;");
    Goals.of(project).upgradeEnds("not-confirmed");
    try (Migrator migrator = project.migrator()) {
      assertTrue(migrator.plan(PlanRequest.upgrade()).confirmed());
    }
    project.delete("beforeMigrate.sql");
    try (Migrator migrator = project.migrator()) {
      assertFalse(migrator.plan(PlanRequest.upgrade()).confirmed());
    }
    Goals.of(project).upgrade();
  }

  @Test
  void development_asks_nothing_but_a_wrong_confirmation_is_refused() {
    project.environment("production", Policy.DEVELOPMENT);
    confirm(name + ":0123456789abcdef");
    Goals.says(Goals.of(project).upgradeEnds("not-confirmed"), "not what would run");
    confirm(null);
    Goals.of(project).upgrade();
  }

  @Test
  void an_undo_that_loses_data_is_confirmed_with_how_far_it_goes() throws Exception {
    confirm(wanted());
    Goals.of(project).upgrade();
    confirm(null);
    try (Migrator migrator = project.migrator()) {
      String refused =
          assertThrows(RefusedException.class, () -> migrator.downgradeTo("0")).getMessage();
      Goals.says(
          refused,
          "U1__a.sql:1 loses table a",
          "migrate:plan -Dmigrate.downgrade -Dmigrate.to=0 -Dmigrate.environment=production",
          "migrate:downgrade -Dmigrate.to=0 -Dmigrate.environment=production -Dmigrate.confirm=");
    }
  }

  private interface Attempt {
    void prepare() throws Exception;
  }

  private void attempt(String what, Attempt attempt, String words) throws Exception {
    String rows = TestServer.query(project.database(), "SELECT * FROM a").toString();
    attempt.prepare();
    String refused = Goals.of(project).upgradeEnds("not-confirmed");
    assertTrue(refused.contains(words), () -> what + ": " + refused);
    assertTrue(refused.contains("nothing was changed"), () -> what + ": " + refused);
    assertEquals(rows, TestServer.query(project.database(), "SELECT * FROM a").toString(), what);
  }

  private TestProject confirm(@Nullable String what) {
    return project.guards(what == null ? GuardSettings.NONE : GuardSettings.NONE.confirmed(what));
  }

  private String wanted() throws Exception {
    return wantedOf(() -> Goals.of(project).upgradeEnds("not-confirmed"));
  }

  private static String wantedOf(Callable<String> refusal) throws Exception {
    Matcher confirm = CONFIRM.matcher(refusal.call());
    assertTrue(confirm.find());
    return confirm.group(1);
  }

  private String downgradeRefused() {
    try (Migrator migrator = project.migrator()) {
      return assertThrows(RefusedException.class, () -> migrator.downgrade(1)).problem().text();
    }
  }

  private String ofADowngrade() throws Exception {
    confirm(null);
    return wantedOf(this::downgradeRefused);
  }

  private String ofAnotherDatabase() throws Exception {
    TestProject other =
        TestProject.in(folder.resolve("other"))
            .write("V1__a.sql", "CREATE TABLE a (id INT PRIMARY KEY, note TEXT);")
            .write("U1__a.sql", "DROP TABLE a;")
            .environment("production", Policy.DEVELOPMENT);
    Goals.of(other).upgrade();
    other
        .environment("production", CONFIRMED)
        .write("V2__b.sql", DROP)
        .write("U2__b.sql", "ALTER TABLE a ADD COLUMN note TEXT;");
    String confirm = wantedOf(() -> Goals.of(other).upgradeEnds("not-confirmed"));
    return confirm.substring(confirm.indexOf(':') + 1);
  }

  private int auditOfRefusals() {
    return Integer.parseInt(
        TestServer.query(
                project.database(),
                "SELECT COUNT(*) FROM migrate_audit WHERE result = 'refused' AND problem ="
                    + " 'not-confirmed'")
            .get(0));
  }

  private String everything() {
    return Snapshot.of(project)
        + TestServer.query(project.database(), "SELECT * FROM flyway_schema_history")
        + TestServer.query(project.database(), "SHOW TABLES LIKE 'migrate%'").stream()
            .filter(table -> !table.startsWith("migrate_audit"))
            .toList();
  }
}

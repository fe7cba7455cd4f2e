package dev.migrate;

import static dev.migrate.testing.Goals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.environment.Resume;
import dev.migrate.server.Vendor;
import dev.migrate.testing.Death;
import dev.migrate.testing.Goals;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where nobody can know whether a statement ran, a person is asked, once for each. */
@Timeout(120)
class UndecidedTest {

  private static final String SKIP = "mvn migrate:upgrade -Dmigrate.resume=skip";
  private static final String REDO = "mvn migrate:upgrade -Dmigrate.resume=redo";

  @TempDir Path folder;

  private TestProject project;
  private Goals goals;

  @BeforeEach
  void base() {
    project = TestProject.in(folder);
    goals = Goals.of(project);
    project.write(
        "V1__base.sql",
        "CREATE TABLE n (c INT);",
        "INSERT INTO n VALUES (0);",
        "CREATE PROCEDURE commits() BEGIN UPDATE n SET c = c + 1; COMMIT; UPDATE n SET c = c + 10;"
            + " END;",
        "CREATE PROCEDURE one() BEGIN UPDATE n SET c = c + 1; END;");
    goals.upgrade();
  }

  /** With such a table nearby a CALL could change it, too. */
  private void withoutTransactions() {
    project.write("V1.1__m.sql", "CREATE TABLE m (a INT) ENGINE=MyISAM;");
    goals.upgrade();
  }

  private String count() {
    return goals.query("SELECT c FROM n").get(0);
  }

  /** The upgrade asks, twice the same, and changes nothing. */
  private String asked() {
    String before = Snapshot.of(project);
    String text = goals.upgradeEnds("resume-undecided");
    assertEquals(text, goals.upgradeEnds("resume-undecided"));
    assertEquals(before, Snapshot.of(project));
    assertEquals("half done", goals.state("2"));
    says(text, SKIP, REDO, "all statements before it are committed");
    return text;
  }

  private void upgrade(Resume choice) {
    project.resume(choice);
    goals.upgrade();
    project.resume(Resume.ASK);
    assertEquals("applied", goals.state("2"));
  }

  @Test
  void a_call_that_commits_is_asked_about_and_skipped() {
    project.write(
        "V2__x.sql", "ALTER TABLE n ADD d INT;", "CALL commits();", "UPDATE n SET d = 1;");
    Death.ofUpgrade(project).after("CALL commits");
    String text = asked();
    says(text, "V2__x.sql:2, statement 2: CALL commits()", "it committed a part of what it does");
    assertEquals("11", count());
    upgrade(Resume.SKIP);
    assertEquals(List.of("11|1"), goals.query("SELECT c, d FROM n"));
  }

  @Test
  void a_call_that_commits_is_asked_about_and_done_again() {
    project.write("V2__x.sql", "UPDATE n SET c = c + 100;", "CALL commits();");
    Death.ofUpgrade(project).after("CALL commits");
    asked();
    assertEquals("111", count());
    upgrade(Resume.REDO);
    assertEquals("122", count());
  }

  @Test
  void a_call_killed_after_its_commit_is_asked_about() throws Exception {
    project.write(
        "V1.2__slow.sql",
        "CREATE PROCEDURE slow() BEGIN UPDATE n SET c = c + 1; COMMIT; DO SLEEP(60);"
            + " UPDATE n SET c = c + 10; END;");
    goals.upgrade();
    project.write(
        "V2__x.sql", "UPDATE n SET c = c + 100;", "CALL slow();", "CREATE TABLE u (a INT);");
    CompletableFuture<String> run =
        CompletableFuture.supplyAsync(() -> goals.upgradeEnds("connection-lost"));
    // Not itself as it was asked before: a session shows its query a moment longer than it lasts.
    String find =
        "SELECT id FROM information_schema.processlist WHERE db = '"
            + project.database().name()
            + "' AND info LIKE '%SLEEP(60)%' AND info NOT LIKE '%processlist%'";
    while (goals.query(find).isEmpty()) {
      Thread.sleep(20);
    }
    TestServer.execute(project.database(), "KILL " + goals.query(find).get(0));
    says(run.get(), "statement 2: CALL slow()", "is found out by the next run");
    assertEquals("101", count());
    says(asked(), "V2__x.sql:2, statement 2: CALL slow()");
    upgrade(Resume.SKIP);
    assertEquals("101", count());
  }

  @Test
  void a_call_that_the_server_never_saw_is_simply_executed() {
    project.write("V2__x.sql", "ALTER TABLE n ADD d INT;", "CALL commits();");
    Death.ofUpgrade(project).before("CALL commits");
    goals.upgrade();
    assertEquals("11", count());
  }

  @Test
  void a_call_that_does_not_commit_is_executed_again_without_a_question() {
    project.write(
        "V2__x.sql", "UPDATE n SET c = c + 10;", "CALL one();", "CREATE TABLE u (a INT);");
    Death.ofUpgrade(project).before("CALL one");
    assertEquals("0", count());
    Death.ofUpgrade(project).after("CALL one");
    goals.upgrade();
    assertEquals("11", count());
  }

  @Test
  void each_statement_is_asked_about_for_itself() {
    withoutTransactions();
    project.write(
        "V2__x.sql", "INSERT INTO m VALUES (1);", "INSERT INTO m VALUES (2);", "CALL commits();");
    Death.ofUpgrade(project).after("INSERT INTO m VALUES (1)");
    says(asked(), "statement 1: INSERT INTO m VALUES (1)");
    project.resume(Resume.SKIP);
    Death.ofUpgrade(project).after("INSERT INTO m VALUES (2)");
    project.resume(Resume.ASK);
    says(asked(), "statement 2: INSERT INTO m VALUES (2)");
    project.resume(Resume.SKIP);
    Death.ofUpgrade(project).after("CALL commits");
    project.resume(Resume.ASK);
    says(asked(), "statement 3: CALL commits()");
    upgrade(Resume.SKIP);
    assertEquals(List.of("1", "2"), goals.query("SELECT a FROM m ORDER BY a"));
  }

  @Test
  void an_insert_without_transactions_is_asked_about() {
    withoutTransactions();
    project.write("V2__x.sql", "INSERT INTO m VALUES (1);", "INSERT INTO n VALUES (5);");
    Death.ofUpgrade(project).before("INSERT INTO m");
    String text = asked();
    says(text, "what it does cannot be seen from outside", "now: ");
    upgrade(Resume.REDO);
    assertEquals(List.of("1"), goals.query("SELECT a FROM m"));
    assertEquals(List.of("0", "5"), goals.query("SELECT c FROM n ORDER BY c"));
  }

  @Test
  void a_choice_without_a_question_decides_nothing() {
    project.write("V2__x.sql", "ALTER TABLE n ADD d INT;", "CREATE TABLE u (a INT);");
    Death.ofUpgrade(project).after("CREATE TABLE u");
    upgrade(Resume.REDO);
    project.write("V3__y.sql", "ALTER TABLE n ADD e INT;", "CREATE TABLE v (a INT);");
    Death.ofUpgrade(project).before("CREATE TABLE v");
    project.resume(Resume.SKIP);
    goals.upgrade();
    assertEquals(List.of(), goals.query("SELECT a FROM v"));
  }

  @Test
  void half_a_drop_of_two_tables_is_asked_about_on_mariadb() {
    assumeTrue(TestServer.vendor() == Vendor.MARIADB, "atomic on MySQL");
    project.write(
        "V2__x.sql", "CREATE TABLE a (i INT);", "CREATE TABLE b (i INT);", "DROP TABLE a, b;");
    Death.ofUpgrade(project).before("DROP TABLE a, b");
    TestServer.execute(project.database(), "DROP TABLE a");
    String text = asked();
    says(text, "V2__x.sql:3, statement 3: DROP TABLE a, b", "now: ", "a", "b");
    TestServer.execute(project.database(), "DROP TABLE b");
    goals.upgrade();
    assertEquals("applied", goals.state("2"));
  }

  @Test
  void a_truncate_is_asked_about_where_table_ids_cannot_be_read() {
    String user = "u" + Long.toHexString(System.nanoTime());
    TestServer.execute(
        project.database(),
        "CREATE USER " + user + " IDENTIFIED BY 'p4ss-Word'",
        "GRANT ALL ON " + project.database().name() + ".* TO " + user);
    try {
      TestProject little = project.with(account(user));
      Goals its = Goals.of(little);
      little.write(
          "V2__x.sql",
          "INSERT INTO n VALUES (7);",
          "TRUNCATE TABLE n;",
          "INSERT INTO n VALUES (1);");
      Death.ofUpgrade(little).after("TRUNCATE");
      String text = its.upgradeEnds("resume-undecided");
      says(text, "statement 2: TRUNCATE TABLE n", "now: ", SKIP, REDO);
      little.resume(Resume.SKIP);
      its.upgrade();
      assertEquals(List.of("1"), goals.query("SELECT c FROM n"));
    } finally {
      TestServer.execute(project.database(), "DROP USER " + user);
    }
  }

  @Test
  void a_truncate_is_settled_by_the_tables_id() {
    project.write(
        "V2__x.sql", "INSERT INTO n VALUES (7);", "TRUNCATE TABLE n;", "INSERT INTO n VALUES (1);");
    Death.ofUpgrade(project).before("TRUNCATE");
    Death.ofUpgrade(project).after("TRUNCATE");
    goals.upgrade();
    assertEquals(List.of("1"), goals.query("SELECT c FROM n"));
  }

  @Test
  void an_undo_asks_with_its_own_commands() {
    project.write("V2__x.sql", "CREATE TABLE u (a INT);");
    project.write("U2__x.sql", "CALL commits();", "DROP TABLE u;");
    goals.upgrade();
    Death.ofDowngrade(project).after("CALL commits");
    String text = goals.downgradeEnds("resume-undecided");
    says(text, "U2__x.sql:1, statement 1: CALL commits()");
    says(text, "mvn migrate:downgrade -Dmigrate.to=1 -Dmigrate.resume=skip");
    project.resume(Resume.SKIP);
    goals.downgrade();
    assertEquals("11", count());
    assertEquals("pending", goals.state("2"));
  }

  private DatabaseSettings account(String user) {
    DatabaseSettings own = project.database();
    return new DatabaseSettings(
        own.host(),
        own.port(),
        own.name(),
        user,
        new Password.Fixed("p4ss-Word"),
        own.tls(),
        null,
        own.connectTimeout(),
        own.lockTimeouts(),
        own.properties());
  }
}

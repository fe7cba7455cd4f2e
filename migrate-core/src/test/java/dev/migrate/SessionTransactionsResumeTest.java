package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.testing.Death;
import dev.migrate.testing.Goals;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transactions of the script's own, and other databases, across a death. */
@Timeout(180)
class SessionTransactionsResumeTest {

  private static final String[] BASE = {
    "CREATE TABLE t (a VARCHAR(50));", "CREATE TABLE n (c INT);", "INSERT INTO n VALUES (0);"
  };

  @TempDir Path folder;
  @TempDir Path other;

  private TestProject project;
  private TestProject undisturbed;

  @BeforeEach
  void base() {
    project = TestProject.in(folder).write("V1__base.sql", BASE);
    undisturbed = TestProject.in(other).write("V1__base.sql", BASE);
    Goals.of(project).upgrade();
    Goals.of(undisturbed).upgrade();
  }

  /** Dies before and after each packet of the statements; then compares. */
  private void survives(List<String> deaths, String... script) {
    undisturbed.write("V2__x.sql", script);
    Goals.of(undisturbed).upgrade();
    project.write("V2__x.sql", script);
    for (String death : deaths) {
      Death.ofUpgrade(project).before(death);
      Death.ofUpgrade(project).after(death);
    }
    Goals.of(project).upgrade();
    assertEquals(Snapshot.of(undisturbed), Snapshot.of(project));
    assertEquals("applied", Goals.of(project).state("2"));
  }

  @Test
  void the_scripts_own_transaction_is_kept_whole() {
    survives(
        List.of("UPDATE n SET c = c + 1", "UPDATE n SET c = c + 2", "CREATE TABLE u"),
        "START TRANSACTION;",
        "UPDATE n SET c = c + 1;",
        "INSERT INTO t VALUES ('in it');",
        "UPDATE n SET c = c + 2;",
        "COMMIT;",
        "UPDATE n SET c = c + 4;",
        "CREATE TABLE u (a INT);",
        "UPDATE n SET c = c + 8;");
  }

  @Test
  void a_death_at_the_commit_of_the_script_loses_and_doubles_nothing() {
    String[] script = {
      "CREATE TABLE u (a INT);",
      "BEGIN;",
      "UPDATE n SET c = c + 1;",
      "SAVEPOINT s;",
      "UPDATE n SET c = c + 100;",
      "ROLLBACK TO s;",
      "COMMIT AND CHAIN;",
      "UPDATE n SET c = c + 2;",
      "COMMIT WORK;",
      "UPDATE n SET c = c + 4;",
      "CREATE TABLE v (a INT);"
    };
    survives(List.of("COMMIT AND CHAIN", "COMMIT WORK", "CREATE TABLE v"), script);
    assertEquals(List.of("7"), Goals.of(project).query("SELECT c FROM n"));
  }

  @Test
  void a_rolled_back_transaction_stays_rolled_back() {
    survives(
        List.of("CREATE TABLE u", "ROLLBACK", "CREATE TABLE v"),
        "CREATE TABLE u (a INT);",
        "START TRANSACTION;",
        "UPDATE n SET c = c + 1;",
        "ROLLBACK;",
        "UPDATE n SET c = c + 2;",
        "CREATE TABLE v (a INT);",
        "UPDATE n SET c = c + 4;");
  }

  @Test
  void ddl_amid_the_scripts_transaction_commits_it_once() {
    survives(
        List.of("UPDATE n SET c = c + 1", "CREATE TABLE u", "ALTER TABLE u"),
        "START TRANSACTION;",
        "UPDATE n SET c = c + 1;",
        "CREATE TABLE u (a INT);",
        "UPDATE n SET c = c + 2;",
        "ALTER TABLE u ADD b INT;",
        "UPDATE n SET c = c + 4;",
        "COMMIT;");
  }

  @Test
  void without_autocommit_the_script_commits_what_it_says() {
    survives(
        List.of("UPDATE n SET c = c + 1", "UPDATE n SET c = c + 4", "CREATE TABLE u"),
        "SET autocommit = 0;",
        "UPDATE n SET c = c + 1;",
        "UPDATE n SET c = c + 2;",
        "COMMIT;",
        "UPDATE n SET c = c + 4;",
        "CREATE TABLE u (a INT);",
        "UPDATE n SET c = c + 8;",
        "ROLLBACK;",
        "UPDATE n SET c = c + 16;",
        "SET autocommit = 1;",
        "UPDATE n SET c = c + 32;",
        "CREATE TABLE v (a INT);");
  }

  @Test
  void autocommit_switched_on_again_before_the_death_is_on_afterwards() {
    survives(
        List.of("CREATE TABLE u", "CREATE TABLE v"),
        "SET @@session.autocommit = OFF;",
        "UPDATE n SET c = c + 1;",
        "SET autocommit = ON;",
        "CREATE TABLE u (a INT);",
        "UPDATE n SET c = c + 2;",
        "CREATE TABLE v (a INT);",
        "ROLLBACK;");
  }

  @Test
  void isolation_and_read_only_transactions_are_no_hindrance() {
    survives(
        List.of("CREATE TABLE u", "CREATE TABLE v"),
        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE;",
        "CREATE TABLE u (a INT);",
        "START TRANSACTION READ ONLY;",
        "SELECT c INTO @c FROM n;",
        "COMMIT;",
        "UPDATE n SET c = @c + 1;",
        "CREATE TABLE v (a INT);",
        "UPDATE n SET c = c + @c + 2;");
  }

  @Test
  void the_database_that_use_has_chosen_is_chosen_again() {
    String second = project.database().name() + "b";
    TestServer.execute(
        project.database(), "CREATE DATABASE " + second, "CREATE TABLE " + second + ".t (a INT)");
    try {
      project.write(
          "V2__x.sql",
          "INSERT INTO t VALUES ('first');",
          "USE " + second + ";",
          "INSERT INTO t VALUES (1);",
          "CREATE TABLE u (a INT);",
          "INSERT INTO u VALUES (2);",
          "ALTER TABLE t ADD b INT;",
          "INSERT INTO t VALUES (3, 4);",
          "USE " + project.database().name() + ";",
          "CREATE TABLE u (z INT);",
          "INSERT INTO t VALUES ('second');");
      for (String death : List.of("CREATE TABLE u (a", "ALTER TABLE t", "CREATE TABLE u (z")) {
        Death.ofUpgrade(project).before(death);
        Death.ofUpgrade(project).after(death);
      }
      Goals goals = Goals.of(project);
      goals.upgrade();
      assertEquals(
          List.of("1|null", "3|4"), goals.query("SELECT * FROM " + second + ".t ORDER BY a"));
      assertEquals(List.of("2"), goals.query("SELECT * FROM " + second + ".u"));
      assertEquals(List.of("first", "second"), goals.query("SELECT * FROM t ORDER BY a"));
      assertEquals(List.of(), goals.query("SELECT z FROM u"));
    } finally {
      TestServer.execute(project.database(), "DROP DATABASE " + second);
    }
  }
}

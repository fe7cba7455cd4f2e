package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.Resume;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That a statement is done may be written down with what comes after it: a run that dies until then
 * leaves an intent, and behind it what is written of later statements.
 */
class DeathBeforeItIsNotedTest {

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void create() {
    project = TestProject.in(folder);
    project.write(
        "V1__ground.sql",
        "CREATE TABLE log (step VARCHAR(20) NOT NULL);",
        "DELIMITER //",
        "CREATE PROCEDURE twice() BEGIN INSERT INTO log VALUES ('first'); COMMIT;"
            + " INSERT INTO log VALUES ('second'); END //",
        "DELIMITER ;");
  }

  @AfterEach
  void drop() {
    TestServer.execute(project.database(), "DROP DATABASE `" + project.database().name() + "`");
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  /** An upgrade whose connection is cut at the first packet that begins with the text. */
  private void diesAt(String text, Proxy.Cut cut) throws IOException {
    try (Proxy proxy = Proxy.before(project.database().host(), project.database().port())) {
      TestProject behind = TestProject.on(folder, TestServer.at(project.database(), proxy.port()));
      proxy.watch(packet -> packet.text().startsWith(text) ? cut : null);
      try (Migrator migrator = behind.migrator()) {
        MigrateException e =
            assertThrows(MigrateException.class, () -> migrator.upgrade(null), "cut at " + text);
        assertEquals("connection-lost", e.problem().code(), e.problem().text());
      }
    }
  }

  private List<String> log() {
    return TestServer.query(project.database(), "SELECT step FROM log ORDER BY step");
  }

  @Test
  void a_call_that_commits_after_a_definition_is_asked_about() throws IOException {
    project.write("V2__call.sql", "CREATE TABLE one (a INT);", "CALL twice();");
    diesAt("CALL twice()", Proxy.Cut.WITHIN_REPLY);
    MigrateException asks = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("resume-undecided", asks.problem().code(), asks.problem().text());
    project.resume(Resume.SKIP);
    upgrade();
    assertEquals(List.of("first", "second"), log());
  }

  @Test
  void a_transaction_of_the_script_after_a_definition_is_not_run_again() throws IOException {
    project.write(
        "V2__own.sql",
        "CREATE TABLE one (a INT);",
        "START TRANSACTION;",
        "INSERT INTO log VALUES ('own');",
        "COMMIT;",
        "UPDATE log SET step = CONCAT(step, '!');");
    diesAt("UPDATE log", Proxy.Cut.BEFORE);
    upgrade();
    assertEquals(List.of("own!"), log());
  }

  @Test
  void a_rollback_to_a_savepoint_that_is_committed_is_not_run_again() throws IOException {
    project.write(
        "V2__savepoint.sql",
        "START TRANSACTION;",
        "INSERT INTO log VALUES ('kept');",
        "SAVEPOINT here;",
        "INSERT INTO log VALUES ('not kept');",
        "ROLLBACK TO here;",
        "COMMIT;",
        "CREATE TABLE one (a INT);");
    diesAt("CREATE TABLE one", Proxy.Cut.BEFORE);
    upgrade();
    assertEquals(List.of("kept"), log());
  }

  @Test
  void a_rollback_to_a_savepoint_before_a_definition_is_not_run_again() throws IOException {
    project.write(
        "V2__savepoint.sql",
        "INSERT INTO log VALUES ('kept');",
        "SAVEPOINT here;",
        "INSERT INTO log VALUES ('not kept');",
        "ROLLBACK TO here;",
        "CREATE TABLE one (a INT);");
    diesAt("CREATE TABLE one", Proxy.Cut.BEFORE);
    upgrade();
    assertEquals(List.of("kept"), log());
  }

  @Test
  void a_variable_counted_up_before_a_definition_is_not_counted_twice() throws IOException {
    project.write(
        "V2__count.sql",
        "SET @n = 1;",
        "INSERT INTO log VALUES (@n);",
        "SET @n = @n + 1;",
        "CREATE TABLE one (a INT);",
        "INSERT INTO log VALUES (@n);",
        "SELECT @n := @n + 1;",
        "CREATE TABLE two (a INT);",
        "INSERT INTO log VALUES (@n);");
    diesAt("CREATE TABLE one", Proxy.Cut.BEFORE);
    diesAt("CREATE TABLE two", Proxy.Cut.BEFORE);
    upgrade();
    assertEquals(List.of("1", "2", "3"), log());
  }

  @Test
  void a_run_that_dies_twice_before_its_first_definition_goes_on() throws IOException {
    project.write("V2__table.sql", "CREATE TABLE one (a INT);", "INSERT INTO log VALUES ('in');");
    diesAt("CREATE TABLE one", Proxy.Cut.BEFORE);
    diesAt("CREATE TABLE one", Proxy.Cut.BEFORE);
    diesAfterRemoval();
    upgrade();
    assertEquals(List.of("in"), log());
  }

  /** What the first run left in the journal is removed; the next thing said is not heard. */
  private void diesAfterRemoval() throws IOException {
    try (Proxy proxy = Proxy.before(project.database().host(), project.database().port())) {
      TestProject behind = TestProject.on(folder, TestServer.at(project.database(), proxy.port()));
      AtomicBoolean removed = new AtomicBoolean();
      proxy.watch(
          packet -> {
            boolean after = removed.get();
            removed.set(after || packet.text().contains("state NOT IN"));
            return after ? Proxy.Cut.BEFORE : null;
          });
      try (Migrator migrator = behind.migrator()) {
        assertThrows(MigrateException.class, () -> migrator.upgrade(null));
      }
      assertTrue(removed.get());
    }
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.StatementException;
import dev.migrate.testing.Agreement;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that fails at any of its statements goes on there once it is corrected. */
class ErrorAtEveryStatementTest {

  private static final String[] UP = {
    "CREATE TABLE things (id INT NOT NULL PRIMARY KEY, n INT NOT NULL);",
    "INSERT INTO things VALUES (1, 0), (2, 0);",
    "UPDATE counter SET n = n + 1;",
    "ALTER TABLE things ADD COLUMN m INT NOT NULL DEFAULT 1;",
    "UPDATE things SET n = n + m;",
    "INSERT INTO log VALUES ('six');",
    "CREATE INDEX things_n ON things (n);",
    "UPDATE counter SET n = n + 10;",
    "RENAME TABLE things TO all_things;",
  };

  private static final String[] DOWN = {
    "RENAME TABLE all_things TO things;",
    "UPDATE counter SET n = n + 100;",
    "INSERT INTO log VALUES ('down');",
    "ALTER TABLE things DROP COLUMN m;",
    "UPDATE things SET n = n + 5;",
    "INSERT INTO log SELECT SUM(n) FROM things;",
    "DROP TABLE things;",
  };

  /** What the server refuses at once, and what it refuses amid its work. */
  private static final String[] ERRORS = {
    "%s BROKEN BROKEN", "INSERT INTO log VALUES ('no'), (NULL);"
  };

  private static volatile String undisturbedUp = "";
  private static volatile String undisturbedDown = "";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void create() {
    project = TestProject.in(folder);
    project.write(
        "V1__ground.sql",
        "CREATE TABLE counter (n INT NOT NULL);",
        "CREATE TABLE log (step VARCHAR(20) NOT NULL);",
        "INSERT INTO counter VALUES (0);");
    project.write("V2__things.sql", UP).write("U2__things.sql", DOWN);
    project.write("V3__after.sql", "INSERT INTO log VALUES ('after');");
    project.write("U3__after.sql", "INSERT INTO log VALUES ('before');");
  }

  @AfterEach
  void drop() {
    TestServer.execute(project.database(), "DROP DATABASE `" + project.database().name() + "`");
  }

  static Stream<Object[]> everyStatementOfTheUpgrade() {
    return positions(UP);
  }

  static Stream<Object[]> everyStatementOfTheDowngrade() {
    return positions(DOWN);
  }

  private static Stream<Object[]> positions(String[] statements) {
    return IntStream.rangeClosed(1, statements.length)
        .mapToObj(at -> new Object[] {at, ERRORS[at % ERRORS.length]});
  }

  private void run(Consumer<Migrator> goal) {
    try (Migrator migrator = project.migrator()) {
      goal.accept(migrator);
    }
  }

  private void upgrade() {
    run(migrator -> migrator.upgrade(null));
  }

  private void downgrade() {
    run(migrator -> migrator.downgradeTo("1"));
  }

  private String[] broken(String[] statements, int at, String error) {
    String[] lines = statements.clone();
    String statement = lines[at - 1].replace(";", "");
    lines[at - 1] = error.formatted(statement).replace(";", "") + ";";
    return lines;
  }

  private void fails(Runnable goal, String place) {
    StatementException e = assertThrows(StatementException.class, goal::run);
    assertEquals("statement-failed", e.problem().code(), e.problem().text());
    String where = String.valueOf(e.problem().where());
    assertTrue(where.contains(place), where);
  }

  @ParameterizedTest
  @MethodSource("everyStatementOfTheUpgrade")
  void an_upgrade_goes_on_at_the_statement_that_failed(int at, String error) {
    if (undisturbedUp.isEmpty()) {
      upgrade();
      undisturbedUp = Snapshot.of(project);
      drop();
      create();
    }
    project.write("V2__things.sql", broken(UP, at, error));
    fails(this::upgrade, "V2__things.sql:" + at);
    fails(this::upgrade, "V2__things.sql:" + at);
    project.write("V2__things.sql", UP);
    upgrade();
    assertEquals(undisturbedUp, Snapshot.of(project));
    Agreement.assertDone(project, StockFlyway.of(StockFlyway.newest(), project));
  }

  @ParameterizedTest
  @MethodSource("everyStatementOfTheDowngrade")
  void a_downgrade_goes_on_at_the_statement_that_failed(int at, String error) {
    if (undisturbedDown.isEmpty()) {
      upgrade();
      downgrade();
      undisturbedDown = Snapshot.of(project);
      drop();
      create();
    }
    upgrade();
    project.write("U2__things.sql", broken(DOWN, at, error));
    fails(this::downgrade, "U2__things.sql:" + at);
    fails(this::downgrade, "U2__things.sql:" + at);
    project.write("U2__things.sql", DOWN);
    downgrade();
    assertEquals(undisturbedDown, Snapshot.of(project));
    Agreement.assertAgree(project, StockFlyway.of(StockFlyway.newest(), project));
  }
}

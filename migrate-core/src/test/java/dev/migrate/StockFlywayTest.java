package dev.migrate;

import static dev.migrate.testing.Agreement.assertAgree;
import static dev.migrate.testing.Agreement.assertDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Agreement;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stock Flyway, in every line in use, and we take turns on one history. */
class StockFlywayTest {

  @TempDir Path folder;
  private TestProject project;

  static List<String> lines() {
    return StockFlyway.lines();
  }

  @BeforeEach
  void threeVersionsAndAView() {
    project =
        TestProject.in(folder)
            .write("V1__accounts.sql", "CREATE TABLE accounts (id INT PRIMARY KEY);")
            .write("U1__accounts.sql", "DROP TABLE accounts;")
            .write("V2__owner.sql", "ALTER TABLE accounts ADD COLUMN owner VARCHAR(20);")
            .write("U2__owner.sql", "ALTER TABLE accounts DROP COLUMN owner;")
            .write("V3__first.sql", "INSERT INTO accounts (id, owner) VALUES (1, 'Ada');")
            .write("U3__first.sql", "DELETE FROM accounts WHERE id = 1;")
            .write("R__names.sql", "CREATE OR REPLACE VIEW names AS SELECT * FROM accounts;");
  }

  @AfterEach
  void drop() {
    TestServer.execute(project.database(), "DROP DATABASE `" + project.database().name() + "`");
  }

  private <T> T run(Function<Migrator, T> goal) {
    try (Migrator migrator = project.migrator()) {
      return goal.apply(migrator);
    }
  }

  private Report.Upgrade upgrade() {
    return run(migrator -> migrator.upgrade(null));
  }

  private static List<String> descriptions(List<Report.Step> steps) {
    return steps.stream().map(Report.Step::description).toList();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void after_each_step_of_ours_stock_says_the_same_of_every_migration(String line) {
    StockFlyway stock = StockFlyway.of(line, project);
    assertAgree(project, stock);
    run(migrator -> migrator.upgrade("2"));
    // The view was made with the versions there were; what is pending is version 3 alone.
    assertAgree(project, stock);
    upgrade();
    assertDone(project, stock);
    run(migrator -> migrator.downgrade(1));
    assertAgree(project, stock);
    assertEquals(List.of(), stock.validate());
    run(migrator -> migrator.downgradeTo("0"));
    assertAgree(project, stock);
    assertEquals(List.of(), stock.validate());
    assertEquals(List.of("accounts", "owner", "first", "names"), descriptions(upgrade().applied()));
    assertDone(project, stock);
    project.write("R__names.sql", "CREATE OR REPLACE VIEW names AS SELECT owner FROM accounts;");
    assertAgree(project, stock);
    assertEquals(List.of("names"), descriptions(upgrade().applied()));
    assertDone(project, stock);
    run(migrator -> migrator.downgradeTo("1"));
    assertAgree(project, stock);
    upgrade();
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void stock_goes_on_after_our_downgrade_and_we_after_stock(String line) {
    StockFlyway stock = StockFlyway.of(line, project);
    upgrade();
    run(migrator -> migrator.downgrade(2));
    assertEquals(List.of("2 owner", "3 first", "names"), stock.migrate());
    assertDone(project, stock);
    assertEquals(
        List.of("first", "owner", "accounts"),
        descriptions(run(migrator -> migrator.downgradeTo("0")).undone()));
    assertAgree(project, stock);
    assertEquals(List.of("1 accounts", "2 owner", "3 first", "names"), stock.migrate());
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_history_begun_by_stock_goes_on_with_us_once_the_database_is_stamped_and_back(String line) {
    StockFlyway stock = StockFlyway.of(line, project);
    assertEquals(
        List.of("1 accounts", "names"),
        StockFlyway.of(line, project).with("target", "1").migrate());
    assertAgree(project, stock);
    MigrateException refused = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("stamp-missing", refused.problem().code());
    assertAgree(project, stock);
    project.stamp("development");
    assertEquals(List.of("owner", "first"), descriptions(upgrade().applied()));
    assertDone(project, stock);
    project.write("V4__index.sql", "CREATE INDEX by_owner ON accounts (owner);");
    assertEquals(List.of("4 index"), stock.migrate());
    assertDone(project, stock);
    project.write("V5__second.sql", "INSERT INTO accounts (id) VALUES (2);");
    assertEquals(List.of("second"), descriptions(upgrade().applied()));
    assertDone(project, stock);
    run(migrator -> migrator.downgradeTo("5"));
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_half_done_migration_stops_stock_until_we_forget_it(String line) {
    StockFlyway stock = StockFlyway.of(line, project);
    project.write("V4__half.sql", "CREATE TABLE half (id INT);", "INSERT INTO nowhere VALUES (1);");
    assertThrows(MigrateException.class, this::upgrade);
    assertAgree(project, stock);
    assertEquals(List.of("Detected failed migration to version 4 (half)."), stock.validate());
    assertThrows(StockFlyway.Failure.class, stock::migrate);
    StockFlyway careless = StockFlyway.of(line, project).with("validateOnMigrate", "false");
    assertTrue(
        String.valueOf(assertThrows(StockFlyway.Failure.class, careless::migrate).getMessage())
            .contains("contains a failed migration to version 4"));
    assertEquals(
        List.of("Removed the failed entry of V4 half; it is pending again."),
        run(migrator -> migrator.repair("4")).changes());
    assertAgree(project, stock);
    TestServer.execute(project.database(), "DROP TABLE half");
    project.write("V4__half.sql", "CREATE TABLE half (id INT);");
    assertEquals(List.of("4 half", "names"), stock.migrate());
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_half_done_undo_stops_stock_until_we_forget_it(String line) {
    StockFlyway stock = StockFlyway.of(line, project);
    upgrade();
    project.write(
        "U2__owner.sql",
        "ALTER TABLE accounts DROP COLUMN owner;",
        "INSERT INTO nowhere VALUES (1);");
    assertThrows(MigrateException.class, () -> run(migrator -> migrator.downgradeTo("1")));
    assertAgree(project, stock);
    assertEquals(List.of("Detected failed migration to version 2 (owner)."), stock.validate());
    assertThrows(StockFlyway.Failure.class, stock::migrate);
    run(migrator -> migrator.repair("2"));
    assertAgree(project, stock);
    assertEquals(List.of("2 owner", "3 first", "names"), stock.migrate());
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_failure_before_anything_was_committed_leaves_what_stock_calls_pending(String line) {
    StockFlyway stock = StockFlyway.of(line, project);
    project.write("V4__ddl.sql", "CREATE TABLE accounts (id INT);");
    project.write("V5__dml.sql", "INSERT INTO accounts (id) VALUES (7), (8);", "INSERT oops;");
    assertThrows(MigrateException.class, this::upgrade);
    assertAgree(project, stock);
    project.write("V4__ddl.sql", "CREATE TABLE other (id INT);");
    assertThrows(MigrateException.class, this::upgrade);
    assertAgree(project, stock);
    project.write("V5__dml.sql", "INSERT INTO accounts (id) VALUES (7), (8);");
    assertEquals(List.of("5 dml", "names"), stock.migrate());
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void our_repair_writes_the_rows_that_stocks_repair_writes(String line) {
    List<String> ours = damagedAndRepaired(() -> run(migrator -> migrator.repair(null)));
    TestServer.execute(
        project.database(),
        "DROP DATABASE `" + project.database().name() + "`",
        "CREATE DATABASE `" + project.database().name() + "`");
    threeVersionsAgain();
    StockFlyway stock = StockFlyway.of(line, project);
    assertEquals(damagedAndRepaired(stock::repair), ours);
    assertAgree(project, stock);
  }

  /** A changed file, one renamed, one gone, and one that failed. */
  private List<String> damagedAndRepaired(Runnable repair) {
    project.write("R__other.sql", "CREATE OR REPLACE VIEW other AS SELECT 1 AS one;");
    upgrade();
    project
        .write("V1__accounts.sql", "CREATE TABLE accounts (id INT PRIMARY KEY); -- id")
        .write("V3__ada.sql", "INSERT INTO accounts (id, owner) VALUES (1, 'Ada');")
        .write("V4__fails.sql", "CREATE TABLE four (id INT);", "SELECT * FROM nowhere;")
        .delete("V2__owner.sql")
        .delete("V3__first.sql")
        .delete("R__other.sql");
    TestServer.execute(
        project.database(),
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " VALUES (6, '4', 'fails', 'SQL', 'V4__fails.sql', 1, 'x', 0, 0)");
    repair.run();
    return Agreement.rows(project, "flyway_schema_history");
  }

  private void threeVersionsAgain() {
    project
        .delete("V3__ada.sql")
        .delete("V4__fails.sql")
        .write("V1__accounts.sql", "CREATE TABLE accounts (id INT PRIMARY KEY);")
        .write("V2__owner.sql", "ALTER TABLE accounts ADD COLUMN owner VARCHAR(20);")
        .write("V3__first.sql", "INSERT INTO accounts (id, owner) VALUES (1, 'Ada');");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_baseline_of_ours_is_stocks_and_the_other_way_round(String line) {
    StockFlyway stock = StockFlyway.of(line, project).with("baselineVersion", "2");
    TestServer.execute(
        project.database(), "CREATE TABLE accounts (id INT PRIMARY KEY, owner VARCHAR(20))");
    MigrateException refused = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("not-baselined", refused.problem().code());
    project.stamp("development");
    refused = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("not-baselined", refused.problem().code());
    run(migrator -> migrator.baseline("2", null));
    List<String> ours = Agreement.rows(project, "flyway_schema_history");
    assertAgree(project, stock);
    assertEquals(List.of("3 first", "names"), stock.migrate());
    assertDone(project, stock);
    TestServer.execute(
        project.database(), "DROP TABLE flyway_schema_history", "DELETE FROM accounts");
    stock.baseline();
    assertEquals(Agreement.rows(project, "flyway_schema_history"), ours);
    run(migrator -> migrator.baseline("2", null));
    assertEquals(List.of("first", "names"), descriptions(upgrade().applied()));
    assertDone(project, stock);
    MigrateException below =
        assertThrows(MigrateException.class, () -> run(migrator -> migrator.downgradeTo("0")));
    assertEquals("below-baseline", below.problem().code());
    assertDone(project, stock);
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Agreement;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upgrade, downgrade to nothing, upgrade: the same database, object by object, row by row. */
@Order(1)
class RoundTripTest {

  /** V1 to V28 with their undos, and one repeatable migration. */
  private static final Path FILES = Path.of("src", "test", "resources", "round-trip");

  private static final int VERSIONS = 28;

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void copy() throws IOException {
    project = TestProject.in(folder);
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        project.write(file.getFileName().toString(), Files.readString(file).stripTrailing());
      }
    }
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

  private int upgrade() {
    return run(migrator -> migrator.upgrade(null)).applied().size();
  }

  private void assertStockAgrees() {
    for (String line : StockFlyway.lines()) {
      StockFlyway stock = StockFlyway.of(line, project);
      Agreement.assertAgree(project, stock);
      assertEquals(List.of(), stock.validate(), line);
    }
  }

  @Test
  void up_down_to_nothing_and_up_again_is_the_same_database() {
    assertEquals(VERSIONS + 1, upgrade());
    String up = Snapshot.of(project);
    assertTrue(up.contains("TRIGGER lower_email") && up.contains("Grüße; 東京"), up);
    assertStockAgrees();
    assertEquals(VERSIONS, run(migrator -> migrator.downgradeTo("0")).undone().size());
    assertEquals(
        List.of("VIEW constants"),
        Snapshot.of(project).lines().map(line -> line.substring(0, line.indexOf(':'))).toList());
    assertStockAgrees();
    assertEquals(VERSIONS + 1, upgrade());
    assertEquals(up, Snapshot.of(project));
    assertStockAgrees();
    for (String line : StockFlyway.lines()) {
      assertEquals(List.of(), StockFlyway.of(line, project).migrate());
    }
    run(migrator -> migrator.downgradeTo("0"));
    assertEquals(VERSIONS + 1, StockFlyway.of(StockFlyway.newest(), project).migrate().size());
    assertEquals(up, Snapshot.of(project));
  }

  @Test
  void every_single_step_back_is_the_database_before_the_step() {
    String[] before = new String[VERSIONS + 1];
    for (int version = 1; version <= VERSIONS; version++) {
      String to = Integer.toString(version);
      run(migrator -> migrator.upgrade(to));
      before[version] = Snapshot.of(project);
    }
    for (int version = VERSIONS; version > 1; version--) {
      assertEquals(before[version], Snapshot.of(project), "after taking back V" + (version + 1));
      assertEquals(1, run(migrator -> migrator.downgrade(1)).undone().size());
    }
    assertEquals(before[1], Snapshot.of(project));
    // The repeatable ran with the first step, and runs again though nobody changed it.
    assertEquals(VERSIONS, upgrade());
    assertEquals(before[VERSIONS], Snapshot.of(project));
    assertStockAgrees();
  }

  @Test
  void a_version_without_a_way_back_stops_a_downgrade_before_anything_changes() {
    upgrade();
    String up = Snapshot.of(project);
    List<String> rows = Agreement.rows(project, "flyway_schema_history");
    project.write("U3__add_phone_to_customers.sql", "-- nothing yet");
    assertRefused("undo-empty", "U3__add_phone_to_customers.sql");
    project.write(
        "U3__add_phone_to_customers.sql",
        "-- migrate:irreversible numbers would be lost",
        "ALTER TABLE customers DROP COLUMN phone;");
    assertRefused("undo-irreversible", "numbers would be lost");
    project.delete("U3__add_phone_to_customers.sql");
    assertRefused("undo-missing", "V3__add_phone_to_customers.sql");
    assertEquals(up, Snapshot.of(project));
    assertEquals(rows, Agreement.rows(project, "flyway_schema_history"));
    assertEquals(VERSIONS - 3, run(migrator -> migrator.downgradeTo("3")).undone().size());
  }

  private void assertRefused(String code, String named) {
    for (String target : List.of("0", "2")) {
      MigrateException refused =
          assertThrows(MigrateException.class, () -> run(migrator -> migrator.downgradeTo(target)));
      assertEquals(code, refused.problem().code());
      assertTrue(refused.problem().text().contains(named), refused.problem().text());
    }
  }

  @Test
  void a_downgrade_ends_at_the_baseline() {
    TestServer.execute(project.database(), "CREATE TABLE customers (id BIGINT PRIMARY KEY)");
    project.stamp("development");
    for (int version = 2; version <= VERSIONS; version++) {
      project.delete(fileOf(version, "V")).delete(fileOf(version, "U"));
    }
    project
        .write("V2__mail.sql", "ALTER TABLE customers ADD COLUMN email VARCHAR(190);")
        .write("U2__mail.sql", "ALTER TABLE customers DROP COLUMN email;");
    run(migrator -> migrator.baseline("1", null));
    assertEquals(2, upgrade());
    String up = Snapshot.of(project);
    assertBelowBaseline(migrator -> migrator.downgradeTo("0"));
    assertBelowBaseline(migrator -> migrator.downgrade(2));
    assertEquals(up, Snapshot.of(project));
    assertEquals(1, run(migrator -> migrator.downgradeTo("1")).undone().size());
    assertEquals(List.of(), run(migrator -> migrator.downgrade(1)).undone());
  }

  private void assertBelowBaseline(Function<Migrator, Report.Downgrade> goal) {
    MigrateException refused = assertThrows(MigrateException.class, () -> run(goal));
    assertEquals("below-baseline", refused.problem().code());
  }

  private static String fileOf(int version, String prefix) {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix + version + "__"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

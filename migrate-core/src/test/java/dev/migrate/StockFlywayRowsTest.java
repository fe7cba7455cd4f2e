package dev.migrate;

import static dev.migrate.testing.Agreement.assertAgree;
import static dev.migrate.testing.Agreement.assertDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Agreement;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same migrations leave the same history, literally, whether stock Flyway applies them or we
 * do: first we fill a database, then, emptied, stock fills it.
 */
class StockFlywayRowsTest {

  @TempDir Path folder;
  private TestProject project;
  private String name;
  private String beside;

  static List<String> lines() {
    return StockFlyway.lines();
  }

  @BeforeEach
  void create() {
    project = TestProject.in(folder);
    name = project.database().name();
    beside = name + "_beside";
  }

  @AfterEach
  void drop() {
    TestServer.execute(
        TestServer.admin(),
        "DROP DATABASE IF EXISTS `" + name + "`",
        "DROP DATABASE IF EXISTS `" + beside + "`");
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private void empty() {
    TestServer.execute(
        TestServer.admin(),
        "DROP DATABASE `" + name + "`",
        "DROP DATABASE IF EXISTS `" + beside + "`",
        "CREATE DATABASE `" + name + "`");
  }

  private List<String> history(String table) {
    List<String> history = new ArrayList<>(Agreement.query(project, "SHOW CREATE TABLE " + table));
    history.addAll(Agreement.rows(project, table));
    return history;
  }

  private void assertSameRows(StockFlyway stock, String table) {
    upgrade();
    assertDone(project, stock);
    List<String> ours = history(table);
    empty();
    stock.migrate();
    assertEquals(String.join("\n", history(table)), String.join("\n", ours));
    project.stamp("development");
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void files_of_every_shape(String line) {
    project
        .write("V1__crlf_and_a_byte_order_mark.sql", "\uFEFFCREATE TABLE a (a INT);\r\n-- ü\r")
        .write("deeper/down/V1_1__below.sql", "INSERT INTO a VALUES (1);")
        .write("V1.2.sql", "INSERT INTO a VALUES (2);")
        .write("V003__leading_zeros.sql", "-- nothing but a comment")
        .write("V4__" + "long_".repeat(45) + "name.sql", "INSERT INTO a VALUES (4);")
        .write("V20250119_1430__ba4800daf143_of_ours.sql", "INSERT INTO a VALUES (5);")
        .write("V20250119_1431__UPPER_Case_and-dash.sql", "INSERT INTO a VALUES (6)")
        .write("R__b_view.sql", "CREATE OR REPLACE VIEW b AS SELECT * FROM a;")
        .write("R__a_view.sql", "CREATE OR REPLACE VIEW c AS SELECT 'ü' AS a;");
    assertSameRows(StockFlyway.of(line, project), "flyway_schema_history");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void placeholders_in_versions_and_repeatables(String line) {
    String ours =
        "'${owner}/${flyway:defaultSchema}/${flyway:database}/${flyway:user}/${flyway:table}"
            + "/${flyway:filename}/${flyway:environment}'";
    project
        .flyway("placeholders.owner", "accounting")
        .write(
            "V1__a.sql", "CREATE TABLE a (a VARCHAR(200));", "INSERT INTO a VALUES (" + ours + ");")
        .write("R__view.sql", "CREATE OR REPLACE VIEW b AS SELECT " + ours + " AS a;")
        .write("R__plain.sql", "CREATE OR REPLACE VIEW c AS SELECT 1 AS a;");
    StockFlyway stock = StockFlyway.of(line, project);
    upgrade();
    assertDone(project, stock);
    List<String> values = Agreement.query(project, "SELECT a FROM a UNION ALL SELECT a FROM b");
    project.flyway("placeholders.owner", "sales");
    assertAgree(project, stock);
    project.flyway("placeholders.owner", "accounting");
    List<String> rows = history("flyway_schema_history");
    empty();
    stock.migrate();
    assertEquals(Agreement.query(project, "SELECT a FROM a UNION ALL SELECT a FROM b"), values);
    assertEquals(history("flyway_schema_history"), rows);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void names_tables_and_schemas_of_the_projects_own(String line) {
    TestServer.execute(TestServer.admin(), "CREATE DATABASE `" + beside + "`");
    project
        .flyway("table", "moves")
        .flyway("defaultSchema", name)
        .flyway("schemas", name + "," + beside)
        .flyway("sqlMigrationPrefix", "M")
        .flyway("repeatableSqlMigrationPrefix", "AGAIN")
        .flyway("sqlMigrationSeparator", "-")
        .flyway("sqlMigrationSuffixes", ".sql,.ddl")
        .flyway("placeholderPrefix", "#{")
        .flyway("placeholderSuffix", "}")
        .flyway("placeholders.type", "INT")
        .flyway("installedBy", "the build")
        .write("M1-a.ddl", "CREATE TABLE a (a #{type}, b VARCHAR(9) DEFAULT '${no}');")
        .write("M2-b.sql", "CREATE TABLE " + beside + ".b (b INT);")
        .write("AGAIN-view.sql", "CREATE OR REPLACE VIEW c AS SELECT * FROM a;");
    StockFlyway stock = StockFlyway.of(line, project);
    upgrade();
    assertDone(project, stock);
    List<String> ours = history("moves");
    empty();
    TestServer.execute(TestServer.admin(), "CREATE DATABASE `" + beside + "`");
    stock.migrate();
    assertEquals(history("moves"), ours);
    project.stamp("development");
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void schemas_that_the_run_creates(String line) {
    project
        .flyway("schemas", beside)
        .write("V1__a.sql", "CREATE TABLE a (a INT);")
        .write("U1__a.sql", "DROP TABLE a;");
    StockFlyway stock = StockFlyway.of(line, project);
    assertSameRows(stock, "`" + beside + "`.flyway_schema_history");
    try (Migrator migrator = project.migrator()) {
      migrator.downgradeTo("0");
    }
    assertAgree(project, stock);
    assertEquals(List.of("1 a"), stock.migrate());
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void migrations_written_in_java(String line) {
    project
        .write("V1__a.sql", "CREATE TABLE a (a INT);")
        .java(
            "db.migration.V2__Fill",
            "package db.migration;",
            "public class V2__Fill extends org.flywaydb.core.api.migration.BaseJavaMigration {",
            "  public void migrate(org.flywaydb.core.api.migration.Context context) throws"
                + " Exception {",
            "    try (var s = context.getConnection().createStatement()) {",
            "      s.execute(\"INSERT INTO a VALUES (1)\");",
            "    }",
            "  }",
            "}")
        .java(
            "db.migration.R__Again",
            "package db.migration;",
            "public class R__Again extends org.flywaydb.core.api.migration.BaseJavaMigration {",
            "  public Integer getChecksum() { return 42; }",
            "  public void migrate(org.flywaydb.core.api.migration.Context context) throws"
                + " Exception {",
            "    try (var s = context.getConnection().createStatement()) {",
            "      s.execute(\"UPDATE a SET a = a + 1\");",
            "    }",
            "  }",
            "}");
    assertSameRows(StockFlyway.of(line, project), "flyway_schema_history");
    assertEquals(List.of("2"), Agreement.query(project, "SELECT a FROM a"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_baseline_migration_stands_for_the_versions_before_it(String line) {
    project
        .write("V1__a.sql", "CREATE TABLE a (a INT);")
        .write("V2__b.sql", "ALTER TABLE a ADD COLUMN b INT;")
        .write("B2__both.sql", "CREATE TABLE a (a INT, b INT);")
        .write("V3__c.sql", "ALTER TABLE a ADD COLUMN c INT;")
        .write("U3__c.sql", "ALTER TABLE a DROP COLUMN c;");
    StockFlyway stock = StockFlyway.of(line, project);
    assertSameRows(stock, "flyway_schema_history");
    try (Migrator migrator = project.migrator()) {
      migrator.downgrade(1);
    }
    assertAgree(project, stock);
    try (Migrator migrator = project.migrator()) {
      assertEquals(
          "below-baseline",
          assertThrows(MigrateException.class, () -> migrator.downgradeTo("0")).problem().code());
    }
    assertEquals(List.of("3 c"), stock.migrate());
    assertDone(project, stock);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void versions_out_of_order(String line) {
    project
        .write("V1__a.sql", "CREATE TABLE a (a INT);")
        .write("V3__c.sql", "ALTER TABLE a ADD COLUMN c INT;")
        .write("U3__c.sql", "ALTER TABLE a DROP COLUMN c;");
    StockFlyway stock = StockFlyway.of(line, project);
    upgrade();
    project
        .write("V2__b.sql", "ALTER TABLE a ADD COLUMN b INT;")
        .write("U2__b.sql", "ALTER TABLE a DROP COLUMN b;");
    assertAgree(project, stock);
    assertEquals(
        "out-of-order", assertThrows(MigrateException.class, this::upgrade).problem().code());
    assertThrows(StockFlyway.Failure.class, stock::migrate);
    project.flyway("outOfOrder", "true");
    upgrade();
    assertDone(project, stock);
    try (Migrator migrator = project.migrator()) {
      assertEquals(
          List.of("b"),
          migrator.downgrade(1).undone().stream().map(Report.Step::description).toList());
    }
    assertAgree(project, stock);
    assertEquals(List.of("2 b"), stock.migrate());
    assertDone(project, stock);
  }
}

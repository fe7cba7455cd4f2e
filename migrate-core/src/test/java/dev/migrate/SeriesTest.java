package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.Vendor;
import dev.migrate.testing.Corpora;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.ValidateResult;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole series of migrations that real applications shipped. */
@Order(1)
class SeriesTest {

  private static final String NOT_OURS =
      " AND table_name NOT IN ('flyway_schema_history', 'migrate_environment', 'migrate_journal')";

  private static final List<String> DEFINITION =
      List.of(
          "SELECT table_name, engine, table_collation, row_format, table_comment"
              + " FROM information_schema.tables WHERE table_schema = DATABASE()"
              + NOT_OURS
              + " ORDER BY 1",
          "SELECT table_name, column_name, column_type, is_nullable, column_default,"
              + " collation_name, extra, column_comment, generation_expression"
              + " FROM information_schema.columns WHERE table_schema = DATABASE()"
              + NOT_OURS
              + " ORDER BY 1, 2",
          "SELECT table_name, index_name, seq_in_index, column_name, non_unique, sub_part,"
              + " index_type, collation"
              + " FROM information_schema.statistics WHERE table_schema = DATABASE()"
              + NOT_OURS
              + " ORDER BY 1, 2, 3",
          "SELECT table_name, constraint_name, ordinal_position, column_name,"
              + " referenced_table_name, referenced_column_name"
              + " FROM information_schema.key_column_usage WHERE table_schema = DATABASE()"
              + NOT_OURS
              + " ORDER BY 1, 2, 3",
          "SELECT table_name, constraint_name, update_rule, delete_rule"
              + " FROM information_schema.referential_constraints"
              + " WHERE constraint_schema = DATABASE() ORDER BY 1, 2",
          "SELECT table_name, constraint_name, constraint_type"
              + " FROM information_schema.table_constraints WHERE table_schema = DATABASE()"
              + NOT_OURS
              + " ORDER BY 1, 2");

  @TempDir Path folder;

  @Test
  void conductor_has_14_tables() {
    applies(Corpora.conductor(), 14);
  }

  @Test
  void hawkbit_has_25_tables() {
    applies(Corpora.hawkbit(), 25);
  }

  @Test
  void kill_bills_eight_schemas_have_60_tables() {
    applies(Corpora.killBill(), 60);
  }

  @Test
  void nifi_registry_has_20_tables() {
    assumeMariaDb();
    applies(Corpora.nifiRegistry(), 20);
  }

  @Test
  void data_flow_has_44_tables_with_its_6_sequences_and_6_views() {
    assumeMariaDb();
    applies(Corpora.dataflow(), 44);
  }

  @Test
  void camunda_upgraded_from_7_16_is_camunda_7_24_created_at_once() {
    TestProject upgraded = applies(Corpora.camundaUpgraded(), 49);
    TestProject created = TestProject.in(folder.resolve("created"));
    write(created, Corpora.camundaFresh());
    upgrade(created);
    List<String> expected = definition(created.database());
    assertTrue(expected.size() > 1000, () -> "read only " + expected.size());
    assertEquals(String.join("\n", expected), String.join("\n", definition(upgraded.database())));
  }

  @Test
  void uaa_stops_at_its_56th_file_on_mariadb() {
    assumeMariaDb();
    TestProject project = TestProject.in(folder);
    write(project, Corpora.uaa());
    String text = failure(project);
    says(text, "[1118/42000] Row size too large");
    says(
        text,
        "at: src/main/resources/db/migration/V4_0_9__ExtendClientAuthScopeSize.sql:2, statement 2:"
            + " ALTER TABLE oauth_client_details MODIFY authorities VARCHAR(4000)");
    says(text, "already done: statement 1 of 3 is committed\n");
    says(text, "applied before it in this run: V1.5.2 initial db, V1.5.5 Create");
    says(text, "V4.0.8 Add Index On Identity Zone To Revocable Tokens\n  not begun: 12\n");
    says(
        text,
        "fix: Correct src/main/resources/db/migration/V4_0_9__ExtendClientAuthScopeSize.sql:2,"
            + " then: mvn migrate:upgrade (it goes on at statement 2). Or back: ");
    assertEquals(
        List.of("55|1"),
        TestServer.query(
            project.database(),
            "SELECT SUM(success), SUM(NOT success) FROM flyway_schema_history"));
  }

  @Test
  void uaa_stops_in_its_first_file_on_mysql() {
    assumeTrue(TestServer.vendor() == Vendor.MYSQL, "groups is a reserved word of MySQL's");
    TestProject project = TestProject.in(folder);
    write(project, Corpora.uaa());
    String text = failure(project);
    says(text, "[1064/42000] You have an error in your SQL syntax");
    says(text, "near 'groups (");
    says(
        text,
        "at: src/main/resources/db/migration/V1_5_2__initial_db.sql:76, statement 11: CREATE TABLE"
            + " groups ( id VARCHAR(36)");
    says(text, "already done: statements 1 to 10 of 13 are committed\n");
    says(text, "no migration applied before it in this run\n  not begun: 67\n");
    says(text, "fix: Correct src/main/resources");
  }

  private static String failure(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(MigrateException.class, () -> migrator.upgrade(null));
      assertEquals("statement-failed", e.problem().code());
      return e.problem().text();
    }
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  private static void assumeMariaDb() {
    assumeTrue(TestServer.vendor() == Vendor.MARIADB, "written for MariaDB");
  }

  private TestProject applies(List<Corpora.File> files, int tables) {
    TestProject project = TestProject.in(folder);
    write(project, files);
    assertEquals(files.size(), upgrade(project).applied().size());
    assertEquals(tables, tables(project.database()));
    assertStockFlywayAgrees(project);
    Report.Upgrade again = upgrade(project);
    assertEquals(Report.Outcome.NOTHING, again.outcome());
    assertEquals(List.of(), again.notices());
    return project;
  }

  private static void write(TestProject project, List<Corpora.File> files) {
    files.forEach(file -> project.write(file.name(), file.text()));
  }

  private static Report.Upgrade upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.upgrade(null);
    }
  }

  /** Views and sequences included. */
  private static int tables(DatabaseSettings database) {
    String count =
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()" + NOT_OURS;
    return Integer.parseInt(TestServer.query(database, count).get(0));
  }

  /** All that information_schema tells of the tables, but the order of columns. */
  private static List<String> definition(DatabaseSettings database) {
    List<String> lines = new ArrayList<>();
    for (String query : DEFINITION) {
      lines.addAll(TestServer.query(database, query));
    }
    return lines;
  }

  private static void assertStockFlywayAgrees(TestProject project) {
    DatabaseSettings database = project.database();
    Flyway flyway =
        Flyway.configure()
            .dataSource(
                "jdbc:mysql://" + database.host() + ":" + database.port() + "/" + database.name(),
                database.username(),
                ((Password.Fixed) database.password()).value())
            .locations("filesystem:" + project.folder())
            .load();
    ValidateResult result = flyway.validateWithResult();
    assertTrue(result.validationSuccessful, () -> String.valueOf(result.errorDetails));
    assertEquals(0, flyway.info().pending().length);
  }
}

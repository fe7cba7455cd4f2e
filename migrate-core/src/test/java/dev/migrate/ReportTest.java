package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Policy;
import dev.migrate.render.JsonRenderer;
import dev.migrate.render.TextRenderer;
import dev.migrate.report.Diagram;
import dev.migrate.report.Diagram.Change;
import dev.migrate.report.IndexFacts;
import dev.migrate.testing.Goals;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir Path folder;

  private TestProject shop() {
    return TestProject.in(folder)
        .write(
            "V1__shop.sql",
            "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, city"
                + " VARCHAR(20), KEY by_city (city), KEY by_city_name (city, name))"
                + " COMMENT 'who buys';",
            "CREATE TABLE orders (id INT PRIMARY KEY, customer INT NOT NULL, note VARCHAR(10),"
                + " CONSTRAINT bought FOREIGN KEY (customer) REFERENCES customers (id));",
            "CREATE TABLE details (customer INT PRIMARY KEY, CONSTRAINT detailed FOREIGN KEY"
                + " (customer) REFERENCES customers (id));",
            "CREATE TABLE log (line TEXT);",
            "INSERT INTO customers VALUES (1, 'a', 'x'), (2, 'b', 'y');",
            "CREATE VIEW names AS SELECT name FROM customers;")
        .write("U1__shop.sql", "DROP TABLE log;");
  }

  private static Report.Page report(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.report("shop", false);
    }
  }

  private static Overview upgraded(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    return report(project).overview();
  }

  private static Diagram.Box box(Overview overview, String name) {
    return overview.diagram().tables().stream()
        .filter(box -> box.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_report_tells_of_tables_their_keys_and_what_refers_to_what() {
    Overview overview = upgraded(shop());
    assertEquals(
        List.of("customers", "details", "log", "orders"),
        overview.tables().stream().map(each -> each.name()).toList());
    assertEquals(
        List.of("log"),
        overview.tables().stream().filter(each -> !each.key()).map(each -> each.name()).toList());
    assertTrue(overview.tables().stream().allMatch(each -> each.dataBytes() > 0));
    assertTrue(overview.tables().stream().allMatch(each -> each.freeBytes() != null));
    assertEquals(
        List.of("development 1 0"),
        overview.places().stream()
            .map(each -> each.environment() + " " + each.version() + " " + each.pendingCount())
            .toList());
    assertEquals(1, overview.timeline().size());
    assertEquals("applied", overview.timeline().get(0).migration().state());
    Diagram.Box customers = box(overview, "customers");
    assertEquals("who buys", customers.comment());
    assertTrue(customers.columns().get(0).primary());
    assertTrue(box(overview, "orders").columns().get(1).foreign());
    assertEquals(
        List.of("detailed true", "bought false"),
        overview.diagram().links().stream().map(each -> each.name() + " " + each.one()).toList());
    assertNull(overview.diagram().changes());
  }

  @Test
  void an_index_that_another_one_begins_with_is_told() {
    IndexFacts indexes = upgraded(shop()).indexes();
    IndexFacts.Remark only =
        indexes.remarks().stream()
            .filter(each -> each.kind() == IndexFacts.Kind.REDUNDANT)
            .findFirst()
            .orElseThrow();
    assertEquals("by_city", only.index());
    assertEquals("by_city_name", only.by());
    assertEquals("DROP INDEX `by_city` ON `customers`", only.drop());
    assertEquals(List.of("city"), only.columns());
  }

  @Test
  void what_pending_migrations_change_is_in_the_diagram() {
    TestProject project = shop();
    upgraded(project);
    project.write(
        "V2__more.sql",
        "CREATE TABLE cities (id INT PRIMARY KEY);",
        "ALTER TABLE customers ADD COLUMN phone VARCHAR(20), DROP INDEX by_city, CHANGE name"
            + " full_name VARCHAR(30) NOT NULL;",
        "RENAME TABLE orders TO purchases;",
        "ALTER TABLE purchases MODIFY note VARCHAR(20), ADD COLUMN city INT, ADD CONSTRAINT sold"
            + " FOREIGN KEY (city) REFERENCES cities (id);",
        "DROP TABLE log;");
    Overview overview = report(project).overview();
    assertNull(overview.diagram().changes());
    assertEquals(Change.ADDED, box(overview, "cities").change());
    assertEquals(Change.DROPPED, box(overview, "log").change());
    assertEquals(Change.NONE, box(overview, "details").change());
    assertEquals("orders", box(overview, "purchases").was());
    assertEquals(
        List.of(
            "id NONE null",
            "customer NONE null",
            "note ALTERED varchar(10) NULL",
            "city ADDED null"),
        box(overview, "purchases").columns().stream()
            .map(each -> each.name() + " " + each.change() + " " + each.was())
            .toList());
    assertEquals(
        List.of(
            "id NONE null",
            "full_name ALTERED name varchar(20) NOT NULL",
            "city NONE null",
            "phone ADDED null"),
        box(overview, "customers").columns().stream()
            .map(each -> each.name() + " " + each.change() + " " + each.was())
            .toList());
    assertEquals(
        List.of("detailed NONE", "bought NONE", "sold ADDED"),
        overview.diagram().links().stream()
            .map(each -> each.name() + " " + each.change())
            .toList());
    assertEquals(2, overview.timeline().size());
    assertEquals("pending", overview.timeline().get(1).migration().state());
  }

  @Test
  void without_a_scratch_server_the_diagram_shows_what_texts_tell_and_says_so() {
    TestProject project = shop();
    upgraded(project);
    project
        .write(
            "V2__more.sql",
            "ALTER TABLE customers ADD COLUMN phone VARCHAR(20), DROP COLUMN city;",
            "RENAME TABLE orders TO purchases;",
            "ALTER TABLE purchases RENAME COLUMN note TO remark;",
            "DROP TABLE log;")
        .environment("production", Policy.PRODUCTION)
        .stamp("development:production");
    Overview overview = report(project).overview();
    Goals.says(
        String.valueOf(overview.diagram().changes()),
        "V2__more.sql:1: not asked, for want of a scratch server");
    assertEquals(
        List.of("id NONE", "name NONE", "phone ADDED", "city DROPPED"),
        box(overview, "customers").columns().stream()
            .map(each -> each.name() + " " + each.change())
            .toList());
    assertEquals("orders", box(overview, "purchases").was());
    assertEquals("note varchar(10) NULL", box(overview, "purchases").columns().get(2).was());
    assertEquals(Change.DROPPED, box(overview, "log").change());
  }

  @Test
  void a_database_that_cannot_be_reached_is_a_notice() {
    DatabaseSettings nowhere = TestServer.at(TestServer.freshDatabase(), 1);
    Report.Page page = report(TestProject.on(folder, nowhere).write("V1__a.sql", "SELECT 1;"));
    Goals.says(page.overview().notices().toString(), "The database was not looked at.");
    assertNotNull(page.overview().places().get(0).problem());
    assertEquals(Report.Outcome.DONE, page.outcome());
    assertTrue(page.overview().tables().isEmpty());
    assertEquals("unknown", page.overview().timeline().get(0).migration().state());
  }

  @Test
  void a_report_changes_nothing_and_needs_no_history() {
    TestProject project = shop();
    Overview overview = report(project).overview();
    assertEquals("pending", overview.timeline().get(0).migration().state());
    assertEquals(
        List.of("0"),
        TestServer.query(
            project.database(),
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"));
    assertEquals(Change.ADDED, box(overview, "orders").change());
  }

  @Test
  void a_report_leaves_everything_as_it_is() {
    TestProject project = shop();
    upgraded(project);
    project.write("V2__more.sql", "DROP TABLE log;", "CREATE TABLE more (id INT PRIMARY KEY);");
    String before = Snapshot.of(project);
    String own =
        "SELECT CONCAT_WS(' ', table_name, table_rows, create_time) FROM information_schema.tables"
            + " WHERE table_schema = DATABASE() ORDER BY table_name";
    List<String> tables = TestServer.query(project.database(), own);
    try (Migrator migrator = project.migrator()) {
      assertEquals(0, migrator.report("shop", true).overview().places().get(0).drift());
    }
    assertEquals(before, Snapshot.of(project));
    assertEquals(tables, TestServer.query(project.database(), own));
  }

  @Test
  void a_table_with_a_unique_key_of_what_is_not_null_has_a_key() {
    TestProject project =
        TestProject.in(folder)
            .write(
                "V1__keys.sql",
                "CREATE TABLE a_null (code INT, UNIQUE KEY (code));",
                "CREATE TABLE `b-full` (code INT NOT NULL, UNIQUE KEY (code));",
                "CREATE TABLE c_half (code INT NOT NULL, no INT, UNIQUE KEY (code, no));",
                "CREATE TABLE d_plain (code INT NOT NULL, KEY (code));",
                "CREATE TABLE e_parts (id INT PRIMARY KEY) PARTITION BY KEY (id) PARTITIONS 2;");
    Overview overview = upgraded(project);
    assertEquals(
        List.of("a_null false", "b-full true", "c_half false", "d_plain false", "e_parts true"),
        overview.tables().stream().map(each -> each.name() + " " + each.key()).toList());
    assertTrue(overview.tables().stream().allMatch(each -> each.freeBytes() != null));
  }

  @Test
  void what_is_free_is_told_only_to_an_account_that_may_know_it() {
    TestProject project = shop();
    upgraded(project);
    try (LeastAccount account = LeastAccount.of(project.database())) {
      Overview overview = report(project.with(account.settings())).overview();
      assertEquals(4, overview.tables().size());
      assertTrue(overview.tables().stream().allMatch(each -> each.freeBytes() == null));
    }
  }

  @Test
  void a_report_as_text_and_as_json() {
    TestProject project = shop();
    upgraded(project);
    Report.Page page = report(project);
    Goals.says(
        TextRenderer.render(page), "Report of development (", "1 applied", "1 without a key");
    JsonObject json = JsonParser.parseString(JsonRenderer.render(page)).getAsJsonObject();
    for (String name :
        List.of("environments", "timeline", "tables", "backups", "findings", "notices", "files")) {
      assertNotNull(json.getAsJsonArray(name), name);
    }
    JsonObject diagram = Objects.requireNonNull(json.getAsJsonObject("diagram"));
    assertEquals(4, diagram.getAsJsonArray("tables").size());
    assertNotNull(json.getAsJsonObject("indexes").get("remarks"));
    assertNotNull(json.getAsJsonObject("audit").get("rows"));
  }
}

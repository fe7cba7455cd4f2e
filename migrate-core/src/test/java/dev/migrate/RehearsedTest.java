package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.Policy;
import dev.migrate.plan.Foreseen;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Vendor;
import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsedTest {

  @TempDir Path folder;

  private TestProject project() {
    TestProject project = TestProject.in(folder);
    TestServer.execute(
        project.database(),
        "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL)",
        "CREATE TABLE orders (id INT PRIMARY KEY, customer INT NOT NULL, note VARCHAR(10),"
            + " CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customers (id))",
        "CREATE VIEW customers_named AS SELECT id, UPPER(name) AS name FROM customers",
        "INSERT INTO customers VALUES (1, 'a'), (2, 'b')",
        "INSERT INTO orders VALUES (1, 1, 'x')",
        // Else MySQL counts the rows when it finds time.
        "ANALYZE TABLE customers, orders");
    return project.flyway("baselineOnMigrate", "true");
  }

  private static Rehearsed rehearsed(TestProject project) throws Exception {
    return Rehearsing.of(project);
  }

  @Test
  void each_statement_is_tried_out_after_those_before_it() throws Exception {
    TestProject project =
        project()
            .write(
                "V2__a.sql",
                "ALTER TABLE orders ADD COLUMN paid DATE;",
                "ALTER TABLE orders MODIFY note TEXT, ADD INDEX by_paid (paid) -- a comment",
                ";",
                "CREATE INDEX by_name ON customers (name);",
                "RENAME TABLE orders TO bought;",
                "ALTER TABLE bought DROP INDEX by_paid;",
                "CREATE TABLE fresh (id INT PRIMARY KEY);",
                "CREATE VIEW of_view AS SELECT * FROM customers_named;",
                "INSERT INTO fresh SELECT id FROM of_view;");
    Rehearsed rehearsed = rehearsed(project);
    List<Foreseen> all = rehearsed.statements();
    assertEquals("INSTANT", all.get(0).algorithm());
    assertEquals("NONE", all.get(0).lock());
    assertEquals(false, all.get(0).rebuild());
    assertEquals("COPY", all.get(1).algorithm());
    assertEquals(true, all.get(1).rebuild());
    boolean mysql = TestServer.vendor() == Vendor.MYSQL;
    assertEquals(mysql ? "SHARED" : "NONE", all.get(1).lock());
    assertEquals(mysql ? "INPLACE" : "NOCOPY", all.get(2).algorithm());
    assertEquals(false, all.get(2).rebuild());
    assertEquals(2, all.get(2).sizes().get(0).rows());
    assertEquals(List.of("orders"), rehearsed.children().get(2));
    assertEquals(null, all.get(3).algorithm());
    assertEquals("orders", all.get(4).sizes().get(0).table());
    assertFalse(has(all.get(0).before().get("orders"), "paid"));
    assertTrue(has(all.get(0).after().get("orders"), "paid"));
    assertTrue(all.stream().allMatch(Foreseen::tried), all.toString());
    assertTrue(all.stream().allMatch(f -> f.failure() == null && f.unknown() == null));
    assertEquals(List.of(), rehearsed.notices());
  }

  private static boolean has(@Nullable Table table, String column) {
    return Objects.requireNonNull(table).column(column).isPresent();
  }

  @Test
  void what_the_server_refuses_is_told_and_what_comes_after_it_is_not_reached() throws Exception {
    TestProject project =
        project()
            .write(
                "V2__a.sql",
                "ALTER TABLE orders ADD COLUMN note INT;",
                "ALTER TABLE orders ADD COLUMN other INT;");
    List<Foreseen> all = rehearsed(project).statements();
    Goals.says(String.valueOf(all.get(0).failure()), "[1060]", "note");
    assertFalse(all.get(1).tried());
    Goals.says(String.valueOf(all.get(1).unknown()), "the run ends before it");
  }

  @Test
  void the_other_ends_of_foreign_keys_are_there_where_they_matter() throws Exception {
    TestProject project =
        project()
            .write(
                "V2__a.sql",
                "ALTER TABLE orders ADD COLUMN paid DATE, ALTER note SET DEFAULT 'x';",
                "CREATE INDEX by_customer ON orders (customer);",
                "ALTER TABLE orders MODIFY note INT;",
                "ALTER TABLE orders MODIFY customer BIGINT NOT NULL;");
    List<Foreseen> all = rehearsed(project).statements();
    assertEquals("INSTANT", all.get(0).algorithm());
    assertTrue(all.subList(0, 3).stream().allMatch(Foreseen::tried), all.toString());
    boolean mysql = TestServer.vendor() == Vendor.MYSQL;
    // As where its parent is there: without it MySQL would say 1832, too.
    Goals.says(String.valueOf(all.get(3).failure()), mysql ? "[3780]" : "[1832]", "customer");
  }

  @Test
  void what_a_child_alone_hinders_is_told_though_no_statement_names_it() throws Exception {
    TestProject retyped =
        project()
            .write(
                "V2__a.sql",
                "ALTER TABLE customers ADD COLUMN born DATE;",
                "ALTER TABLE customers MODIFY id BIGINT;");
    List<Foreseen> all = rehearsed(retyped).statements();
    assertEquals("INSTANT", all.get(0).algorithm());
    boolean mysql = TestServer.vendor() == Vendor.MYSQL;
    Goals.says(String.valueOf(all.get(1).failure()), mysql ? "[3780]" : "[1833]", "id");
    Foreseen dropped =
        rehearsed(retyped.write("V2__a.sql", "DROP TABLE customers;")).statements().get(0);
    Goals.says(String.valueOf(dropped.failure()), mysql ? "[3730]" : "[1451]");
  }

  @Test
  void after_a_statement_of_which_nobody_knows_what_it_does_nothing_is_certain() throws Exception {
    TestProject project =
        project()
            .write(
                "V2__a.sql",
                "CALL anything();",
                "ALTER TABLE orders ADD COLUMN other INT;",
                "ALTER TABLE made_there ADD COLUMN other INT;");
    List<Foreseen> all = rehearsed(project).statements();
    assertFalse(all.get(0).tried());
    assertNotNull(all.get(0).unknown());
    assertEquals(null, all.get(1).algorithm());
    Goals.says(String.valueOf(all.get(1).unknown()), "V2__a.sql:1", "not tried out");
    assertEquals(null, all.get(2).failure());
    Goals.says(String.valueOf(all.get(2).unknown()), "[1146]");
  }

  @Test
  void what_only_rows_can_tell_is_no_failure() throws Exception {
    TestProject project =
        project().write("V2__a.sql", "INSERT INTO orders VALUES (2, 1, 'y');", "SELECT 1;");
    List<Foreseen> all = rehearsed(project).statements();
    assertEquals(null, all.get(0).failure());
    Goals.says(String.valueOf(all.get(0).unknown()), "it depends on rows");
    assertEquals(null, all.get(1).unknown());
    assertFalse(all.get(1).tried());
  }

  @Test
  void without_a_scratch_server_the_sizes_are_told_and_how_to_have_the_rest_asked()
      throws Exception {
    TestProject project =
        project()
            .environment("live", Policy.STAGING)
            .write("V2__a.sql", "ALTER TABLE customers ADD COLUMN other INT;");
    Rehearsed rehearsed = rehearsed(project);
    Foreseen only = rehearsed.statements().get(0);
    assertEquals(null, only.algorithm());
    Goals.says(String.valueOf(only.unknown()), "scratch server");
    assertEquals(2, only.sizes().get(0).rows());
    Goals.says(rehearsed.notices().get(0), "-Dmigrate.scratch.url=", "-Dmigrate.scratch.own");
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Policy;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each goal works with what migrate.grants prints for it, and no more: without SUPER, and on a
 * server that demands primary keys.
 */
@Order(1)
class GrantsTest {

  private static final String PASSWORD = "least-1";

  /** Everything demanded but a protected connection, which the test server may not offer. */
  private static final Policy DEMANDING =
      new Policy(Policy.DEVELOPMENT.tls(), false, true, true, true, true, false, true, true, false);

  @TempDir Path folder;
  private TestProject project;
  private DatabaseSettings admin;
  private String account;

  @BeforeEach
  void accountWithoutPrivileges() {
    admin = TestServer.freshDatabase();
    account = "'" + admin.name() + "'@'%'";
    TestServer.execute(admin, "CREATE USER " + account + " IDENTIFIED BY '" + PASSWORD + "'");
    boolean mysql = TestServer.vendor() == Vendor.MYSQL;
    Map<String, String> demanding =
        mysql ? Map.of("sessionVariables", "sql_require_primary_key=ON") : Map.of();
    project =
        TestProject.on(folder, Accounts.at(admin, admin.name(), PASSWORD))
            .environment("staging", DEMANDING)
            .write(
                "V1__tasks.sql",
                "CREATE TABLE tasks (id INT PRIMARY KEY, title VARCHAR(20), done DATE);",
                "INSERT INTO tasks (id) VALUES (1), (2);",
                "CREATE VIEW titles AS SELECT title FROM tasks;",
                "CREATE PROCEDURE tidy() SQL SECURITY INVOKER DELETE FROM tasks WHERE id < 0;")
            .write(
                "U1__tasks.sql", "DROP PROCEDURE tidy;", "DROP VIEW titles;", "DROP TABLE tasks;")
            .write("V2__due.sql", "ALTER TABLE tasks ADD COLUMN due DATE;", "CALL tidy();")
            .write("U2__due.sql", "ALTER TABLE tasks DROP COLUMN due;");
    if (mysql) {
      TestServer.execute(admin, "GRANT SESSION_VARIABLES_ADMIN ON *.* TO " + account);
      project = project.with(Accounts.at(admin, admin.name(), PASSWORD, demanding));
    }
  }

  @AfterEach
  void dropAccount() {
    TestServer.execute(admin, "DROP USER " + account);
  }

  private <T> T run(Function<Migrator, T> goal) {
    try (Migrator migrator = project.migrator()) {
      return goal.apply(migrator);
    }
  }

  /** Gives the account what is printed for a goal, and nothing that it had before. */
  private void grantFor(String goal) {
    ValidateRequest asking =
        new ValidateRequest(
            ValidateRequest.Scope.PENDING, Optional.empty(), false, true, false, false);
    TestServer.execute(admin, "GRANT SELECT ON `" + admin.name() + "`.* TO " + account);
    List<String> statements =
        run(migrator -> migrator.validate(asking)).grants().stream()
            .filter(each -> List.of(each.goal().split(", ")).contains(goal))
            .flatMap(each -> each.statements().stream())
            .toList();
    assertTrue(!statements.isEmpty(), goal);
    TestServer.execute(admin, "REVOKE ALL PRIVILEGES, GRANT OPTION FROM " + account);
    if (TestServer.vendor() == Vendor.MYSQL) {
      TestServer.execute(admin, "GRANT SESSION_VARIABLES_ADMIN ON *.* TO " + account);
    }
    TestServer.execute(admin, statements.toArray(String[]::new));
  }

  @Test
  void every_goal_works_with_what_is_printed_for_it() {
    grantFor("upgrade");
    assertEquals(1, run(migrator -> migrator.upgrade("1")).applied().size());
    grantFor("current");
    assertEquals("1", run(Migrator::current).version());
    assertEquals(2, run(Migrator::history).migrations().size());
    grantFor("validate");
    Report.Validate looked = run(migrator -> migrator.validate(ValidateRequest.PENDING));
    assertEquals(
        List.of("privileges-missing WARNING"),
        looked.findings().stream()
            .filter(each -> !each.code().equals("tls-not-in-force"))
            .map(each -> each.code() + " " + each.severity())
            .toList());
    grantFor("plan");
    Report.Plan plan = run(migrator -> migrator.plan(PlanRequest.upgrade()));
    assertEquals("INSTANT", plan.statements().get(0).algorithm());
    assertEquals(List.of(), plan.notices());
    grantFor("report");
    Overview overview = run(migrator -> migrator.report("shop", false)).overview();
    assertTrue(
        overview.notices().stream().allMatch(each -> each.contains("L401")),
        overview.notices().toString());
    assertEquals(1, overview.diagram().tables().size());
    assertEquals(TestServer.vendor() == Vendor.MYSQL, overview.indexes().use().available());
    grantFor("upgrade");
    assertEquals(1, run(migrator -> migrator.upgrade(null)).applied().size());
    assertEquals(1, run(migrator -> migrator.downgrade(1)).undone().size());
    grantFor("repair");
    run(migrator -> migrator.repair(null));
    grantFor("backup");
    Path file = run(migrator -> migrator.backup(List.of(), null)).file();
    grantFor("restore");
    RestoreRequest restore = new RestoreRequest(file.toString(), null, List.of(), admin.name());
    assertTrue(run(migrator -> migrator.restore(restore)).rows() >= 2);
  }
}

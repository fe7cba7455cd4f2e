package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Migrator;
import dev.migrate.PlanRequest;
import dev.migrate.Report;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long the plan of 200 pending statements takes on a database of 500 tables; aim 5 s.
 *
 * <p>System property: {@code campaign.rounds} (3).
 */
@Isolated("measures")
class PlanBenchmark {

  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 3);
  private static final int TABLES = 500;
  private static final int FILES = 20;
  private static final double AIM = 5;

  private static final List<String> KINDS =
      List.of(
          "ALTER TABLE t%d ADD COLUMN n%d INT;",
          "ALTER TABLE t%d ADD INDEX i%d (a);",
          "ALTER TABLE t%d MODIFY c VARCHAR(300) COMMENT '%d';",
          "ALTER TABLE t%d ADD COLUMN o%d VARCHAR(20) NOT NULL DEFAULT '';",
          "CREATE INDEX k%2$d ON t%1$d (b);",
          "ALTER TABLE t%d ALTER b SET DEFAULT %d;",
          "ALTER TABLE t%d MODIFY a BIGINT COMMENT '%d';",
          "CREATE TABLE f%2$d (id INT PRIMARY KEY, t INT, FOREIGN KEY (t) REFERENCES t%1$d (id));",
          "ALTER TABLE t%1$d DROP COLUMN d, ADD COLUMN d%2$d INT;",
          "UPDATE t%d SET a = %d WHERE id = 1;");

  @TempDir Path folder;

  @Test
  void of_two_hundred_statements_on_five_hundred_tables() throws Exception {
    TestProject project = TestProject.in(folder).flyway("baselineOnMigrate", "true");
    make(project);
    int number = 0;
    for (int file = 0; file < FILES; file++) {
      List<String> lines = new ArrayList<>();
      for (String kind : KINDS) {
        number++;
        lines.add(String.format(Locale.ROOT, kind, number * 7 % TABLES, number));
      }
      project.write("V" + (file + 2) + "__more.sql", lines.toArray(String[]::new));
    }
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i <= ROUNDS; i++) {
      double each = plan(project, number);
      if (i > 0) {
        seconds.add(each);
      }
    }
    Collections.sort(seconds);
    double median = seconds.get(seconds.size() / 2);
    System.out.printf(
        Locale.ROOT,
        "%s: plan of %d statements, %d tables: median %.2f s of %s%n",
        TestServer.query(TestServer.admin(), "SELECT VERSION()").get(0),
        number,
        TABLES,
        median,
        seconds);
    assertTrue(median <= AIM, "aim " + AIM + " s");
  }

  private static double plan(TestProject project, int statements) {
    long begin = System.nanoTime();
    try (Migrator migrator = project.migrator()) {
      Report.Plan plan = migrator.plan(PlanRequest.upgrade());
      assertEquals(statements, plan.statements().size());
      assertEquals(
          List.of(),
          plan.statements().stream()
              .filter(s -> s.failure() != null || s.unknown() != null)
              .toList());
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Each table refers to the one before it, in groups of ten. */
  private static void make(TestProject project) throws Exception {
    try (Connection connection = TestServer.connect(project.database());
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < TABLES; i++) {
        String key = i % 10 == 0 ? "" : ", FOREIGN KEY (b) REFERENCES t" + (i - 1) + " (id)";
        statement.execute(
            "CREATE TABLE t"
                + i
                + " (id INT PRIMARY KEY, a INT NOT NULL, b INT, c VARCHAR(100), d INT, KEY by_a (a)"
                + (i % 3 == 0 ? "" : ", KEY by_c (c)")
                + key
                + ")");
      }
    }
  }
}

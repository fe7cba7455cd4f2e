package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.render.page.ReportPage;
import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long the report of a database of 500 tables takes, its page included, with a few statements
 * pending and without.
 */
@Isolated("measures")
class ReportBenchmark {

  private static final int TABLES = 500;
  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 5);
  private static final double AIM = 5;

  @TempDir Path folder;

  @Test
  void of_five_hundred_tables() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < TABLES; i++) {
      // Each table refers to the one before it, in groups of ten.
      String key = i % 10 == 0 ? "" : ", FOREIGN KEY (b) REFERENCES t" + (i - 1) + " (id)";
      lines.add(
          "CREATE TABLE t"
              + i
              + " (id INT PRIMARY KEY, a INT NOT NULL, b INT, c VARCHAR(100), KEY by_a (a),"
              + " KEY by_c (c)"
              + key
              + ");");
    }
    TestProject project =
        TestProject.in(folder).write("V1__tables.sql", lines.toArray(String[]::new));
    Goals.of(project).upgrade();
    measure(project, "nothing pending");
    project.write(
        "V2__more.sql",
        "ALTER TABLE t7 ADD COLUMN n INT;",
        "ALTER TABLE t8 ADD INDEX more (a, c);",
        "CREATE TABLE child (id INT PRIMARY KEY, t INT, FOREIGN KEY (t) REFERENCES t9 (id));");
    measure(project, "three statements pending");
  }

  private static void measure(TestProject project, String what) {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i <= ROUNDS; i++) {
      long begin = System.nanoTime();
      try (Migrator migrator = project.migrator()) {
        Report.Page page = migrator.report("shop", false);
        assertEquals(TABLES, page.overview().tables().size());
        assertEquals(List.of(), page.overview().notices());
        assertTrue(ReportPage.html(page.run(), page.overview()).length() > TABLES);
      }
      if (i > 0) {
        seconds.add((System.nanoTime() - begin) / 1e9);
      }
    }
    Collections.sort(seconds);
    double median = seconds.get(seconds.size() / 2);
    System.out.printf(
        Locale.ROOT,
        "%s: report of %d tables, %s: median %.2f s of %s%n",
        TestServer.query(TestServer.admin(), "SELECT VERSION()").get(0),
        TABLES,
        what,
        median,
        seconds);
    assertTrue(median <= AIM, "aim " + AIM + " s");
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.outcome.StatementException;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MariaDB, killed amid the CREATE of a partitioned table, may leave a partition of it behind. */
class LeftPartitionTest {

  @TempDir Path folder;

  private static List<String> upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.upgrade(null).applied().stream().map(Report.Step::description).toList();
    }
  }

  @Test
  void a_partition_in_the_way_is_named_with_what_removes_it() {
    TestProject project = TestProject.in(folder);
    assumeTrue(TestServer.vendor(project.database()) == Vendor.MARIADB);
    project.write("V1__ground.sql", "CREATE TABLE ground (a INT);");
    upgrade(project);
    project.write(
        "V2__visits.sql",
        "CREATE TABLE visits (day INT) PARTITION BY RANGE (day)"
            + " (PARTITION p1 VALUES LESS THAN (9), PARTITION p2 VALUES LESS THAN (99));");
    TestServer.execute(project.database(), "CREATE TABLE `#mysql50#visits#P#p2` (day INT)");
    StatementException e = assertThrows(StatementException.class, () -> upgrade(project));
    Matcher drop = Pattern.compile("DROP TABLE [^,]+").matcher(e.problem().fix());
    assertTrue(drop.find(), e.problem().fix());
    TestServer.execute(project.database(), drop.group());
    assertEquals(List.of("visits"), upgrade(project));
    TestServer.execute(project.database(), "DROP DATABASE `" + project.database().name() + "`");
  }
}

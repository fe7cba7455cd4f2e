package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.ValidateRequest;
import dev.migrate.testing.TestProject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How long a look at many files takes where no database is asked. */
@Isolated("measures")
class RulesBenchmark {

  private static final int FILES = 1_000;

  private static final ValidateRequest OFFLINE =
      new ValidateRequest(ValidateRequest.Scope.ALL, Optional.empty(), false, false, false, true);

  @Test
  void a_thousand_files_are_looked_at_in_two_seconds(@TempDir Path folder) {
    TestProject project = TestProject.in(folder);
    for (int i = 1; i <= FILES; i++) {
      project.write("V" + i + "__change.sql", script(i));
    }
    Instant begin = Instant.now();
    Report.Validate report;
    try (Migrator migrator = project.migrator()) {
      report = migrator.validate(OFFLINE);
    }
    Duration took = Duration.between(begin, Instant.now());
    System.out.printf(
        "%d files, %d findings: %d ms%n", FILES, report.findings().size(), took.toMillis());
    assertTrue(report.findings().size() > FILES, report.notices().toString());
    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took.toString());
  }

  private static String[] script(int i) {
    return new String[] {
      "CREATE TABLE t" + i + " (id BIGINT PRIMARY KEY, a INT, b VARCHAR(50), KEY (a), KEY (a, b));",
      "ALTER TABLE t" + Math.max(1, i - 1) + " DROP COLUMN b, ADD COLUMN c" + i + " INT NOT NULL;",
      "INSERT INTO t" + i + " VALUES (1, 2, 'three'), (4, 5, 'six'), (7, 8, 'nine');",
      "UPDATE t" + i + " SET a = a + 1 WHERE id = 4;",
      "CREATE VIEW v" + i + " AS SELECT id, a FROM t" + i + " WHERE a > 3;",
      "ALTER TABLE t" + i + " ADD UNIQUE KEY u (a), MODIFY a BIGINT NOT NULL;",
      "DELETE FROM t" + Math.max(1, i - 2) + ";"
    };
  }
}

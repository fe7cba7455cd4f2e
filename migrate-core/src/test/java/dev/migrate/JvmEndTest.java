package dev.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.testing.Build;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A build in a process of its own that gets a signal. */
@Order(1)
@DisabledOnOs(OS.WINDOWS)
class JvmEndTest {

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void table() {
    project =
        TestProject.in(folder)
            .write(
                "V1__t.sql",
                "CREATE TABLE marks (n INT NOT NULL);",
                "CREATE TABLE t (id INT PRIMARY KEY);",
                "INSERT INTO t WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r"
                    + " WHERE i < 1000) SELECT i FROM r;");
    upgrade();
  }

  @Test
  void an_alter_that_copies_is_ended_and_the_next_upgrade_completes_it() throws Exception {
    project.write(
        "V2__c.sql",
        "INSERT INTO marks VALUES (1);",
        "ALTER TABLE t ADD COLUMN c CHAR(128)"
            + " AS (SHA2(REPEAT('x', 200000 + id), 512)) STORED, ALGORITHM = COPY;",
        "INSERT INTO marks VALUES (2);");
    Process build = Build.start(folder, project.database());
    await(
        build,
        "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE()"
            + " AND state LIKE 'copy to tmp table%'");
    Build.signal(build);
    String said = said(build, Duration.ofSeconds(10));
    assertTrue(said.contains("run-interrupted: The run was interrupted."), said);
    assertTrue(said.contains("statement 1 of 3 is committed"), said);
    assertTrue(
        said.contains("Run it again: mvn migrate:upgrade (it goes on at statement 2)"), said);
    is("SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()", "1");
    upgrade();
    is("SELECT GROUP_CONCAT(n ORDER BY n), (SELECT COUNT(c) FROM t) FROM marks", "1,2|1000");
  }

  @Test
  void a_second_signal_does_not_wait_for_what_cannot_be_ended() throws Exception {
    project.java(
        "db.migration.V2__Sleep",
        "package db.migration;",
        "public class V2__Sleep extends org.flywaydb.core.api.migration.BaseJavaMigration {",
        "  @Override public void migrate(org.flywaydb.core.api.migration.Context c)",
        "      throws Exception {",
        "    try (java.sql.Statement s = c.getConnection().createStatement()) {",
        "      s.execute(\"CREATE TABLE begun (a INT)\");",
        "    }",
        "    Thread.sleep(60000);",
        "  }",
        "}");
    Process build = Build.start(folder, project.database());
    await(
        build,
        "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE()"
            + " AND table_name = 'begun'");
    if (!Build.takesSigint(build)) {
      build.destroyForcibly();
      assumeTrue(false, "started where SIGINT is ignored, and so is the second one");
    }
    Build.signal(build);
    assertFalse(build.waitFor(1, TimeUnit.SECONDS), "it has to wait for the migration");
    Build.signal(build);
    assertTrue(build.waitFor(5, TimeUnit.SECONDS), "it did not end");
    assertEquals(130, build.exitValue());
  }

  private void await(Process build, String query) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (TestServer.query(project.database(), query).isEmpty()) {
      assertTrue(build.isAlive() && System.nanoTime() < end, () -> rest(build));
      Thread.sleep(5);
    }
  }

  private static String rest(Process build) {
    try {
      // Process.destroyForcibly() would close the stream as well.
      build.toHandle().destroyForcibly();
      return new String(build.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String said(Process build, Duration limit) throws Exception {
    boolean ended = build.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
    String said = rest(build);
    assertTrue(ended, said);
    return said;
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private void is(String query, String row) {
    assertEquals(List.of(row), TestServer.query(project.database(), query));
  }
}

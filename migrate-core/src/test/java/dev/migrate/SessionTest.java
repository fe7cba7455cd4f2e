package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each migration finds the session the first one found. */
class SessionTest {

  private static final String[] RECORD = {
    "CREATE TEMPORARY TABLE scratch (a INT);",
    "INSERT INTO seen (session) SELECT CONCAT_WS('|', @@sql_mode, @@foreign_key_checks,",
    "  @@unique_checks, @@autocommit, @@time_zone, @@collation_connection,",
    "  @@character_set_client, @@character_set_results, @@sql_log_bin, @@max_join_size,",
    "  @@lock_wait_timeout, DATABASE(), COALESCE(@total, 'null'), COALESCE(@`odd name`, 'null'),",
    "  ABS(TIMESTAMPDIFF(MICROSECOND, NOW(6), SYSDATE(6))) < 900000);"
  };

  @TempDir Path folder;

  @Test
  void what_a_migration_makes_of_the_session_ends_with_it() {
    TestProject project = TestProject.in(folder);
    String other = project.database().name() + "_other";
    project
        .write(
            "V1__seen.sql",
            "CREATE TABLE seen (id INT AUTO_INCREMENT PRIMARY KEY, session TEXT);",
            "CREATE DATABASE " + other + " CHARACTER SET latin1;")
        .write("V2__before.sql", RECORD)
        .write(
            "V3__settings.sql",
            "-- migrate:not-resumable: without the binary log nothing can be written down",
            "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', foreign_key_checks = 0;",
            "SET SESSION unique_checks = 0, time_zone = '+05:00', max_join_size = 77;",
            "SET NAMES latin1; SET @total = 5; SELECT 6 INTO @`odd name`;",
            "SET lock_wait_timeout = 7; SET sql_log_bin = 0; DO SLEEP(1);",
            "CREATE TEMPORARY TABLE scratch (b INT);")
        .write("V4__after_settings.sql", RECORD)
        .write(
            "V5__only_rows.sql",
            "INSERT INTO seen (id) SELECT @total := 9;",
            "DELETE FROM seen WHERE id = 9;")
        .write("V6__after_rows.sql", RECORD)
        .write("V7__use.sql", "USE " + other + ";", "CREATE TABLE there (a INT);")
        .write("V8__after_use.sql", RECORD)
        .write(
            "V9__autocommit.sql",
            "SET autocommit = 0;",
            "INSERT INTO " + other + ".there VALUES (1);")
        .write("V10__after_autocommit.sql", RECORD)
        .write("V11__read_only.sql", "SET SESSION TRANSACTION READ ONLY;", "SELECT 1;")
        .write("V12__after_read_only.sql", RECORD)
        .write("V13__lock.sql", "LOCK TABLES seen READ;", "SELECT COUNT(*) FROM seen;")
        .write("V14__after_lock.sql", RECORD);
    try {
      upgrade(project);
      List<String> seen =
          TestServer.query(project.database(), "SELECT session FROM seen ORDER BY id");
      assertEquals(7, seen.size());
      for (int i = 1; i < seen.size(); i++) {
        assertEquals(seen.get(0), seen.get(i), "record " + (i + 1));
      }
      assertEquals(
          List.of("1"), TestServer.query(project.database(), "SELECT a FROM " + other + ".there"));
    } finally {
      TestServer.execute(project.database(), "DROP DATABASE IF EXISTS " + other);
    }
  }

  @Test
  void what_a_migration_leaves_open_is_committed_with_it_and_survives_the_failure_of_the_next() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__t.sql", "CREATE TABLE t (a INT);")
            .write("V2__open.sql", "START TRANSACTION;", "INSERT INTO t VALUES (1);")
            .write("V3__off.sql", "SET autocommit = 0;", "INSERT INTO t VALUES (2);")
            .write("V4__bad.sql", "INSERT INTO t VALUES (3);", "ROLLBACK;", "BAD;");
    try (Migrator migrator = project.migrator()) {
      assertThrows(MigrateException.class, () -> migrator.upgrade(null));
    }
    assertEquals(
        List.of("1", "2"), TestServer.query(project.database(), "SELECT a FROM t ORDER BY a"));
    assertEquals(
        List.of("1|1", "2|1", "3|1"),
        TestServer.query(
            project.database(),
            "SELECT version, success FROM flyway_schema_history ORDER BY installed_rank"));
  }

  @Test
  void table_locks_hold_while_the_script_has_them() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__t.sql", "CREATE TABLE t (a INT);", "CREATE TABLE u (a INT);")
            .write(
                "V2__dump.sql",
                "LOCK TABLES `t` WRITE;",
                "/*!40000 ALTER TABLE `t` DISABLE KEYS */;",
                "set autocommit=0;",
                "INSERT INTO t VALUES (1);",
                "/*!40000 ALTER TABLE `t` ENABLE KEYS */;",
                "UNLOCK TABLES;",
                "commit;")
            .write(
                "V3__locked.sql",
                "LOCK TABLES t WRITE;",
                "INSERT INTO t VALUES (2);",
                "INSERT INTO u VALUES (2);");
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(MigrateException.class, () -> migrator.upgrade(null));
      String text = e.problem().text();
      assertEquals(true, text.contains("[1100/HY000]") && text.contains("V3__locked.sql:3"), text);
      assertEquals(
          true, text.contains("nothing of this script: statements 1 to 2 were rolled"), text);
    }
    assertEquals(List.of("1"), TestServer.query(project.database(), "SELECT a FROM t ORDER BY a"));
  }

  private static void upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }
}

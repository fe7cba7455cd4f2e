package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many round trips an upgrade takes, as counted on the way to the server. */
class PacketsTest {

  private static final int MANY = 20;

  @TempDir Path folder;

  @Test
  void a_migration_of_one_statement_takes_few_packets_and_a_run_without_work_fewer()
      throws Exception {
    DatabaseSettings database = TestServer.freshDatabase();
    try (Proxy proxy = Proxy.before(database.host(), database.port())) {
      TestProject project = TestProject.on(folder, TestServer.at(database, proxy.port()));
      project.write("V1__t.sql", "CREATE TABLE t (a INT PRIMARY KEY);");
      upgrade(project);
      proxy.reset();
      upgrade(project);
      long nothing = proxy.packets();
      assertTrue(nothing <= 15, () -> "a run without work: " + nothing);
      for (int i = 0; i < MANY; i++) {
        project.write("V2_" + i + "__c.sql", "CREATE TABLE c" + i + " (a INT PRIMARY KEY);");
      }
      few(project, proxy, nothing, "CREATE TABLE");
      for (int i = 0; i < MANY; i++) {
        project.write("V3_" + i + "__a.sql", "ALTER TABLE c" + i + " ADD COLUMN b INT NULL;");
      }
      few(project, proxy, nothing, "ALTER TABLE");
      for (int i = 0; i < MANY; i++) {
        project.write("V4_" + i + "__i.sql", "INSERT INTO t VALUES (" + i + ");");
      }
      few(project, proxy, nothing, "INSERT");
    }
  }

  /** Beyond what a run takes anyway; twelve for the lock and what is read again under it. */
  private static void few(TestProject project, Proxy proxy, long nothing, String what) {
    proxy.reset();
    upgrade(project);
    double each = (proxy.packets() - nothing - 12) / (double) MANY;
    assertTrue(each <= 6, () -> what + ": " + each + " packets each");
  }

  private static void upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("takes the server its strictness")
class LaxServerTest {

  @TempDir Path folder;

  @Test
  void a_server_without_strictness_is_found() {
    TestProject project =
        TestProject.in(folder).write("V1__tasks.sql", "CREATE TABLE tasks (id INT PRIMARY KEY);");
    DatabaseSettings admin = TestServer.admin();
    String before = TestServer.query(admin, "SELECT @@global.sql_mode").get(0);
    TestServer.execute(admin, "SET GLOBAL sql_mode = 'NO_ENGINE_SUBSTITUTION'");
    try (Migrator migrator = project.migrator()) {
      assertEquals(
          List.of("WARNING"),
          migrator.validate(ValidateRequest.PENDING).findings().stream()
              .filter(each -> each.code().equals("sql-mode-not-strict"))
              .map(each -> each.severity().name())
              .toList());
    } finally {
      TestServer.execute(admin, "SET GLOBAL sql_mode = '" + before + "'");
    }
  }
}

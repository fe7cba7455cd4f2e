package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.testing.ClassPathArtifacts;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

  @TempDir Path temporary;

  @Test
  void itsDatabaseIsThereAndItsDataAreKeptFromRunToRun() throws Exception {
    EmbeddedSettings settings = new EmbeddedSettings(temporary.resolve("a folder"), "shop", false);
    try (EmbeddedServer server =
        EmbeddedServer.start(settings, new ClassPathArtifacts(), e -> {})) {
      TestServer.execute(server.database(), "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (7)");
    }
    assertFalse(EmbeddedServer.stop(settings.folder()), "the last use ends the server");
    try (EmbeddedServer server = EmbeddedServer.start(settings, new ClassPathArtifacts(), e -> {});
        Connection connection = TestServer.connect(server.database());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT a, DATABASE(), VERSION() FROM t")) {
      assertTrue(row.next());
      assertEquals(7, row.getInt(1));
      assertEquals("shop", row.getString(2));
      assertTrue(row.getString(3).startsWith("11.4.5-MariaDB"));
    }
  }
}

package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("meanwhile nobody can query the sessions of the whole server as usual")
class ProcesslistTest {

  @Test
  void sessions_are_seen_also_while_someone_executes_a_statement_with_an_emoji() throws Exception {
    DatabaseSettings database = TestServer.freshDatabase();
    try (Connection asking = TestServer.connect(database);
        Connection speaking = TestServer.connect(database)) {
      CompletableFuture<Void> spoken = CompletableFuture.runAsync(() -> speak(speaking));
      int seen = 0;
      while (seen == 0 && !spoken.isDone()) {
        seen = Processlist.ask(list -> sleeping(asking, list));
      }
      assertEquals(1, seen);
      if (TestServer.vendor() == Vendor.MYSQL) {
        SQLException usual =
            assertThrows(
                SQLException.class, () -> sleeping(asking, "information_schema.processlist"));
        assertEquals(3854, usual.getErrorCode());
      }
      spoken.get();
    }
  }

  private static void speak(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT SLEEP(2), '\uD83D\uDE00'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int sleeping(Connection connection, String processlist) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*) FROM "
                    + processlist
                    + " WHERE db = DATABASE() AND state = 'User sleep'")) {
      row.next();
      return row.getInt(1);
    }
  }
}

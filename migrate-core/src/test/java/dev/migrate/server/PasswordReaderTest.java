package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands here are for sh")
class PasswordReaderTest {

  private static String read(String command) {
    return String.valueOf(PasswordReader.read(new Password.Command(command)));
  }

  private static ConfigurationException fails(String command) {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> PasswordReader.read(new Password.Command(command), Duration.ofSeconds(1)));
    assertEquals("password-command-failed", e.problem().code());
    assertEquals("passwordCommand", e.problem().where());
    return e;
  }

  @Test
  void aKnownPasswordIsItselfAndNoPasswordIsNone() {
    assertEquals("x", PasswordReader.read(new Password.Fixed("x")));
    assertNull(PasswordReader.read(new Password.Fixed(null)));
  }

  @Test
  void aCommandsOutputLessItsLastLineEndIsThePassword() {
    assertEquals("pa ss\n", read("printf 'pa ss\\n\\n'"));
    assertEquals("pass", read("printf 'pass\\r\\n'"));
    assertEquals("pass", read("echo warning >&2; printf pass"));
  }

  @Test
  void aCommandThatFailsIsNamedByItsExitCodeAndFirstErrorLineButNeverItsOutput() {
    ConfigurationException e =
        fails("echo s3cret; echo 'Error: token expired' >&2; echo more >&2; exit 3");
    assertTrue(
        e.problem()
            .text()
            .startsWith(
                "The command that prints the password ended with exit code 3: Error: token"
                    + " expired\n"),
        e.problem().text());
    assertFalse(e.problem().text().contains("s3cret"), e.problem().text());
    assertFalse(e.problem().text().contains("more"), e.problem().text());
  }

  @Test
  void aCommandThatPrintsNothingHasFailed() {
    assertTrue(fails("true").problem().text().contains("printed nothing"));
    assertTrue(fails("echo").problem().text().contains("printed nothing"));
  }

  @Test
  void aCommandThatDoesNotEndIsKilledWithItsChildren(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("pid");
    ConfigurationException e = fails("(echo $$ >'" + file + "'; sleep 60; true); echo s3cret");
    assertTrue(e.problem().text().contains("did not end within 1 s"), e.problem().text());
    long pid = Long.parseLong(Files.readString(file).strip());
    for (int i = 0;
        i < 50 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        i++) {
      Thread.sleep(20);
    }
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void aCommandThatReadsItsInputGetsNone() {
    assertEquals("pass", read("cat; printf pass"));
  }

  @Test
  void aCommandIsRunAgainForEveryConnection(@TempDir Path folder) throws IOException, SQLException {
    Path calls = folder.resolve("calls");
    DatabaseSettings admin = TestServer.admin();
    String password = ((Password.Fixed) admin.password()).value();
    Password command =
        new Password.Command("echo x >>'" + calls + "'; printf %s '" + password + "'");
    DatabaseSettings settings = Altered.account(admin, admin.username(), command);
    try (Database database = Database.open(settings, "op", event -> {});
        Connection observer = database.observer()) {
      assertTrue(observer.isValid(5));
      assertEquals(2, Files.readAllLines(calls).size());
    }
  }
}

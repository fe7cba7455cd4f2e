package dev.migrate.server;

import dev.migrate.environment.Password;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets the password for one connection; a command is run each time, since tokens expire. */
public final class PasswordReader {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private PasswordReader() {}

  /**
   * The password, null for an account without one.
   *
   * @throws ConfigurationException {@code password-command-failed}; its text never has what the
   *     command printed on its standard output, nor the command, which may hold a secret itself
   */
  public static @Nullable String read(Password password) {
    return read(password, LIMIT);
  }

  static @Nullable String read(Password password, Duration limit) {
    if (password instanceof Password.Fixed fixed) {
      return fixed.value();
    }
    return run(((Password.Command) password).command(), limit);
  }

  private static String run(String command, Duration limit) {
    try {
      return password(CommandLine.run(command, limit, Map.of()));
    } catch (CommandLine.FailedException e) {
      throw failed(e.how());
    }
  }

  private static String password(String output) {
    String password = output.replaceFirst("\r?\n\\z", "");
    if (password.isEmpty()) {
      throw failed("printed nothing");
    }
    return password;
  }

  private static ConfigurationException failed(String how) {
    return new ConfigurationException(
        Problem.of("password-command-failed", "The command that prints the password " + how)
            .at("passwordCommand")
            .fix(
                "run the command in a terminal as the user of this build: it has to print the"
                    + " password on its standard output and end with exit code 0"));
  }
}

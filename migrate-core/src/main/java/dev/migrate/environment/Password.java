package dev.migrate.environment;

import org.jspecify.annotations.Nullable;

/**
 * Where a password comes from. A {@link Command} is run anew for every connection, since tokens
 * expire. Neither form prints its secret.
 */
public sealed interface Password {

  /** A password that is known; null for an account without one. */
  record Fixed(@Nullable String value) implements Password {
    @Override
    public String toString() {
      return "Fixed[(set)]";
    }
  }

  /** A command line whose standard output, less the last line end, is the password. */
  record Command(String command) implements Password {}
}

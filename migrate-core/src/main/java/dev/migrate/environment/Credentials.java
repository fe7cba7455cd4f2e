package dev.migrate.environment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The port to credentials kept elsewhere under an id: the servers of Maven's settings.xml. */
@FunctionalInterface
public interface Credentials {

  /** For where there are no such credentials. */
  Credentials NONE = id -> Optional.empty();

  /**
   * The login kept under that id; empty when there is none.
   *
   * @throws dev.migrate.outcome.ConfigurationException when it cannot be decrypted
   */
  Optional<Login> forServer(String id);

  /** An account and its password, either of which may be missing. */
  record Login(@Nullable String username, @Nullable String password) {
    @Override
    public String toString() {
      return "Login[" + username + "]";
    }
  }
}

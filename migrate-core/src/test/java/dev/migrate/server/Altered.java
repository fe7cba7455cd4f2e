package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.DatabaseSettings.TrustStore;
import dev.migrate.environment.Password;
import dev.migrate.environment.Tls;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings with one thing altered. */
final class Altered {

  private Altered() {}

  static DatabaseSettings address(DatabaseSettings s, String host, int port) {
    return make(s, host, port, s.name(), s.username(), s.password(), s.tls(), null, Map.of());
  }

  static DatabaseSettings name(DatabaseSettings s, String name) {
    return make(s, s.host(), s.port(), name, s.username(), s.password(), s.tls(), null, Map.of());
  }

  static DatabaseSettings account(DatabaseSettings s, String username, Password password) {
    return make(s, s.host(), s.port(), s.name(), username, password, s.tls(), null, Map.of());
  }

  static DatabaseSettings tls(DatabaseSettings s, Tls tls, @Nullable TrustStore store) {
    return make(s, s.host(), s.port(), s.name(), s.username(), s.password(), tls, store, Map.of());
  }

  static DatabaseSettings properties(DatabaseSettings s, Map<String, String> properties) {
    return make(
        s, s.host(), s.port(), s.name(), s.username(), s.password(), s.tls(), null, properties);
  }

  private static DatabaseSettings make(
      DatabaseSettings s,
      String host,
      int port,
      String name,
      String username,
      Password password,
      Tls tls,
      @Nullable TrustStore store,
      Map<String, String> properties) {
    return new DatabaseSettings(
        host,
        port,
        name,
        username,
        password,
        tls,
        store,
        Duration.ofSeconds(2),
        s.lockTimeouts(),
        properties);
  }
}

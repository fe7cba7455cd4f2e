package dev.migrate;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same database through another account. */
final class Accounts {

  private Accounts() {}

  static DatabaseSettings at(DatabaseSettings database, String username, String password) {
    return at(database, username, password, database.properties());
  }

  /** The same account, with other properties of the connection. */
  static DatabaseSettings with(DatabaseSettings database, Map<String, String> properties) {
    Password.Fixed password = (Password.Fixed) database.password();
    return at(database, database.username(), password.value(), properties);
  }

  static DatabaseSettings at(
      DatabaseSettings database,
      String username,
      @Nullable String password,
      Map<String, String> properties) {
    return new DatabaseSettings(
        database.host(),
        database.port(),
        database.name(),
        username,
        new Password.Fixed(password),
        database.tls(),
        null,
        database.connectTimeout(),
        database.lockTimeouts(),
        properties);
  }
}

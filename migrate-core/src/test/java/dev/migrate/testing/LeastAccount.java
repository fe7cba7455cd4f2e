package dev.migrate.testing;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.server.Vendor;

/** An account that may do no more than a backup needs. */
public final class LeastAccount implements AutoCloseable {

  private static final String PASSWORD = "least-1";

  private final DatabaseSettings admin;

  private LeastAccount(DatabaseSettings admin) {
    this.admin = admin;
  }

  /** Creates it for a database, with its name. */
  public static LeastAccount of(DatabaseSettings admin) {
    LeastAccount account = new LeastAccount(admin);
    TestServer.execute(
        admin,
        "CREATE USER " + account.name() + " IDENTIFIED BY '" + PASSWORD + "'",
        "GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON `"
            + admin.name()
            + "`.* TO "
            + account.name(),
        (TestServer.vendor() == Vendor.MYSQL
                ? "GRANT SHOW_ROUTINE ON *.* TO "
                : "GRANT SELECT ON mysql.proc TO ")
            + account.name());
    return account;
  }

  /** As a statement names it. */
  public String name() {
    return "'" + admin.name() + "'@'%'";
  }

  /** How it connects. */
  public DatabaseSettings settings() {
    return new DatabaseSettings(
        admin.host(),
        admin.port(),
        admin.name(),
        admin.name(),
        new Password.Fixed(PASSWORD),
        admin.tls(),
        null,
        admin.connectTimeout(),
        admin.lockTimeouts(),
        admin.properties());
  }

  @Override
  public void close() {
    TestServer.execute(admin, "DROP USER " + name());
  }
}

package dev.migrate.schema;

import static dev.migrate.schema.Settlement.Verdict.RAN;
import static dev.migrate.schema.Settlement.Verdict.RUN;
import static dev.migrate.schema.Settlement.Verdict.UNDECIDED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.schema.Settlement.Verdict;
import dev.migrate.server.Database;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.testing.TestServer;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountSettlementTest {

  private final DatabaseSettings admin = TestServer.admin();

  private final String name = "fp_" + UUID.randomUUID().toString().substring(0, 8);

  /** {@code A}: a user with a grant; {@code B}: another; {@code R}: a role; {@code N}: nobody. */
  private String named(String sql) {
    return sql.replaceAll("\\b([ABN])\\b", name + "$1@localhost").replaceAll("\\bR\\b", name + "R");
  }

  @BeforeEach
  void create() {
    TestServer.execute(
        admin,
        named("CREATE USER A IDENTIFIED BY 'Secret-1', B IDENTIFIED BY 'Secret-1'"),
        named("GRANT SELECT ON *.* TO A"),
        named("CREATE ROLE R"));
  }

  @AfterEach
  void drop() {
    TestServer.execute(admin, named("DROP ROLE IF EXISTS R"), named("DROP USER IF EXISTS A, B, N"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CREATE USER N IDENTIFIED BY 'Secret-1' | RAN",
        "CREATE USER IF NOT EXISTS A, N | RAN",
        "DROP USER A | RAN",
        "DROP USER A, B | RAN",
        "DROP USER IF EXISTS A, N | RAN",
        "DROP ROLE R | RAN",
        "RENAME USER A TO N | RAN",
        "ALTER USER A IDENTIFIED BY 'Secret-2' | RAN",
        "ALTER USER A ACCOUNT LOCK | RAN",
        "ALTER USER A IDENTIFIED BY 'Secret-3', B ACCOUNT LOCK | RAN",
        "SET PASSWORD FOR A = SECRET | RAN",
        "REVOKE SELECT ON *.* FROM A | RAN",
        "REVOKE ALL PRIVILEGES, GRANT OPTION FROM A | RAN",
        "GRANT INSERT ON *.* TO A | RUN",
        "GRANT R TO A, B | RUN",
      })
  void tellsWhetherAStatementRan(String text, Verdict expected) throws SQLException {
    boolean mariadb = TestServer.query(admin, "SELECT VERSION()").get(0).contains("MariaDB");
    String secret = mariadb ? "PASSWORD('Secret-2')" : "'Secret-2'";
    String sql = named(text).replace("SECRET", secret);
    Statement statement = Splitter.split("V1.sql", sql).get(0);
    try (Database database = Database.open(admin, "test", event -> {})) {
      Fingerprint before = Fingerprint.of(database.executor(), null, statement);
      Fingerprint still = before.now(database.executor());
      assertEquals(RUN, Settlement.of(statement, before, still).verdict());
      TestServer.execute(admin, sql);
      Fingerprint now = before.now(database.executor());
      Settlement settlement = Settlement.of(statement, before, now);
      assertEquals(expected, settlement.verdict(), settlement::reason);
    }
  }

  @Test
  void oneOfTwoAccountsIsNotGuessed() throws SQLException {
    Statement drop = Splitter.split("V1.sql", named("DROP USER A, B")).get(0);
    try (Database database = Database.open(admin, "test", event -> {})) {
      Fingerprint before = Fingerprint.of(database.executor(), null, drop);
      TestServer.execute(admin, named("DROP USER A"));
      Settlement settlement = Settlement.of(drop, before, before.now(database.executor()));
      assertEquals(UNDECIDED, settlement.verdict());
      assertEquals(
          RAN,
          Settlement.of(
                  Splitter.split("V1.sql", named("DROP USER A")).get(0),
                  new Fingerprint(before.states().subList(0, 1)),
                  new Fingerprint(before.now(database.executor()).states().subList(0, 1)))
              .verdict());
    }
  }
}

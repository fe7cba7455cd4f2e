package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.DatabaseSettings.TrustStore;
import dev.migrate.environment.Password;
import dev.migrate.environment.Tls;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a person reads when the server cannot be had, or may not be worked on. */
@Isolated("makes the server read-only")
class DatabaseRefusalTest {

  private static final String SECRET = "s3cret-Pa55";

  private final List<Event> events = new ArrayList<>();

  private final List<DatabaseSettings> databases = new ArrayList<>();

  private DatabaseSettings fresh() {
    DatabaseSettings database = TestServer.freshDatabase();
    databases.add(database);
    return database;
  }

  @AfterEach
  void drop() {
    databases.forEach(d -> TestServer.execute(d, "DROP DATABASE " + d.name()));
  }

  private Database open(DatabaseSettings settings) {
    return Database.open(settings, "op", events::add);
  }

  private MigrateException refused(String code, DatabaseSettings settings) {
    MigrateException e = assertThrows(MigrateException.class, () -> open(settings).close());
    assertEquals(code, e.problem().code(), e.problem().text());
    for (Throwable t = e; t != null; t = t.getCause()) {
      assertFalse(String.valueOf(t.getMessage()).contains(SECRET), t::toString);
    }
    assertFalse(e.problem().text().contains("Communications link failure"), e.problem().text());
    return e;
  }

  private static void says(MigrateException e, String... parts) {
    for (String part : parts) {
      assertTrue(
          e.problem().text().contains(part), () -> part + "\nis not in\n" + e.problem().text());
    }
  }

  @Test
  void aWrongPasswordIsAccessDeniedWithTheServersWords() {
    DatabaseSettings admin = TestServer.admin();
    MigrateException e =
        refused(
            "access-denied", Altered.account(admin, admin.username(), new Password.Fixed(SECRET)));
    says(
        e,
        admin.host() + ":" + admin.port() + " does not accept the account " + admin.username(),
        "Access denied for user '" + admin.username() + "'@",
        "DATABASE_PASSWORD");
  }

  @Test
  void aServerThatIsDownIsUnreachable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    MigrateException e =
        refused("server-unreachable", Altered.address(TestServer.admin(), "127.0.0.1", port));
    says(e, "127.0.0.1:" + port + " cannot be reached: Connection refused", "DATABASE_PORT");
  }

  @Test
  void aHostNobodyKnowsIsUnreachable() {
    MigrateException e =
        refused("server-unreachable", Altered.address(TestServer.admin(), "db.invalid", 3306));
    says(e, "db.invalid:3306 cannot be reached: unknown host db.invalid");
  }

  @Test
  void aServerThatNeverGreetsIsGivenUpAfterTheConnectTimeout() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      MigrateException e =
          refused(
              "server-unreachable",
              Altered.address(TestServer.admin(), "127.0.0.1", mute.getLocalPort()));
      says(e, "127.0.0.1:" + mute.getLocalPort() + " does not answer within 2.0 s");
    }
  }

  @Test
  void anAccountThatMayNotUseTheDatabaseIsToldSo() throws SQLException {
    DatabaseSettings database = fresh();
    withAccount(
        database,
        account -> says(refused("database-denied", account), database.address(), "GRANT ALL ON"));
  }

  @Test
  void aDatabaseThatMayNotBeCreatedIsToldSo() throws SQLException {
    DatabaseSettings fresh = fresh();
    DatabaseSettings missing = Altered.name(fresh, fresh.name() + "_missing");
    withAccount(
        fresh,
        account -> {
          TestServer.execute(
              fresh, "GRANT SELECT ON " + missing.name() + ".* TO " + account.username());
          DatabaseSettings settings = Altered.name(account, missing.name());
          try (Database database = open(settings)) {
            assertFalse(database.exists());
            MigrateException e = assertThrows(MigrateException.class, database::createSchema);
            assertEquals("database-not-created", e.problem().code());
            says(e, missing.address() + " does not exist", "Access denied", "CREATE DATABASE `");
          }
        });
  }

  @Test
  void withoutTlsAtTheServerNothingIsSentWhereTlsIsRequired() throws IOException {
    DatabaseSettings admin = TestServer.admin();
    try (Proxy proxy = Proxy.before(admin.host(), admin.port())) {
      DatabaseSettings plain = Altered.address(admin, "127.0.0.1", proxy.port());
      MigrateException e = refused("tls-refused", Altered.tls(plain, Tls.REQUIRED, null));
      says(e, "127.0.0.1:" + proxy.port() + " offers no TLS, and tls is required", "at: tls");
      refused("tls-refused", Altered.tls(plain, Tls.VERIFY_IDENTITY, null));
      open(Altered.tls(plain, Tls.PREFERRED, null)).close();
      open(Altered.tls(plain, Tls.DISABLED, null)).close();
    }
  }

  @Test
  void anAccountThatTheServerTakesOnlyUnderTlsIsToldSo() throws SQLException {
    DatabaseSettings database = fresh();
    withAccount(
        database,
        account -> {
          TestServer.execute(database, "ALTER USER " + account.username() + " REQUIRE SSL");
          MigrateException e =
              assertThrows(
                  MigrateException.class, () -> open(Altered.tls(account, Tls.DISABLED, null)));
          // MariaDB, and MySQL with an account, do not tell this from a wrong password.
          assertEquals("access-denied", e.problem().code());
          says(e, "tls is disabled: an account may be open under TLS only");
        });
  }

  @Test
  void aPasswordIsNotGivenAwayWithoutTls() throws SQLException {
    DatabaseSettings database = fresh();
    Assumptions.assumeTrue(vendor(database) == Vendor.MYSQL, "caching_sha2_password is MySQL's");
    withAccount(
        database,
        account -> {
          MigrateException e =
              refused(
                  "tls-demanded",
                  Altered.properties(
                      Altered.tls(account, Tls.DISABLED, null),
                      Map.of("allowPublicKeyRetrieval", "false")));
          says(e, "The password of " + account.username() + " is not sent to", "tls to required");
        });
  }

  @Test
  void aCertificateNoOneVouchesForIsUntrusted() throws SQLException {
    DatabaseSettings admin = TestServer.admin();
    certificateAuthority(admin);
    MigrateException e = refused("certificate-untrusted", Altered.tls(admin, Tls.VERIFY_CA, null));
    says(e, "'s certificate is not trusted: ", "at: tls verify-ca", "keytool -importcert");
  }

  @Test
  void theServersOwnAuthorityIsTrustedFromATrustStoreButNotForAnotherName(@TempDir Path folder)
      throws SQLException, IOException, GeneralSecurityException {
    DatabaseSettings admin = TestServer.admin();
    TrustStore store = trustStore(folder.resolve("ca.p12"), certificateAuthority(admin));
    open(Altered.tls(admin, Tls.VERIFY_CA, store)).close();
    MigrateException e =
        refused("certificate-untrusted", Altered.tls(admin, Tls.VERIFY_IDENTITY, store));
    says(e, "at: tls verify-identity", "set the host to a name that is in the certificate");
    assertEquals(List.of(), events.stream().filter(Event.Notice.class::isInstance).toList());
    TrustStore wrong = new TrustStore(store.file(), "wrong");
    says(
        refused("trust-store-unreadable", Altered.tls(admin, Tls.VERIFY_CA, wrong)),
        store.file().toString(),
        "PEM");
  }

  @Test
  void aServerThatIsReadOnlyIsRefusedEvenForAnAdministrator() throws SQLException {
    DatabaseSettings settings = fresh();
    try {
      TestServer.execute(settings, "SET GLOBAL read_only = 1");
      says(
          refused("server-read-only", settings),
          settings.host() + ":" + settings.port() + " is read-only (",
          "SET GLOBAL read_only = OFF");
    } finally {
      TestServer.execute(settings, "SET GLOBAL read_only = 0");
    }
  }

  @Test
  void aReplicaIsRefusedWithItsSource() throws SQLException {
    DatabaseSettings settings = fresh();
    boolean mariadb = vendor(settings) == Vendor.MARIADB;
    TestServer.execute(
        settings,
        mariadb
            ? "CHANGE MASTER 'probe' TO MASTER_HOST='127.0.0.1', MASTER_PORT=1"
            : "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=1"
                + " FOR CHANNEL 'probe'");
    try {
      says(
          refused("server-is-replica", settings),
          settings.host() + ":" + settings.port() + " is a replica of 127.0.0.1:1",
          mariadb ? "RESET SLAVE ALL" : "RESET REPLICA ALL");
    } finally {
      TestServer.execute(
          settings, mariadb ? "RESET SLAVE 'probe' ALL" : "RESET REPLICA ALL FOR CHANNEL 'probe'");
    }
    open(settings).close();
  }

  @Test
  void anAccountWithFewRightsIsEnough() throws SQLException {
    DatabaseSettings database = fresh();
    withAccount(
        database,
        account -> {
          TestServer.execute(
              database, "GRANT ALL ON " + database.name() + ".* TO " + account.username());
          try (Database opened = open(account)) {
            assertTrue(opened.exists());
          }
          assertTrue(
              events.toString().contains("may not see whether the server is a replica"),
              events::toString);
        });
  }

  @Test
  void versionsTooOldAreRefusedAndNewerOnesOnlyMentioned() {
    DatabaseSettings settings = TestServer.admin();
    for (String old : List.of("5.7.44", "10.5.29-MariaDB", "5.5.5-10.4.1-MariaDB-log")) {
      MigrateException e =
          assertThrows(
              MigrateException.class,
              () -> ServerCheck.version(settings, ServerVersion.parse(old), events::add));
      assertEquals("server-unsupported", e.problem().code());
      says(e, ServerVersion.parse(old).text() + ", which is too old", "MariaDB 10.6 or later");
    }
    for (String good : List.of("8.0.0", "9.7.4-2", "10.6.0-MariaDB", "11.4.5-MariaDB")) {
      ServerCheck.version(settings, ServerVersion.parse(good), events::add);
    }
    assertEquals(List.of(), events);
    ServerCheck.version(settings, ServerVersion.parse("11.8.2-MariaDB"), events::add);
    assertEquals(Event.Detail.class, events.get(0).getClass());
    ServerCheck.version(settings, ServerVersion.parse("10.0.1"), events::add);
    assertEquals(
        new Event.Notice(
            "MySQL 10.0.1 is newer than the newest version this release is tested with, MySQL 9.7"),
        events.get(1));
  }

  @Test
  void aVersionThatIsNoneIsRefusedInTheServersWords() {
    MigrateException e = assertThrows(MigrateException.class, () -> ServerFacts.version("TiDB-v8"));
    assertEquals("server-unsupported", e.problem().code());
    says(e, "calls its version \"TiDB-v8\"");
  }

  private static Vendor vendor(DatabaseSettings settings) throws SQLException {
    try (Connection connection = TestServer.connect(settings)) {
      return ServerVersion.parse(DatabaseTest.ask(connection, "SELECT VERSION()")).vendor();
    }
  }

  /** Runs with the settings of a new account that has no rights at all. */
  private static void withAccount(
      DatabaseSettings database, java.util.function.Consumer<DatabaseSettings> test) {
    String name = "u" + Long.toHexString(System.nanoTime());
    TestServer.execute(database, "CREATE USER " + name + " IDENTIFIED BY '" + SECRET + "'");
    try {
      test.accept(Altered.account(database, name, new Password.Fixed(SECRET)));
    } finally {
      TestServer.execute(database, "DROP USER " + name);
    }
  }

  /** The file with the server's certificate authority; the test ends where there is none. */
  private static Path certificateAuthority(DatabaseSettings settings) throws SQLException {
    try (Connection connection = TestServer.connect(settings)) {
      String file =
          DatabaseTest.ask(connection, "SELECT CONCAT(@@datadir, COALESCE(@@ssl_ca, ''))");
      Assumptions.assumeTrue(Files.isRegularFile(Path.of(file)), "the server has no TLS");
      return Path.of(file);
    }
  }

  private static TrustStore trustStore(Path file, Path authority)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(authority);
        OutputStream out = Files.newOutputStream(file)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      store.store(out, SECRET.toCharArray());
    }
    return new TrustStore(file, SECRET);
  }
}

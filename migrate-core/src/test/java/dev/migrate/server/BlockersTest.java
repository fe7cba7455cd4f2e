package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.server.Blockers.Certainty;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockersTest {

  private static final String SECRET = "SELECT 'geheim' FROM t";

  private final DatabaseSettings settings = TestServer.freshDatabase();
  private Database database;
  private Connection holder;
  private Connection waiter;
  private long waiterId;

  @BeforeEach
  void connect() throws Exception {
    database = Database.open(settings, "run-one", event -> {});
    Waits.table(settings, 1);
    holder = Waits.transaction(settings, SECRET);
    waiter = TestServer.connect(settings);
    // Asked now: the connection cannot be used by another thread while it waits.
    waiterId = Waits.id(waiter);
  }

  @AfterEach
  void close() throws Exception {
    holder.close();
    waiter.close();
    database.close();
    TestServer.execute(settings, "DROP DATABASE " + settings.name());
  }

  private void waitFor(String sql) throws Exception {
    Waits.begin(waiter, sql);
    Waits.await(() -> Waits.alterState(settings).startsWith("Waiting for"));
  }

  /** Who is in the way, once the holder is seen. */
  private Blockers seen(long id) throws Exception {
    Blockers blockers = Blockers.NONE;
    for (int i = 0; i < 30 && !blockers.ids().contains(Waits.id(holder)); i++) {
      // The server renews its list of transactions when nobody has asked for it for 100 ms.
      Thread.sleep(300);
      blockers = Blockers.of(database.executor(), database.version(), id);
    }
    return blockers;
  }

  @Test
  void aTransactionThatHasReadTheTableIsNamedWithoutItsStatement() throws Exception {
    long id = waiterId;
    waitFor("ALTER TABLE t ADD b INT");
    Blockers blockers = seen(id);
    boolean told = TestServer.vendor() == Vendor.MYSQL;
    assertEquals(told ? Certainty.CERTAIN : Certainty.CANDIDATE, blockers.certainty());
    assertTrue(blockers.ids().contains(Waits.id(holder)), blockers::sentence);
    assertFalse(blockers.ids().contains(id), blockers::sentence);
    if (told) {
      assertEquals(List.of(Waits.id(holder)), blockers.ids());
      assertEquals("wait for them to end, or end them: KILL " + Waits.id(holder), blockers.fix());
    } else {
      assertTrue(blockers.fix().contains("INSTALL SONAME 'metadata_lock_info'"), blockers::fix);
    }
    assertTrue(blockers.sentence().contains(", idle for "), blockers::sentence);
    assertFalse(blockers.toString().contains("geheim"), blockers::toString);
  }

  @Test
  void whoMayNotLookSaysSo() throws Exception {
    String name = "u" + Long.toHexString(System.nanoTime());
    TestServer.execute(
        settings,
        "CREATE USER " + name + " IDENTIFIED BY 'p4ss-Word'",
        "GRANT ALL ON " + settings.name() + ".* TO " + name);
    DatabaseSettings account = Altered.account(settings, name, new Password.Fixed("p4ss-Word"));
    try (Database little = Database.open(account, "run-two", event -> {})) {
      waitFor("ALTER TABLE t ADD b INT");
      Blockers blockers =
          Blockers.of(little.executor(), little.version(), little.facts().connectionId());
      assertEquals(Certainty.UNKNOWN, blockers.certainty());
      assertEquals("it is held by a session that this account may not see", blockers.sentence());
      assertTrue(blockers.fix().endsWith("GRANT PROCESS ON *.* TO the account"), blockers::fix);
    } finally {
      TestServer.execute(settings, "DROP USER " + name);
    }
  }

  @Test
  void aTableThatIsOnlyReadHoldsUpAStatementThatWaitsBehindAnAlter() throws Exception {
    waitFor("ALTER TABLE t ADD b INT");
    try (Connection behind = TestServer.connect(settings)) {
      long id = Waits.id(behind);
      Waits.begin(behind, "INSERT INTO t (a) VALUES ('z')");
      Waits.await(
          () ->
              DatabaseTest.ask(
                      database.executor(),
                      "SELECT COUNT(*) FROM information_schema.processlist WHERE id = "
                          + id
                          + " AND state LIKE 'Waiting for%'")
                  .equals("1"));
      if (TestServer.vendor() == Vendor.MYSQL) {
        // The reader is not in an INSERT's way; the ALTER before it is.
        Blockers blockers = Blockers.of(database.executor(), database.version(), id);
        assertEquals(List.of(waiterId), blockers.ids());
      } else {
        Blockers blockers = seen(id);
        assertTrue(blockers.ids().contains(Waits.id(holder)), blockers::sentence);
      }
      holder.close();
    }
  }
}

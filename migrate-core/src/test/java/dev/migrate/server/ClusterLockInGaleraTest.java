package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.testing.GaleraNodes;
import dev.migrate.testing.TestServer;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@Timeout(300)
@EnabledIfSystemProperty(named = "test.galera", matches = ".+")
class ClusterLockInGaleraTest {

  private static final Duration LEASE = Duration.ofSeconds(1);

  private final List<DatabaseSettings> nodes = GaleraNodes.freshDatabase();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final ExecutorService others = Executors.newCachedThreadPool();
  private Database first;
  private Database second;

  @BeforeEach
  void connect() {
    first = Database.open(nodes.get(0), "run-one", event -> {});
    second = Database.open(nodes.get(1), "run-two", event -> {});
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    others.shutdownNow();
    TestServer.execute(nodes.get(0), "DROP DATABASE " + nodes.get(0).name());
  }

  private ClusterLock acquire(Database database) {
    return ClusterLock.acquire(
        database,
        database.schema(),
        "history",
        database == first ? "one" : "two",
        Duration.ofMinutes(3),
        LEASE,
        events::add);
  }

  @Test
  void aDefinitionLongerThanTheLeaseTakesNoLockAway() throws Exception {
    Waits.table(nodes.get(0), 20);
    ClusterLock lock = acquire(first);
    Future<ClusterLock> waiting = others.submit(() -> acquire(second));
    while (events.isEmpty()) {
      Thread.sleep(20);
    }
    Duration slowest = Duration.ZERO;
    for (int i = 0; i < 3; i++) {
      long begin = System.nanoTime();
      try (Statement statement = first.executor().createStatement()) {
        statement.execute("ALTER TABLE t FORCE, ALGORITHM=COPY");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        statement.execute(lock.fence());
      }
    }
    assertTrue(slowest.compareTo(LEASE.multipliedBy(2)) > 0, slowest::toString);
    Thread.sleep(LEASE.multipliedBy(2).toMillis());
    assertFalse(waiting.isDone());
    lock.close();
    waiting.get(30, TimeUnit.SECONDS).close();
    assertEquals(1, events.size(), events::toString);
  }

  @Test
  void aHolderThatIsGoneFromAnotherNodeIsTakenOverFromAfterTheLease() {
    acquire(first).close();
    TestServer.execute(
        nodes.get(0), "UPDATE migrate_lock SET operation = 'dead', node = 'another history'");
    long begin = System.nanoTime();
    acquire(second).close();
    assertTrue(System.nanoTime() - begin > LEASE.toNanos());
  }

  @Test
  void aHolderThatIsGoneFromTheSameNodeIsTakenOverFromAtOnce() {
    acquire(first).close();
    TestServer.execute(nodes.get(0), "UPDATE migrate_lock SET operation = 'dead'");
    long begin = System.nanoTime();
    acquire(first).close();
    assertTrue(System.nanoTime() - begin < LEASE.toNanos());
  }

  /** The former holder's commit meets the takeover: as a conflict, or in the row. */
  @RepeatedTest(20)
  void whatTheFormerHolderCommitsAfterATakeoverFails() throws Exception {
    TestServer.execute(nodes.get(0), "CREATE TABLE c (id INT PRIMARY KEY, n INT)");
    try (ClusterLock lock = acquire(first);
        Statement statement = first.executor().createStatement()) {
      statement.execute("START TRANSACTION");
      statement.execute("INSERT INTO c VALUES (1, 1)");
      LockTable table = new LockTable(second.schema());
      while (!takenOver(table)) {
        Thread.sleep(5);
      }
      SQLException failure =
          assertThrows(
              SQLException.class,
              () -> {
                statement.execute(lock.fence());
                statement.execute("COMMIT");
              });
      assertInstanceOf(LockLostException.class, lock.told(failure), failure::toString);
      statement.execute("ROLLBACK");
    }
    assertEquals(List.of("0"), GaleraNodes.query(nodes.get(1), "SELECT COUNT(*) FROM c"));
  }

  private boolean takenOver(LockTable table) throws SQLException {
    try {
      return table.take(second.executor(), table.state(second.executor()), "two", "other", "");
    } catch (SQLException e) {
      if (ClusterLock.isConflict(e)) {
        return false;
      }
      throw e;
    }
  }
}

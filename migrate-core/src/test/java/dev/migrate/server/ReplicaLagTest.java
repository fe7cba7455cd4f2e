package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.environment.ReplicaSettings;
import dev.migrate.environment.Tls;
import dev.migrate.outcome.Event;
import dev.migrate.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The pair's tests need a primary at the port {@code test.primary}, its replica at the next. */
class ReplicaLagTest {

  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Test
  void aServerThatIsNoReplicaIsNotWaitedForAndToldOnce() throws Exception {
    DatabaseSettings server = TestServer.admin();
    ReplicaSettings.Address address = new ReplicaSettings.Address(server.host(), server.port());
    try (ReplicaLag lag = ReplicaLag.of(with(server, address), "test", events::add)) {
      lag.await();
      TimeUnit.MILLISECONDS.sleep(1100);
      lag.await();
    }
    assertEquals(1, events.size(), events.toString());
    Event.Notice notice = assertInstanceOf(Event.Notice.class, events.get(0));
    assertTrue(notice.text().contains("replicates from no server"), notice.text());
  }

  @Test
  void aReplicaThatCannotBeReachedIsNotWaitedForAndToldOnce() throws Exception {
    ReplicaSettings.Address nobody = new ReplicaSettings.Address("127.0.0.1", 1);
    try (ReplicaLag lag = ReplicaLag.of(with(TestServer.admin(), nobody), "test", events::add)) {
      lag.await();
      TimeUnit.MILLISECONDS.sleep(1100);
      lag.await();
    }
    assertEquals(1, events.size(), events.toString());
    Event.Notice notice = assertInstanceOf(Event.Notice.class, events.get(0));
    assertTrue(notice.text().contains("127.0.0.1:1 cannot be asked"), notice.text());
  }

  @Test
  @EnabledIfSystemProperty(named = "test.primary", matches = "\\d+")
  void aReplicaWhoseSqlThreadIsStoppedIsWaitedFor() throws Exception {
    DatabaseSettings replica = pair(1);
    try (ReplicaLag lag = ReplicaLag.of(watched(), "test", events::add)) {
      lag.await();
      assertEquals(List.of(), events);
      TestServer.execute(replica, "STOP SLAVE SQL_THREAD");
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () -> {
                pauseOfAsking();
                lag.await();
              });
      TimeUnit.MILLISECONDS.sleep(3500);
      boolean ended = waiting.isDone();
      TestServer.execute(replica, "START SLAVE SQL_THREAD");
      waiting.get(10, TimeUnit.SECONDS);
      assertTrue(!ended, "it did not wait");
    }
    Event.Paused paused = assertInstanceOf(Event.Paused.class, events.get(0));
    assertTrue(paused.reason().contains("SQL thread is stopped"), paused.reason());
  }

  @Test
  @EnabledIfSystemProperty(named = "test.primary", matches = "\\d+")
  void aReplicaThatIsBehindIsWaitedForAndNamedWithItsLag() throws Exception {
    DatabaseSettings primary = pair(0);
    DatabaseSettings replica = pair(1);
    TestServer.execute(replica, "STOP SLAVE", "CHANGE MASTER TO MASTER_DELAY = 6", "START SLAVE");
    try (ReplicaLag lag = ReplicaLag.of(watched(), "test", events::add)) {
      TestServer.execute(primary, "CREATE DATABASE IF NOT EXISTS lag", "DROP DATABASE lag");
      TimeUnit.MILLISECONDS.sleep(3500);
      long begin = System.nanoTime();
      lag.await();
      assertTrue(System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(1), events.toString());
    } finally {
      TestServer.execute(replica, "STOP SLAVE", "CHANGE MASTER TO MASTER_DELAY = 0", "START SLAVE");
    }
    Event.Paused paused = assertInstanceOf(Event.Paused.class, events.get(0));
    assertTrue(
        paused
            .reason()
            .matches("the replica 127.0.0.1:\\d+ is \\d s behind, and maximumLag is 2 s"),
        paused.reason());
  }

  private static void pauseOfAsking() {
    try {
      TimeUnit.MILLISECONDS.sleep(1100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseSettings watched() {
    DatabaseSettings replica = pair(1);
    return with(pair(0), new ReplicaSettings.Address(replica.host(), replica.port()));
  }

  private static DatabaseSettings pair(int offset) {
    return new DatabaseSettings(
        "127.0.0.1",
        Integer.getInteger("test.primary") + offset,
        "mysql",
        "admin",
        new Password.Fixed("admin"),
        Tls.PREFERRED,
        null,
        Duration.ofSeconds(10),
        TestServer.admin().lockTimeouts(),
        Map.of());
  }

  private static DatabaseSettings with(DatabaseSettings s, ReplicaSettings.Address address) {
    return new DatabaseSettings(
        s.host(),
        s.port(),
        s.name(),
        s.username(),
        s.password(),
        s.tls(),
        s.trustStore(),
        s.connectTimeout(),
        s.lockTimeouts(),
        s.properties(),
        new ReplicaSettings(List.of(address), Duration.ofSeconds(2)));
  }
}

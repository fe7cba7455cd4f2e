package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.Password;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.ServerException;
import dev.migrate.testing.ClassPathArtifacts;
import dev.migrate.testing.NeedsNoServer;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsNoServer
class EmbeddedServerTest {

  private static final LockTimeouts LOCK_TIMEOUTS = LockTimeouts.DEFAULT.run(Duration.ofSeconds(7));

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void nameAFolder() {
    folder = temporary.resolve("a project/.migrate/embedded");
  }

  @AfterEach
  void leaveNothingRunning() {
    EmbeddedServer.stop(folder);
  }

  @Test
  void theDatabaseIsThereAndItsDataAreKeptFromRunToRun() throws Exception {
    int port;
    try (EmbeddedServer server = start()) {
      port = server.database().port();
      TestServer.execute(server.database(), "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (7)");
    }
    assertFalse(running(), "the last use ends the server");
    try (EmbeddedServer server = start()) {
      assertEquals("7", query(server, "SELECT a FROM t"));
      assertEquals("shop", query(server, "SELECT DATABASE()"));
      assertTrue(query(server, "SELECT VERSION()").startsWith("11.4.5-MariaDB"));
      assertEquals("utf8mb4", query(server, "SELECT @@character_set_database"));
      assertEquals(port, server.database().port(), "the port stays while it is free");
    }
  }

  @Test
  void serversOfTwoFoldersDoNotShareTemporaryFiles() throws Exception {
    try (EmbeddedServer server = start()) {
      assertEquals(folder.toRealPath().resolve("tmp").toString(), query(server, "SELECT @@tmpdir"));
    }
  }

  @Test
  void onlyTheOwnerGetsInAndGitSeesNothing() throws Exception {
    try (EmbeddedServer server = start()) {
      assertEquals("127.0.0.1", query(server, "SELECT @@bind_address"));
      assertEquals(
          "mariadb.sys,migrate",
          query(server, "SELECT GROUP_CONCAT(User ORDER BY User) FROM mysql.global_priv"));
      Path password = folder.resolve("data/password");
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(password)));
      DatabaseSettings database = server.database();
      DatabaseSettings stranger =
          new DatabaseSettings(
              database.host(),
              database.port(),
              database.name(),
              database.username(),
              new Password.Fixed("guess"),
              database.tls(),
              null,
              database.connectTimeout(),
              database.lockTimeouts(),
              database.properties());
      assertThrows(SQLException.class, () -> TestServer.connect(stranger));
      assertEquals("*\n", Files.readString(folder.resolve(".gitignore")));
    }
  }

  @Test
  void buildsAtTheSameTimeShareOneServerAndTheLastToEndStopsIt() throws Exception {
    try (EmbeddedBuild one = EmbeddedBuild.launch(folder);
        EmbeddedBuild two = EmbeddedBuild.launch(folder)) {
      int port = one.port();
      assertEquals(port, two.port());
      assertEquals("", one.finish());
      assertTrue(running(), "the other build still uses it");
      try (EmbeddedServer server = start()) {
        assertEquals(port, server.database().port());
        assertEquals("", two.finish());
        assertEquals("1", query(server, "SELECT 1"));
      }
      assertFalse(running());
    }
  }

  @Test
  void modulesBuiltInParallelShareOneServer() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<EmbeddedServer>> modules = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        modules.add(threads.submit(this::start));
      }
      List<EmbeddedServer> servers = new ArrayList<>();
      for (Future<EmbeddedServer> module : modules) {
        servers.add(module.get());
      }
      assertEquals(1, servers.stream().map(s -> s.database().port()).distinct().count());
      for (EmbeddedServer server : servers) {
        assertEquals("1", query(server, "SELECT 1"));
        server.close();
      }
      assertFalse(running());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aKilledBuildLeavesItsServerToTheNextOne() throws Exception {
    EmbeddedProcess orphan;
    try (EmbeddedBuild build = EmbeddedBuild.launch(folder)) {
      build.port();
      orphan = recorded();
      build.kill();
    }
    assertTrue(orphan.alive());
    try (EmbeddedServer server = start()) {
      assertEquals(orphan, recorded());
      assertEquals(orphan.port(), server.database().port());
    }
    assertFalse(orphan.alive());
  }

  @Test
  void anInterruptedBuildStopsItsServer() throws Exception {
    try (EmbeddedBuild build = EmbeddedBuild.launch(folder)) {
      build.port();
      EmbeddedProcess server = recorded();
      build.interrupt();
      assertTrue(server.awaitEnd(Duration.ofSeconds(20)));
    }
  }

  @Test
  void aKeptServerIsStoppedWhenTheJvmEndsEvenAfterItsClassLoader() throws Exception {
    try (EmbeddedBuild build = EmbeddedBuild.launch(folder, "keep", "loader")) {
      build.port();
      EmbeddedProcess server = recorded();
      assertEquals("", build.finish(), "nothing is printed");
      assertTrue(server.awaitEnd(Duration.ofSeconds(20)));
    }
  }

  @Test
  void aKeptServerStaysUntilItIsStopped() throws Exception {
    EmbeddedSettings settings = settings(true);
    EmbeddedServer server = EmbeddedServer.start(settings, new ClassPathArtifacts(), event -> {});
    assertEquals(LOCK_TIMEOUTS, server.database().lockTimeouts());
    server.close();
    assertTrue(running());
    assertEquals("1", query(server, "SELECT 1"));
    assertTrue(EmbeddedServer.stop(folder));
    assertFalse(running());
    assertFalse(EmbeddedServer.stop(folder), "there is nothing left to stop");
    assertFalse(EmbeddedServer.stop(temporary.resolve("nowhere")));
  }

  @Test
  void committedDataSurviveTheDeathOfTheServer() throws Exception {
    try (EmbeddedServer server = start()) {
      TestServer.execute(server.database(), "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (7)");
      EmbeddedProcess killed = recorded();
      ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
      killed.awaitEnd(Duration.ofSeconds(20));
      try (EmbeddedServer next = start()) {
        assertNotEquals(killed.pid(), recorded().pid());
        assertEquals("7", query(next, "SELECT a FROM t"));
      }
    }
  }

  @Test
  void aKilledInitialisationIsBegunAnew() throws Exception {
    try (EmbeddedBuild build = EmbeddedBuild.launch(folder)) {
      while (unfinished().isEmpty()) {
        Thread.sleep(1);
      }
      build.kill();
    }
    assertFalse(Files.exists(folder.resolve("data")));
    try (EmbeddedServer server = start()) {
      assertEquals("1", query(server, "SELECT 1"));
      assertEquals(List.of(), unfinished());
    }
  }

  @Test
  void aRecordLeftFromBeforeARebootIsNotTakenForAServer() throws Exception {
    start().close();
    Files.writeString(
        folder.resolve("server.properties"),
        "folder="
            + folder.toRealPath()
            + "\npid="
            + ProcessHandle.current().pid()
            + "\nstarted=1000\nport=1\nending=false\n");
    assertFalse(EmbeddedServer.stop(folder));
    try (EmbeddedServer server = start()) {
      assertEquals("1", query(server, "SELECT 1"));
    }
  }

  @Test
  void aCopyOfTheFolderGetsAServerOfItsOwn() throws Exception {
    start().close();
    Path original = folder;
    Path copy = temporary.resolve("copy");
    copy(original, copy);
    try (EmbeddedServer first = start()) {
      Files.copy(
          original.resolve("server.properties"),
          copy.resolve("server.properties"),
          StandardCopyOption.REPLACE_EXISTING);
      assertFalse(EmbeddedServer.stop(copy), "the original's server is not the copy's");
      folder = copy;
      try (EmbeddedServer second = start()) {
        assertNotEquals(first.database().port(), second.database().port());
      }
      assertEquals("1", query(first, "SELECT 1"));
    } finally {
      folder = original;
    }
  }

  @Test
  void aStartThatFailsQuotesTheLog() throws Exception {
    start().close();
    Files.writeString(folder.resolve("data/ibdata1"), "rubbish");
    ServerException failure = assertThrows(ServerException.class, this::start);
    assertEquals("embedded-start", failure.problem().code());
    assertTrue(failure.problem().text().contains("ended while starting"), failure.problem().text());
    assertTrue(failure.problem().text().contains("ibdata1"), failure.problem().text());
    assertFalse(EmbeddedUse.any(EmbeddedFolder.at(folder)));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file");
    ServerException failure = assertThrows(ServerException.class, this::start);
    assertEquals("embedded-folder", failure.problem().code());
    assertEquals(folder.toString(), failure.problem().where());
    Files.delete(folder);
  }

  @Test
  void itTellsWhatTakesTime() throws Exception {
    List<Event> events = new ArrayList<>();
    EmbeddedSettings settings = settings(false);
    EmbeddedServer.start(settings, new ClassPathArtifacts(), events::add).close();
    assertTrue(events.stream().anyMatch(e -> e instanceof Event.Preparing), events.toString());
    events.clear();
    EmbeddedServer.start(settings, new ClassPathArtifacts(), events::add).close();
    assertTrue(events.stream().allMatch(e -> e instanceof Event.Detail), events.toString());
  }

  private EmbeddedSettings settings(boolean keep) {
    return new EmbeddedSettings(folder, "shop", keep, LOCK_TIMEOUTS);
  }

  private EmbeddedServer start() {
    return EmbeddedServer.start(settings(false), new ClassPathArtifacts(), event -> {});
  }

  private EmbeddedProcess recorded() throws IOException {
    return EmbeddedProcess.recorded(EmbeddedFolder.at(folder)).orElseThrow();
  }

  private boolean running() throws IOException {
    return recorded().alive();
  }

  private List<Path> unfinished() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(p -> p.getFileName().toString().startsWith("data.new-")).toList();
    }
  }

  private static String query(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = TestServer.connect(server.database());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : (Iterable<Path>) all::iterator) {
        Files.copy(source, to.resolve(from.relativize(source).toString()));
      }
    }
  }
}

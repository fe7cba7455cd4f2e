package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.Form;
import dev.migrate.backup.file.Verification;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.BackupProcess;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups that die at random moments: what is called a backup afterwards is whole. The system
 * property {@code campaign.kills} says how often each way (3), {@code campaign.seed} when.
 */
class DumpDeathTest {

  private static final int KILLS = Integer.getInteger("campaign.kills", 3);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int ROWS = 1 << 17;

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private DatabaseSettings source;

  @BeforeEach
  void fill() {
    source = TestServer.freshDatabase();
    TestServer.execute(
        source,
        "CREATE TABLE t (id INT PRIMARY KEY, text VARCHAR(200))",
        "INSERT INTO t VALUES (1, REPEAT('some text ', 15))");
    for (int have = 1; have < ROWS; have *= 2) {
      TestServer.execute(source, "INSERT INTO t SELECT id + " + have + ", text FROM t");
    }
  }

  @Test
  void a_killed_process_leaves_nothing_that_looks_like_a_backup_and_is_none() throws Exception {
    int whole = 0;
    for (int i = 0; i < KILLS; i++) {
      Process process = BackupProcess.dump(source, folder);
      int millis = 400 + random.nextInt(1600);
      if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      whole += requireWhole();
    }
    say("kill -9 of the process", whole);
  }

  @Test
  void a_cut_connection_ends_the_backup_and_leaves_nothing() throws Exception {
    int whole = 0;
    for (int i = 0; i < KILLS; i++) {
      try (Proxy proxy = Proxy.before(source.host(), source.port())) {
        Thread cutter = cutter(proxy, random.nextInt(600));
        try {
          Dumps.take(TestServer.at(source, proxy.port()), folder, Form.ZSTD, event -> {});
        } catch (MigrateException e) {
          assertNotEquals("", e.problem().text());
          assertEquals(List.of(), parts());
        }
        cutter.join();
      }
      whole += requireWhole();
    }
    say("cut connections", whole);
  }

  private static Thread cutter(Proxy proxy, int millis) {
    Thread cutter =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
                proxy.close();
              } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
              }
            });
    cutter.start();
    return cutter;
  }

  @Test
  void a_killed_connection_of_one_worker_ends_the_backup_and_says_so() throws Exception {
    MigrateException e =
        assertThrows(
            MigrateException.class,
            () -> {
              while (true) {
                Thread killer = new Thread(this::killOne);
                killer.start();
                Dumps.take(source, folder, Form.ZSTD, event -> {});
                killer.join();
              }
            });

    assertEquals("backup-failed", e.problem().code());
    assertEquals(List.of(), parts());
    requireWhole();
  }

  private void killOne() {
    for (int i = 0; i < 2000; i++) {
      List<String> ids =
          TestServer.query(
              source,
              "SELECT id FROM information_schema.processlist WHERE db = '"
                  + source.name()
                  + "' AND info LIKE 'SELECT `id`,%'");
      if (!ids.isEmpty()) {
        TestServer.execute(source, "KILL " + ids.get(0));
        return;
      }
    }
  }

  private List<Path> parts() throws IOException {
    return files().filter(file -> file.getFileName().toString().endsWith(".part")).toList();
  }

  private Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList().stream();
    }
  }

  /** How many backups there are, each of which must be whole; removes them. */
  private int requireWhole() throws IOException {
    int whole = 0;
    for (Path file : files().toList()) {
      if (file.toString().endsWith(".zst")) {
        try (BackupFile backup = BackupFile.open(file, null)) {
          Verification.parse(backup, event -> {});
          assertEquals(ROWS, backup.manifest().rows(), "seed " + SEED);
        }
        whole++;
      } else {
        assertTrue(file.getFileName().toString().startsWith("."), file.toString());
      }
      Files.delete(file);
    }
    return whole;
  }

  private static void say(String way, int whole) {
    System.out.println(
        KILLS + " times " + way + ", seed " + SEED + ": " + whole + " whole, the others nothing");
  }
}

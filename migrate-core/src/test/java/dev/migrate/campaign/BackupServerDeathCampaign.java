package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.backup.Dumps;
import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.Form;
import dev.migrate.backup.file.Verification;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Servers killed with -9 at random moments of a backup and of a restore: what is called a backup is
 * whole, and the same restore goes on and ends exactly. System properties: {@code campaign.kills}
 * (20) of each kind, {@code campaign.seed}; see {@link MortalServer} for other servers than the
 * embedded one.
 */
@Isolated("takes the machine for itself")
class BackupServerDeathCampaign {

  private static final int KILLS = Integer.getInteger("campaign.kills", 20);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int ROWS = 1 << 17;
  private static final String SUM = "SELECT CONCAT(COUNT(*), ' ', SUM(CRC32(text) * id)) FROM t";

  private interface Work {
    void run();
  }

  @TempDir Path folder;
  private final Random random = new Random(SEED);

  @Test
  void a_killed_server_leaves_no_false_backup_and_no_false_restore() throws Exception {
    MortalServer server = MortalServer.get();
    assumeTrue(server.canDie(), "nobody says how to start this server again");
    DatabaseSettings source = server.freshDatabase();
    fill(source);
    String sum = TestServer.query(source, SUM).get(0);
    int died = 0;
    for (int i = 0; i < KILLS; i++) {
      died += struck(server, () -> Dumps.take(source, folder, Form.ZSTD, event -> {})) ? 1 : 0;
      requireWhole();
    }
    Path file = Dumps.take(source, folder, Form.ZSTD, event -> {}).file();
    int resumed = 0;
    for (int i = 0; i < KILLS; i++) {
      DatabaseSettings copy = server.freshDatabase();
      if (struck(server, () -> Dumps.restore(copy, file))) {
        resumed++;
        Dumps.restore(copy, file);
      }
      assertEquals(sum, TestServer.query(copy, SUM).get(0), "seed " + SEED);
      assertEquals(List.of("t"), TestServer.query(copy, "SHOW TABLES"));
      TestServer.execute(copy, "DROP DATABASE " + copy.name());
    }
    System.out.println(
        String.format(
            "%s, seed %d: %d of %d backups died with the server, %d restores of %d went on:"
                + " nothing false",
            server.version(), SEED, died, KILLS, resumed, KILLS));
  }

  private static void fill(DatabaseSettings source) {
    TestServer.execute(
        source,
        "CREATE TABLE t (id INT PRIMARY KEY, text VARCHAR(200), KEY text (text))",
        "INSERT INTO t VALUES (1, REPEAT('some text ', 15))");
    for (int have = 1; have < ROWS; have *= 2) {
      TestServer.execute(
          source, "INSERT INTO t SELECT id + " + have + ", CONCAT(LEFT(text, 100), id) FROM t");
    }
  }

  /** Whether the work ended in an error; the server was killed meanwhile, and runs again. */
  private boolean struck(MortalServer server, Work work) throws Exception {
    ProcessHandle process = server.process();
    int millis = random.nextInt(1500);
    Thread killer =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
                process.destroyForcibly();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    killer.start();
    boolean failed = false;
    try {
      work.run();
    } catch (MigrateException e) {
      failed = true;
      assertTrue(e.problem().fix() != null, e.problem().text());
    }
    killer.join();
    process.onExit().join();
    server.start();
    return failed;
  }

  private void requireWhole() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertTrue(file.toString().endsWith(".sql.zst"), file.toString());
        try (BackupFile backup = BackupFile.open(file, null)) {
          Verification.parse(backup, event -> {});
          assertEquals(ROWS, backup.manifest().rows(), "seed " + SEED);
        }
        Files.delete(file);
      }
    }
  }
}

package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.backup.Dumps;
import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.EmbeddedServer;
import dev.migrate.testing.ClassPathArtifacts;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The server's disk gets full at random moments of a restore, for real: the restore says so, the
 * database is not called restored, and with room again the same restore goes on and ends exactly.
 * The embedded server gets a small disk of its own, which takes root; any other has to have its
 * data in the folder that {@code campaign.disk} names, and binlog_error_action=IGNORE_ERROR: MySQL
 * ends itself else when its binary log meets a full disk. System properties: {@code
 * campaign.rounds} (5), {@code campaign.seed}.
 */
@Isolated("takes the machine for itself")
class ServerDiskCampaign {

  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 5);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final String DISK = System.getProperty("campaign.disk", "");
  private static final int ROWS = 1 << 17;
  private static final int NEEDED = 60;
  private static final String SUM = "SELECT CONCAT(COUNT(*), ' ', SUM(CRC32(text) * id)) FROM t";

  @TempDir Path folder;
  private final Random random = new Random(SEED);

  @Test
  void a_restore_onto_a_full_disk_fails_and_goes_on_with_room() throws Exception {
    Path disk = DISK.isEmpty() ? Files.createDirectory(folder.resolve("disk")) : Path.of(DISK);
    assumeTrue(!DISK.isEmpty() || mount(disk), "only root may mount a small disk");
    try {
      DatabaseSettings admin = DISK.isEmpty() ? embedded(disk) : TestServer.admin();
      rounds(admin, disk);
    } finally {
      if (DISK.isEmpty()) {
        EmbeddedServer.stop(disk.resolve("server"));
        assertEquals(0, run("umount", "-l", disk.toString()));
      }
    }
  }

  private void rounds(DatabaseSettings admin, Path disk) throws Exception {
    DatabaseSettings source = database(admin, "full_source");
    fill(source);
    String sum = TestServer.query(source, SUM).get(0);
    Path file = Dumps.take(source, folder, Form.ZSTD, event -> {}).file();
    int failed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      DatabaseSettings copy = database(admin, "full_copy");
      Path ballast = disk.resolve("ballast");
      fill(ballast, disk, random.nextInt(NEEDED));
      try {
        MigrateException e =
            assertThrows(MigrateException.class, () -> Dumps.restore(copy, file), "seed " + SEED);
        System.out.println(e.problem().text());
        failed++;
      } finally {
        Files.delete(ballast);
      }
      Dumps.restore(copy, file);
      assertEquals(sum, TestServer.query(copy, SUM).get(0), "seed " + SEED);
      assertEquals(List.of("t"), TestServer.query(copy, "SHOW TABLES"));
      TestServer.execute(admin, "DROP DATABASE full_copy");
    }
    TestServer.execute(admin, "DROP DATABASE full_source");
    assertTrue(failed > 0);
    System.out.printf(
        "%s, seed %d: %d restores met a full disk, all ended exactly with room again%n",
        TestServer.query(admin, "SELECT VERSION()").get(0), SEED, failed);
  }

  private static DatabaseSettings embedded(Path disk) {
    return EmbeddedServer.start(
            new EmbeddedSettings(disk.resolve("server"), "mysql", true, LockTimeouts.DEFAULT),
            new ClassPathArtifacts(),
            event -> {})
        .database();
  }

  private static DatabaseSettings database(DatabaseSettings admin, String name) {
    TestServer.execute(admin, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    return admin.to(name);
  }

  private static void fill(DatabaseSettings source) {
    TestServer.execute(
        source,
        "CREATE TABLE t (id INT PRIMARY KEY, text VARCHAR(200), KEY text (text))",
        "INSERT INTO t VALUES (1, REPEAT('some text ', 15))");
    for (int have = 1; have < ROWS; have *= 2) {
      TestServer.execute(source, "INSERT INTO t SELECT id + " + have + ", CONCAT(text, id) FROM t");
    }
  }

  /** Leaves so many MiB free. */
  private static void fill(Path ballast, Path disk, int mebibytes) throws IOException {
    long free = Files.getFileStore(disk).getUsableSpace();
    byte[] block = new byte[1 << 20];
    try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
      for (long left = free - ((long) mebibytes << 20);
          left >= block.length;
          left -= block.length) {
        file.write(block);
      }
    }
  }

  private static boolean mount(Path disk) throws Exception {
    return run("mount", "-t", "tmpfs", "-o", "size=900m", "tmpfs", disk.toString()) == 0;
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}

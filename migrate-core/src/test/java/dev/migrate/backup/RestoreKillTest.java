package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.FrameKind;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores whose process is killed at random moments, again and again, until one comes to its end.
 * System properties: {@code campaign.kills} (3), {@code campaign.seed} (a new one).
 */
@Order(1)
class RestoreKillTest {

  private static final int KILLS = Integer.getInteger("campaign.kills", 3);
  private static final int CHUNKS = 60;
  private static final int ROWS = 2_000;

  @TempDir Path folder;
  private final long seed = Long.getLong("campaign.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void a_restore_killed_at_any_moment_goes_on_and_ends_exactly() throws Exception {
    Path file = backup().write(folder, "large");
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      boolean replace = round % 2 == 1;
      DatabaseSettings database = TestServer.freshDatabase();
      Restoring target = Restoring.into(database);
      if (replace) {
        target.execute("CREATE TABLE a (old INT)", "CREATE VIEW v AS SELECT * FROM a");
      }
      long total = round < 2 ? 3_000 : 1_500;
      int before = -1;
      while (before != kills) {
        before = kills;
        kills += killed(file, database, replace, total) ? 1 : 0;
      }
      requireExact(target, replace);
      ReplaceTest.dropAll(database.name());
      TestServer.execute(database, "DROP DATABASE " + database.name());
    }
  }

  private static TestBackup backup() {
    TestBackup backup = new TestBackup();
    for (String table : List.of("a", "b", "m")) {
      String engine = table.equals("m") ? "MyISAM" : "InnoDB";
      backup.table(
          table,
          "CREATE TABLE "
              + table
              + " (id INT NOT NULL PRIMARY KEY, n INT, s VARCHAR(100)) ENGINE="
              + engine,
          "id",
          "n",
          "s");
      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        List<String> tuples = new ArrayList<>();
        for (int i = chunk * ROWS; i < (chunk + 1) * ROWS; i++) {
          tuples.add("(" + i + "," + i % 97 + ",'text of row " + i + "')");
        }
        backup.chunk(tuples, false);
      }
      backup.add(
          FrameKind.INDEX,
          table,
          "ALTER TABLE " + table + " ADD KEY n (n)",
          "ALTER TABLE " + table + " ADD KEY s (s)");
    }
    return backup
        .add(
            FrameKind.FOREIGN_KEY,
            "b",
            "ALTER TABLE b ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES a (id)")
        .add(FrameKind.VIEW, "v", "CREATE VIEW v AS SELECT COUNT(*) AS n FROM a")
        .add(
            FrameKind.TRIGGER,
            "t",
            "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @migrate_t = 1");
  }

  /** Whether it was killed before it was done. */
  private boolean killed(Path file, DatabaseSettings database, boolean replace, long within)
      throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process process = RestoreProcess.start(file, database, replace, said);
    while (process.isAlive() && !Files.readString(said).contains("begin")) {
      Thread.sleep(5);
    }
    if (process.waitFor(random.nextLong(within), TimeUnit.MILLISECONDS)) {
      String text = Files.readString(said);
      assertTrue(text.endsWith("done\n"), () -> "seed " + seed + ": " + text);
      return false;
    }
    process.destroyForcibly().waitFor();
    return !isDone(Restoring.into(database));
  }

  /** It may have died between its last statement and saying so. */
  private static boolean isDone(Restoring target) {
    return target.query("SHOW TABLES").containsAll(List.of("a", "b", "m", "v"))
        && !target.query("SHOW TABLES").contains("migrate_restore")
        && ReplaceTest.databases(target.name()).stream().noneMatch(n -> n.endsWith("restoring"));
  }

  private void requireExact(Restoring target, boolean replaced) {
    String where = "seed " + seed;
    assertEquals(List.of("a", "b", "m", "v"), target.query("SHOW TABLES"), where);
    long rows = (long) CHUNKS * ROWS;
    for (String table : List.of("a", "b", "m")) {
      assertEquals(
          List.of(rows + "|" + rows * (rows - 1) / 2 + "|" + rows),
          target.query(
              "SELECT COUNT(*), SUM(id), SUM(s = CONCAT('text of row ', id)) FROM " + table),
          where);
      assertEquals(3, target.query("SHOW INDEX FROM " + table).size(), where);
    }
    assertEquals(List.of(Long.toString(rows)), target.query("SELECT n FROM v"), where);
    assertEquals(1, target.query("SHOW TRIGGERS").size(), where);
    assertEquals(replaced ? 1 : 0, ReplaceTest.databases(target.name()).size(), where);
  }
}

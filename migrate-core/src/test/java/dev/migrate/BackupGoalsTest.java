package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.environment.BackupForm;
import dev.migrate.environment.BackupKeySource;
import dev.migrate.environment.BackupSettings;
import dev.migrate.environment.BackupSource;
import dev.migrate.environment.Connections;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals backup and backups. */
class BackupGoalsTest {

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void filled() {
    project =
        TestProject.in(folder)
            .write(
                "V1__a.sql",
                "CREATE TABLE orders (id INT PRIMARY KEY, note VARCHAR(20));",
                "INSERT INTO orders VALUES (1, 'one'), (2, NULL), (3, 'it''s');",
                "CREATE TABLE shops (id INT PRIMARY KEY);",
                "INSERT INTO shops VALUES (5);");
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  @Test
  void a_backup_tells_what_is_in_it() throws IOException {
    Report.Backup report = backup(List.of());
    assertEquals(Files.size(report.file()), report.bytes());
    // Two tables of ours, history, stamp, journal.
    assertEquals(5, report.tableCount());
    assertTrue(report.rows() > 6, () -> "rows: " + report.rows());
    assertEquals("parse", report.verified());
    assertEquals(List.of(), report.removed());
    assertTrue(report.sha256().matches("[0-9a-f]{64}"), report.sha256());
    Report.BackupEntry entry = list(null, null).backups().get(0);
    assertEquals(report.file(), entry.file());
    assertEquals("development", entry.environment());
    assertEquals("1", entry.version());
    assertEquals(report.bytes(), entry.bytes());
    assertEquals(report.rows(), entry.rows());
    assertEquals("parse", entry.verified());
  }

  @Test
  void a_backup_of_some_tables_has_only_those() {
    Report.Backup report = backup(List.of("ord*"));
    assertEquals(1, report.tableCount());
    assertEquals(3, report.rows());
  }

  @Test
  void a_disk_that_is_plainly_too_small_is_found_before_anything_is_written() throws Exception {
    Path backups = Files.createDirectory(folder.resolve("backups"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", backups.toString()),
        "only root may mount a small disk");
    try {
      MigrateException refused = assertThrows(MigrateException.class, () -> backup(List.of()));
      assertEquals("backup-disk-too-small", refused.problem().code());
      assertEquals("nothing was changed", refused.problem().committed());
      assertArrayEquals(new String[0], backups.toFile().list());
    } finally {
      assertTrue(run("umount", backups.toString()));
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  @Test
  void old_backups_are_removed_as_the_settings_say() {
    Path first = backup(List.of()).file();
    settings(1, BackupKeySource.NONE);
    Report.Backup second = backup(List.of());
    assertEquals(List.of(first), second.removed());
    assertEquals(List.of(second.file()), files());
  }

  @Test
  void a_damaged_backup_is_found_and_the_others_are_verified() throws IOException {
    Path broken = backup(List.of()).file();
    Path whole = backup(List.of("shops")).file();
    try (FileChannel channel = FileChannel.open(broken, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {42}), 60);
    }
    MigrateException damaged = assertThrows(MigrateException.class, () -> list("checksum", null));
    assertTrue(damaged.problem().code().startsWith("backup-"), damaged.problem().text());
    assertTrue(
        damaged.problem().text().contains(broken.getFileName().toString()),
        damaged.problem().text());
    Report.Backups listed = list("parse", whole.getFileName().toString());
    assertEquals(2, listed.backups().size());
  }

  @Test
  void a_list_needs_no_server_and_no_key() {
    settings(0, new BackupKeySource(true, () -> new Password.Fixed("right")));
    Path file = backup(List.of()).file();
    assertTrue(file.toString().endsWith(".enc"), file.toString());
    settings(0, BackupKeySource.NONE);
    DatabaseSettings nowhere = TestServer.at(project.database(), 1);
    try (Migrator migrator = project.with(nowhere).migrator()) {
      Report.Backups list = migrator.backups(null, null);
      assertNull(list.backups().get(0).rows());
      assertEquals(1, list.notices().size(), list.notices().toString());
      assertNull(list.run().server());
    }
  }

  @Test
  void a_file_that_is_not_there_is_told_with_those_that_are() {
    Path there = backup(List.of()).file();
    MigrateException missing =
        assertThrows(MigrateException.class, () -> list("parse", "nothing.sql.zst"));
    assertEquals("backup-file-missing", missing.problem().code());
    assertTrue(
        missing.problem().text().contains("development/" + there.getFileName()),
        missing.problem().text());
  }

  @Test
  void another_way_to_verify_is_refused() {
    MigrateException unknown = assertThrows(MigrateException.class, () -> list("md5", null));
    assertEquals("verify-unknown", unknown.problem().code());
  }

  @Test
  void another_environments_database_is_not_backed_up_under_this_name() {
    project.environment("staging", dev.migrate.environment.Policy.DEVELOPMENT);
    MigrateException refused = assertThrows(MigrateException.class, () -> backup(List.of()));
    assertEquals("stamp-mismatch", refused.problem().code());
    assertFalse(Files.exists(folder.resolve("backups/staging")));
  }

  private void settings(int keep, BackupKeySource key) {
    Path place = folder.resolve("backups");
    project.backups(
        new BackupSettings(
            place,
            BackupForm.ZSTD,
            new Connections(2, 2),
            keep,
            null,
            false,
            key,
            new BackupSource.Whole(),
            List.of(place)));
  }

  private List<Path> files() {
    return list(null, null).backups().stream().map(Report.BackupEntry::file).toList();
  }

  private Report.Backup backup(List<String> tables) {
    try (Migrator migrator = project.migrator()) {
      return migrator.backup(tables, null);
    }
  }

  private Report.Backups list(
      @org.jspecify.annotations.Nullable String verify,
      @org.jspecify.annotations.Nullable String file) {
    try (Migrator migrator = project.migrator()) {
      return migrator.backups(verify, file);
    }
  }
}

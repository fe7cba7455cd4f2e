package dev.migrate.backup.file;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {

  private static final BackupKey KEY = BackupKey.of("a passphrase").rounds(10);
  private static final Instant NOON = Instant.parse("2026-11-10T12:00:00.9Z");

  @TempDir Path root;

  @Test
  void namesSayTimeDatabaseAndVersion() {
    assertEquals("20261110_120000_shop_20260101.1", BackupName.of(NOON, "shop", "20260101.1"));
    assertEquals("20261110_120000_my-shop-é_none", BackupName.of(NOON, "my shop/é", null));
    assertEquals("20261110_120000_-_1", BackupName.of(NOON, "..", "1"));
    assertTrue(BackupName.of(NOON, "x".repeat(500), "1".repeat(500)).length() < 200);
  }

  @Test
  void theNewestIsListedFirst() throws IOException {
    assertEquals(List.of(), folder().list(null));
    Path old = write(0, null);
    Path newer = write(2, KEY);
    Path again = write(0, null);
    assertTrue(again.toString().contains("_2.sql"));
    Files.writeString(newer.resolveSibling("notes.txt"), "not a backup");
    Files.createDirectory(newer.resolveSibling("20260101_000000_folder_1.sql"));
    List<BackupFolder.Entry> entries = folder().list(KEY);
    assertEquals(
        List.of(newer, again, old), entries.stream().map(BackupFolder.Entry::file).toList());
    BackupFolder.Entry first = entries.get(0);
    assertEquals(Instant.parse("2026-11-12T12:00:00Z"), first.createdAt());
    assertEquals("staging", first.environment());
    assertEquals(Files.size(newer), first.bytes());
    assertEquals(10, requireNonNull(first.manifest()).rows());
    assertNull(first.verified());
  }

  @Test
  void withoutTheKeyAnEncryptedOneIsListedAllTheSame() {
    write(0, KEY);
    BackupFolder.Entry entry = folder().list(null).get(0);
    assertNull(entry.manifest());
    assertEquals("backup-key-missing", requireNonNull(entry.unreadable()).code());
  }

  @Test
  void whatWasVerifiedIsKeptAsLongAsTheFileIsTheSame() throws IOException {
    Path path = write(0, null);
    Instant at = Instant.parse("2026-11-21T00:00:00Z");
    verify(path, Verification.Level.RESTORE, at);
    verify(path, Verification.Level.CHECKSUM, at.plusSeconds(1));
    assertEquals(
        new Verified(Verification.Level.RESTORE, at.plusSeconds(1)),
        folder().list(null).get(0).verified());
    Files.delete(path);
    Samples.write(folder().path(), BackupName.of(NOON, "shop", "1"), Form.ZSTD, null, 12);
    assertNull(folder().list(null).get(0).verified());
    Files.writeString(Verified.path(path), "{\"level\":");
    assertNull(folder().list(null).get(0).verified());
  }

  @Test
  void pruningKeepsAsManyAsAsked() {
    Path first = write(0, null);
    Path second = write(1, null);
    Path third = write(2, null);
    assertEquals(List.of(), folder().prune(0, null));
    assertEquals(List.of(first), folder().prune(2, null));
    assertEquals(List.of(third, second), files());
  }

  @Test
  void pruningKeepsTheNewestVerifiedOne() {
    Path first = write(0, null);
    Path second = write(1, null);
    write(2, null);
    Path last = write(3, null);
    verify(first, Verification.Level.PARSE, Instant.now());
    verify(second, Verification.Level.CHECKSUM, Instant.now());
    folder().prune(1, Duration.ofNanos(1));
    assertEquals(List.of(second), files());
    assertFalse(Files.exists(Verified.path(first)));
    assertFalse(Files.exists(last));
  }

  @Test
  void pruningGoesByAge() {
    Path old = write(0, null);
    Path young =
        Samples.write(
            folder().path(), BackupName.of(Instant.now(), "shop", "1"), Form.GZIP, null, 10);
    assertEquals(List.of(old), folder().prune(0, Duration.between(NOON, Instant.now())));
    assertEquals(List.of(young), files());
  }

  @Test
  void aBrokenFileCountsForNothingAndStays() throws IOException {
    Path good = write(0, null);
    Path broken = write(5, null);
    verify(broken, Verification.Level.PARSE, Instant.now());
    byte[] bytes = Files.readAllBytes(broken);
    bytes[bytes.length - 1] ^= 1;
    Files.write(broken, bytes);
    BackupFolder.Entry entry = folder().list(null).get(0);
    assertEquals("backup-file-broken", requireNonNull(entry.unreadable()).code());
    assertNull(entry.verified());
    assertEquals(List.of(), folder().prune(1, null));
    assertEquals(List.of(broken, good), files());
  }

  @Test
  void whatKilledRunsLeftIsRemovedAfterADay() throws IOException {
    write(0, null);
    Path old = part(".20261119_120000_shop_1.sql.zst.part", Duration.ofHours(25));
    Path young = part(".20261119_130000_shop_1.sql.zst.part", Duration.ofHours(23));
    Path other = part(".something.part", Duration.ofDays(9));
    folder().prune(5, null);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young) && Files.exists(other));
  }

  @Test
  void aDiskTooSmallIsFoundBefore() {
    folder().requireRoom(1);
    BackupException e =
        assertThrows(BackupException.class, () -> folder().requireRoom(Long.MAX_VALUE));
    assertEquals("backup-disk-full", e.problem().code());
    assertNotNull(e.problem().where());
    assertFalse(Files.exists(folder().path()));
  }

  private BackupFolder folder() {
    return BackupFolder.of(root, "staging");
  }

  private List<Path> files() {
    return folder().list(null).stream().map(BackupFolder.Entry::file).toList();
  }

  private Path write(int days, @Nullable BackupKey key) {
    String name = BackupName.of(NOON.plus(Duration.ofDays(days)), "shop", "1");
    return Samples.write(folder().path(), name, Form.ZSTD, key, 10);
  }

  private static void verify(Path path, Verification.Level level, Instant at) {
    try (BackupFile file = BackupFile.open(path, null)) {
      BackupFolder.verified(file, level, at);
    }
  }

  private Path part(String name, Duration age) throws IOException {
    Path part = folder().path().resolve(name);
    Files.writeString(part, "half");
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(age)));
    return part;
  }
}

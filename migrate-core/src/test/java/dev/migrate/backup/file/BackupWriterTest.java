package dev.migrate.backup.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupWriterTest {

  @TempDir Path folder;

  @Test
  void zstdGivesExactlyTheSql() throws IOException {
    Path file = Samples.write(folder, "a", Form.ZSTD, null, 1000);
    try (InputStream in =
        new ZstdInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      assertArrayEquals(Samples.sql(1000), in.readAllBytes());
    }
  }

  @Test
  void aBackupIsItsOwnersAlone() throws IOException {
    Path file = Samples.write(folder.resolve("new/staging"), "a", Form.ZSTD, null, 10);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))));
  }

  @Test
  void anUnfinishedBackupIsNotThere() throws IOException {
    try (BackupWriter writer = BackupWriter.create(folder, "a", Form.ZSTD, null)) {
      Samples.begin(writer);
      assertEquals(List.of(".a.sql.zst.part"), names());
    }
    assertEquals(List.of(), names());
  }

  @Test
  void noOtherBackupIsReplaced() throws IOException {
    Files.writeString(folder.resolve("a.sql.zst"), "there before");
    Path second = Samples.write(folder, "a", Form.ZSTD, null, 10);
    assertEquals("a_2.sql.zst", second.getFileName().toString());
    try (BackupWriter writer = BackupWriter.create(folder, "a", Form.ZSTD, null)) {
      Files.writeString(folder.resolve("a_3.sql.zst"), "made meanwhile");
      Samples.begin(writer);
      Samples.end(writer);
      Path fourth = writer.finish(Samples.manifest(List.of()));
      assertEquals("a_4.sql.zst", fourth.getFileName().toString());
    }
    assertEquals("there before", Files.readString(folder.resolve("a.sql.zst")));
    assertEquals("made meanwhile", Files.readString(folder.resolve("a_3.sql.zst")));
    assertEquals(4, names().size());
  }

  @Test
  void aLongFrameLetsOthersWaitAndIsOneFrame() throws Exception {
    byte[] value = new byte[3 << 20];
    try (BackupWriter writer = BackupWriter.create(folder, "a", Form.ZSTD, null)) {
      LongFrame frame = writer.open(FrameKind.DATA, "task");
      Thread other = new Thread(() -> Samples.add(writer, FrameKind.END, "", "SELECT 1"));
      other.start();
      for (int i = 0; i < 10; i++) {
        frame.write(value, 0, value.length);
      }
      Thread.sleep(50);
      assertTrue(other.isAlive());
      Frame written = frame.finish(null);
      other.join();
      assertEquals(30L << 20, written.size());
      assertEquals(0, written.offset());
      assertTrue(written.length() < 1 << 20, "compressed");
      assertFalse(writer.written() <= written.length());
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}

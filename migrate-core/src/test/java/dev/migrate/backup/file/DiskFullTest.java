package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.outcome.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {

  @TempDir Path folder;

  /** Writes until it fails or 64 MiB are written; prints how it ended. Run in a JVM of its own. */
  static final class Writing {
    public static void main(String[] arguments) throws Exception {
      try (BackupWriter writer = BackupWriter.create(Path.of(arguments[0]), "a", Form.ZSTD, null)) {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < 64; i++) {
          writer.write(FrameKind.HEAD, "", noise, 0, noise.length, null);
        }
        if (arguments.length > 1) {
          System.out.println("written");
          Thread.sleep(60_000);
        }
        System.out.println("no error");
      } catch (BackupException e) {
        System.out.println(e.problem().text());
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLimitOfTheFilesLengthIsAFullDisk() throws Exception {
    // In units of 512 bytes (POSIX) or 1 KiB (bash): at least 8 MiB, for zstd's own library.
    String limited = "ulimit -f 16384; exec \"$@\"";
    Process process = child(Stream.concat(Stream.of("sh", "-c", limited, "sh"), java()).toList());
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    assertTrue(said.startsWith("The disk is full: the backup needs more than"), said);
    assertEquals(List.of(), names(folder));
  }

  @Test
  void aFullDiskIsNamedAndTheTemporaryFileRemoved() throws Exception {
    int mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString())
            .redirectErrorStream(true)
            .start()
            .waitFor();
    assumeTrue(mounted == 0, "only root may mount a small disk");
    try {
      Path before = Samples.write(folder, "before", Form.ZSTD, null, 10);
      byte[] bytes = Files.readAllBytes(before);
      byte[] noise = new byte[1 << 20];
      new Random(1).nextBytes(noise);
      for (Form form : Form.values()) {
        for (boolean isLong : new boolean[] {false, true}) {
          BackupException e =
              assertThrows(BackupException.class, () -> fill(form, noise, isLong), form.name());
          assertEquals("backup-disk-full", e.problem().code());
          assertTrue(e.problem().text().contains(folder.toString()));
          assertEquals(List.of("before.sql.zst"), names(folder));
        }
      }
      assertEquals(0, Arrays.compare(bytes, Files.readAllBytes(before)));
    } finally {
      assertEquals(0, new ProcessBuilder("umount", folder.toString()).start().waitFor());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aKilledRunLeavesNothingThatLooksLikeABackup() throws Exception {
    Process process = child(Stream.concat(java(), Stream.of("wait")).toList());
    byte[] said = process.getInputStream().readNBytes(7);
    assertEquals("written", new String(said, UTF_8));
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    assertEquals(List.of(".a.sql.zst.part"), names(folder));
    assertEquals(List.of(), BackupFolder.of(folder.resolve(".."), "x").list(null));
  }

  private void fill(Form form, byte[] noise, boolean isLong) {
    try (BackupWriter writer = BackupWriter.create(folder, "a", form, null)) {
      if (isLong) {
        try (LongFrame frame = writer.open(FrameKind.DATA, "task")) {
          for (int i = 0; i < 8; i++) {
            frame.write(noise, 0, noise.length);
          }
          frame.finish(null);
        }
      }
      for (int i = 0; i < 8; i++) {
        writer.write(FrameKind.HEAD, "", noise, 0, noise.length, null);
      }
    }
  }

  private Process child(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Stream<String> java() {
    return Stream.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        Writing.class.getName(),
        folder.toString());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}

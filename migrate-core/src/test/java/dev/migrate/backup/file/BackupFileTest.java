package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import dev.migrate.outcome.BackupException;
import dev.migrate.testing.NeedsNoServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsNoServer
class BackupFileTest {

  private static final BackupKey KEY = BackupKey.of("a passphrase ä").rounds(1000);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Form.class)
  void whatWasWrittenIsRead(Form form) throws IOException {
    for (BackupKey key : new BackupKey[] {null, KEY}) {
      Path path = Samples.write(folder, "a", form, key, 1000);
      assertTrue(path.toString().endsWith(form.extension() + (key == null ? "" : ".enc")));
      try (BackupFile file = BackupFile.open(path, key)) {
        assertEquals(form, file.form());
        assertArrayEquals(Samples.sql(1000), file.sql().readAllBytes());
        Manifest wanted = Samples.manifest(Samples.rows(0, 1000));
        Manifest read = file.manifest();
        assertEquals(wanted.written(read.frames(), read.sha256()), read);
        assertEquals(1000, read.rows());
        assertEquals(Samples.sql(1000).length, read.sqlBytes());
        Verification.parse(file, e -> {});
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void longFramesAreStreamed(Form form) throws IOException {
    byte[] value = new byte[1 << 20];
    new Random(1).nextBytes(value);
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) ('a' + (value[i] & 15));
    }
    Path path;
    HashSum sum = new HashSum();
    try (BackupWriter writer = BackupWriter.create(folder, "a", form, KEY)) {
      Samples.begin(writer);
      LongFrame frame = writer.open(FrameKind.DATA, "task");
      frame.write(Samples.INSERT.getBytes(UTF_8));
      piece(frame, sum, "(1,'".getBytes(UTF_8));
      for (int i = 0; i < 20; i++) {
        piece(frame, sum, value);
      }
      piece(frame, sum, "')".getBytes(UTF_8));
      sum.endRow();
      frame.write(";\n".getBytes(UTF_8));
      frame.finish(new Chunk(null, null, 1, sum.hex(), false));
      Samples.end(writer);
      path = writer.finish(Samples.manifest(1, sum.hex()));
    }
    try (BackupFile file = BackupFile.open(path, KEY)) {
      Verification.parse(file, e -> {});
    }
  }

  private static void piece(LongFrame frame, HashSum sum, byte[] bytes) {
    frame.write(bytes, 0, bytes.length);
    sum.piece(bytes, 0, bytes.length);
  }

  @Test
  void theSeekTableIsTheStandardOne() throws IOException {
    Path path = Samples.write(folder, "a", Form.ZSTD, null, 1000);
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int size = file.capacity();
    assertEquals(0x8F92EAB1, file.getInt(size - 4));
    assertEquals(0, file.get(size - 5));
    int count = file.getInt(size - 9);
    assertEquals(8, count);
    int table = size - 9 - 8 * count;
    assertEquals(0x184D2A5E, file.getInt(table - 8));
    assertEquals(8 * count + 9, file.getInt(table - 4));
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    int at = 0;
    for (int i = 0; i < count; i++) {
      int length = file.getInt(table + 8 * i);
      byte[] frame = Arrays.copyOfRange(file.array(), at, at + length);
      sql.writeBytes(Zstd.decompress(frame, file.getInt(table + 8 * i + 4)));
      at += length;
    }
    assertArrayEquals(Samples.sql(1000), sql.toByteArray());
    assertEquals(0x184D2A50, file.getInt(at));
    assertEquals(table - 8, at + 8 + file.getInt(at + 4));
  }

  @Test
  void theZstdProgramGivesExactlyTheSql() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zstdcat")), "zstd is not installed");
    Path path = Samples.write(folder, "a", Form.ZSTD, null, 1000);
    Process zstd = new ProcessBuilder("/usr/bin/zstdcat", path.toString()).start();
    assertArrayEquals(Samples.sql(1000), zstd.getInputStream().readAllBytes());
    assertEquals(0, zstd.waitFor());
    Process list = new ProcessBuilder("/usr/bin/zstd", "-t", path.toString()).start();
    assertEquals(0, list.waitFor());
  }

  @Test
  void inTextTheManifestIsComments() throws IOException {
    byte[] sql = Samples.sql(100);
    byte[] plain = Files.readAllBytes(Samples.write(folder, "a", Form.PLAIN, null, 100));
    byte[] zipped = Files.readAllBytes(Samples.write(folder, "a", Form.GZIP, null, 100));
    byte[] unzipped;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      unzipped = in.readAllBytes();
    }
    for (byte[] text : new byte[][] {plain, unzipped}) {
      assertArrayEquals(sql, Arrays.copyOf(text, sql.length));
      new String(text, sql.length, text.length - sql.length, UTF_8)
          .lines()
          .forEach(line -> assertTrue(line.startsWith("-- "), line));
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aChangedByteIsFoundWhereverItIs(Form form) throws IOException {
    byte[] whole = Files.readAllBytes(Samples.write(folder, "a", form, null, 40));
    Random random = new Random(3);
    for (int at = random.nextInt(3); at < whole.length; at += 3) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      assertRefused(changed, null, "byte " + at + " of " + whole.length);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aTruncationIsFoundWhereverItIs(Form form) throws IOException {
    byte[] whole = Files.readAllBytes(Samples.write(folder, "a", form, null, 40));
    for (int length = 0; length < whole.length; length += length < whole.length - 150 ? 7 : 1) {
      assertRefused(Arrays.copyOf(whole, length), null, "length " + length);
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1), null, "a byte too many");
  }

  @Test
  void aWrongOrMissingKeyIsNamed() {
    Path path = Samples.write(folder, "a", Form.ZSTD, KEY, 40);
    assertEquals("backup-key-missing", refusal(path, null));
    assertEquals("backup-key-wrong", refusal(path, BackupKey.of("another").rounds(5)));
    assertEquals("BackupKey", KEY.toString());
  }

  @Test
  void aPassphraseIsStretchedAsOwaspSays() throws IOException {
    BackupKey key = BackupKey.of("a passphrase".toCharArray());
    Path path = Samples.write(folder, "a", Form.PLAIN, key, 4);
    assertEquals(600_000, ByteBuffer.wrap(Files.readAllBytes(path)).getInt(8));
    BackupFile.open(path, key.rounds(1)).close();
  }

  @Test
  void encryptedChunksCannotBeChangedMovedOrCutOff() throws IOException {
    byte[] whole = encryptedOfThreeChunks();
    int header = Cryptography.HEADER;
    int chunk = Cryptography.CHUNK + Cryptography.TAG;
    Random random = new Random(5);
    for (int i = 0; i < 30; i++) {
      byte[] changed = whole.clone();
      int at = i < 10 ? random.nextInt(header) : random.nextInt(whole.length);
      changed[at] ^= 1;
      assertRefused(changed, KEY, "byte " + at);
    }
    byte[] moved = whole.clone();
    System.arraycopy(whole, header, moved, header + chunk, chunk);
    System.arraycopy(whole, header + chunk, moved, header, chunk);
    assertRefused(moved, KEY, "moved");
    byte[] without = new byte[whole.length - chunk];
    System.arraycopy(whole, 0, without, 0, header);
    System.arraycopy(whole, header + chunk, without, header, without.length - header);
    assertRefused(without, KEY, "one left out");
    for (int length : new int[] {0, 10, header, header + 1, header + chunk, header + 2 * chunk}) {
      assertRefused(Arrays.copyOf(whole, length), KEY, "length " + length);
    }
    assertRefused(Arrays.copyOf(whole, whole.length - 1), KEY, "last byte");
    assertRefused(Arrays.copyOf(whole, whole.length + 1), KEY, "a byte too many");
  }

  @Test
  void anEncryptedFileShowsNothing() throws IOException {
    String bytes = new String(encryptedOfThreeChunks(), ISO_8859_1);
    assertTrue(!bytes.contains("task") && !bytes.contains("manifest"));
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(Samples.write(folder, "a", Form.ZSTD, null, 40));
    Path path = folder.resolve("newer.sql.zst");
    try (BackupFile file = BackupFile.open(folder.resolve("a.sql.zst"), null)) {
      String json = new String(ManifestJson.write(file.manifest()), UTF_8);
      long end = file.manifest().frames().get(7).end();
      byte[] newer = json.replace("\"format\":1,", "\"format\":2,\"more\":[],").getBytes(UTF_8);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, (int) end);
      out.writeBytes(ZstdEnd.of(newer, file.manifest().frames()));
      Files.write(path, out.toByteArray());
    }
    assertEquals("backup-newer", refusal(path, null));
  }

  @Test
  void otherFilesAreNoBackups() throws IOException {
    Path path = folder.resolve("x.sql.zst");
    assertEquals("backup-file-missing", refusal(path, null));
    Files.writeString(path, "CREATE TABLE t (a int);\n".repeat(100));
    assertEquals("backup-file-broken", refusal(path, null));
    Files.write(path, Zstd.compress(new byte[10000]));
    assertEquals("backup-file-broken", refusal(path, null));
    assertEquals("backup-file-unreadable", refusal(folder, null));
  }

  private byte[] encryptedOfThreeChunks() throws IOException {
    Path path = Samples.write(folder, "long", Form.PLAIN, KEY, 50_000);
    byte[] whole = Files.readAllBytes(path);
    assertTrue(whole.length > 2 * Cryptography.CHUNK + 1000, "length " + whole.length);
    return whole;
  }

  private void assertRefused(byte[] bytes, @Nullable BackupKey key, String what)
      throws IOException {
    Path path = folder.resolve("changed");
    Files.write(path, bytes);
    BackupException e =
        assertThrows(
            BackupException.class,
            () -> {
              try (BackupFile file = BackupFile.open(path, key)) {
                Verification.checksum(file);
              }
            },
            what);
    assertTrue(e.problem().code().startsWith("backup-"), what);
  }

  private static String refusal(Path path, @Nullable BackupKey key) {
    return assertThrows(BackupException.class, () -> BackupFile.open(path, key).close())
        .problem()
        .code();
  }
}

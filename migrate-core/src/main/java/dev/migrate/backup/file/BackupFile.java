package dev.migrate.backup.file;

import com.google.gson.JsonParseException;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A backup, open for reading by any number of threads. Its manifest is read, and that the frames
 * lie one behind the other up to it; what is in them, {@link Verification} looks into.
 */
public final class BackupFile implements AutoCloseable {

  /** Frames with more SQL are read as a stream. */
  private static final int ONE_BUFFER = 16 << 20;

  private final Path path;
  private final Content content;
  private final FileEnd end;
  private final Manifest manifest;
  private final Queue<Decompressor> decompressors = new ConcurrentLinkedQueue<>();

  private BackupFile(Path path, Content content, FileEnd end, Manifest manifest) {
    this.path = path;
    this.content = content;
    this.end = end;
    this.manifest = manifest;
  }

  /**
   * Opens a backup; how it is compressed and encrypted is seen from its bytes, not its name.
   *
   * @param key only an encrypted one needs it
   * @throws BackupException {@code backup-file-missing}, {@code backup-file-unreadable}, {@code
   *     backup-file-broken}, {@code backup-newer}, {@code backup-key-missing}, {@code
   *     backup-key-wrong}
   */
  public static BackupFile open(Path file, @Nullable BackupKey key) {
    try {
      Content content = Content.open(file, key);
      try {
        return open(file, content);
      } catch (RuntimeException e) {
        content.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw unreadable("backup-file-missing", "There is no such backup", file, e);
    } catch (IOException e) {
      String problem = "The backup cannot be read: " + Damage.reason(e);
      throw unreadable("backup-file-unreadable", problem, file, e);
    }
  }

  /** What is in it. */
  public Manifest manifest() {
    return manifest;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** How it is compressed. */
  public Form form() {
    return end.form();
  }

  /** The file's length, in bytes. */
  public long size() {
    return path.toFile().length();
  }

  /** Whether it is encrypted. */
  public boolean encrypted() {
    return content instanceof EncryptedContent;
  }

  /**
   * The SQL of a frame. The stream throws what this method throws, and no {@link IOException}.
   *
   * @throws BackupException {@code backup-damaged}
   */
  public InputStream sql(Frame frame) {
    return small(frame)
        ? new ByteArrayInputStream(bytes(frame))
        : new FrameStream(path, frame, end.form(), content);
  }

  /**
   * The SQL of a frame, in memory.
   *
   * @throws BackupException {@code backup-damaged}
   */
  public byte[] bytes(Frame frame) {
    try {
      if (end.form() == Form.ZSTD && small(frame)) {
        return decompressed(frame);
      }
      try (InputStream sql = new FrameStream(path, frame, end.form(), content)) {
        return sql.readAllBytes();
      }
    } catch (IOException e) {
      throw Damage.of(path, frame, Damage.reason(e), e);
    }
  }

  /** The SQL of all frames, in their order. The stream throws as that of a frame. */
  public InputStream sql() {
    List<InputStream> all =
        new AbstractList<>() {
          @Override
          public InputStream get(int index) {
            return sql(manifest.frames().get(index));
          }

          @Override
          public int size() {
            return manifest.frames().size();
          }
        };
    return new SequenceInputStream(Collections.enumeration(all));
  }

  @Override
  public void close() {
    Decompressor decompressor = decompressors.poll();
    while (decompressor != null) {
      decompressor.close();
      decompressor = decompressors.poll();
    }
    try {
      content.close();
    } catch (IOException e) {
      throw unreadable("backup-file-unreadable", "The backup could not be closed", path, e);
    }
  }

  /** All bytes before the manifest, as they are in the file before encryption. */
  InputStream stored() {
    return content.stream(0, end.offset());
  }

  private static BackupFile open(Path file, Content content) {
    try {
      FileEnd end = FileEnd.read(content);
      Manifest manifest = ManifestJson.read(end.json());
      requireWhole(file, content, end, manifest);
      return new BackupFile(file, content, end, manifest);
    } catch (ManifestJson.NewerFormatException e) {
      throw new BackupException(
          Problem.of(
                  "backup-newer",
                  String.format(
                      "The backup has format %d, written by a newer release; this one reads %d",
                      e.format(), Manifest.FORMAT))
              .at(file.toString())
              .fix("use the release of the plugin that took it, or a newer one"),
          e);
    } catch (IOException | JsonParseException | ArithmeticException e) {
      throw Damage.broken(file, Damage.reason(e), e);
    }
  }

  private static void requireWhole(Path file, Content content, FileEnd end, Manifest manifest)
      throws IOException {
    List<Frame> frames = manifest.frames();
    long at = 0;
    for (Frame frame : frames) {
      if (frame.offset() != at || frame.length() < 0 || frame.size() < 0) {
        throw Damage.broken(file, "the manifest has a gap before byte " + frame.offset(), null);
      }
      at = frame.end();
    }
    if (at != end.offset()
        || frames.isEmpty()
        || frames.get(frames.size() - 1).kind() != FrameKind.END) {
      throw Damage.broken(file, "its frames end too early", null);
    }
    if (end.form() == Form.ZSTD) {
      byte[] wanted = ZstdEnd.of(end.json(), frames);
      byte[] found = content.bytes(end.offset(), content.size() - end.offset());
      if (!Arrays.equals(wanted, found)) {
        throw Damage.broken(file, "its seek table is not of its frames", null);
      }
    }
  }

  private byte[] decompressed(Frame frame) throws IOException {
    Decompressor free = decompressors.poll();
    Decompressor decompressor = free == null ? new Decompressor() : free;
    try {
      byte[] compressed = content.bytes(frame.offset(), frame.length());
      return decompressor.decompress(compressed, (int) frame.size());
    } finally {
      decompressors.add(decompressor);
    }
  }

  private static boolean small(Frame frame) {
    return frame.size() <= ONE_BUFFER && frame.length() <= ONE_BUFFER;
  }

  private static BackupException unreadable(String code, String what, Path file, IOException e) {
    return new BackupException(
        Problem.of(code, what)
            .at(file.toString())
            .fix("mvn migrate:backups lists the backups there are"),
        e);
  }
}

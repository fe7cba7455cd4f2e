package dev.migrate.backup.file;

import dev.migrate.outcome.BackupException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Writes a backup: under a temporary name, until {@link #finish} gives it its own. Frames may come
 * from several threads; each compresses its own, one at a time is appended. Closed without {@code
 * finish}, it removes the temporary file.
 */
public final class BackupWriter implements AutoCloseable {

  /** Longer SQL is compressed in a stream, not in one buffer. */
  private static final int ONE_BUFFER = 16 << 20;

  /** So many bytes are brought to the disk at once while more are written. */
  private static final int FORCED = 32 << 20;

  /** The seek table has 32 bits for a frame's lengths. */
  private static final long LONGEST = 0xFFFF_FFFFL;

  private final PartFile file;
  private final Form form;
  private final Output output;
  private final Queue<Compressor> compressors = new ConcurrentLinkedQueue<>();
  private final List<Frame> frames = new ArrayList<>();
  private final Semaphore turn = new Semaphore(1);
  private volatile boolean broken;
  private long forced;

  private BackupWriter(PartFile file, Form form, Output output) {
    this.file = file;
    this.form = form;
    this.output = output;
  }

  /**
   * Begins a backup.
   *
   * @param folder where it shall be; made if it is not there
   * @param name the file's name without extension; {@code _2}, {@code _3} … is appended if it is
   *     taken
   * @param key null: not encrypted
   * @throws BackupException {@code backup-write-failed}, {@code backup-disk-full}, {@code
   *     backup-zstd-missing}
   */
  public static BackupWriter create(Path folder, String name, Form form, @Nullable BackupKey key) {
    // Before there is a file: it may be that this machine cannot compress.
    Compressor first = Compressor.of(form);
    PartFile file = PartFile.create(folder, name, form.extension() + (key == null ? "" : ".enc"));
    try {
      BackupWriter writer = new BackupWriter(file, form, new Output(file.channel(), key));
      writer.compressors.add(first);
      return writer;
    } catch (IOException e) {
      file.close();
      throw DiskTrouble.writing(folder, file.path(), 0, e);
    }
  }

  /**
   * Writes a frame; any thread may.
   *
   * @param object the table, view, routine … it is about; empty for none
   * @param sql holds the statements, {@code length} bytes from {@code offset} on; free afterwards
   * @param chunk the rows; null unless it is a data frame
   * @throws BackupException {@code backup-disk-full}, {@code backup-write-failed}
   */
  public Frame write(
      FrameKind kind, String object, byte[] sql, int offset, int length, @Nullable Chunk chunk) {
    if (length > ONE_BUFFER) {
      try (LongFrame frame = open(kind, object)) {
        frame.write(sql, offset, length);
        return frame.finish(chunk);
      }
    }
    Compressor free = compressors.poll();
    Compressor compressor = free == null ? Compressor.of(form) : free;
    try {
      return append(kind, object, compressor.compress(sql, offset, length), length, chunk);
    } catch (IOException e) {
      throw failed(e);
    } finally {
      compressors.add(compressor);
    }
  }

  /**
   * Begins a frame of any length, up to 4 GiB; frames of other threads wait until it is finished or
   * closed.
   *
   * @throws BackupException {@code backup-disk-full}, {@code backup-write-failed}
   */
  public LongFrame open(FrameKind kind, String object) {
    turn.acquireUninterruptibly();
    try {
      requireWhole();
      try (Compressor compressor = Compressor.of(form)) {
        long offset = output.position();
        OutputStream sql = compressor.stream(new Kept(output));
        return new LongFrame(this, kind, object, offset, sql);
      }
    } catch (IOException | RuntimeException e) {
      turn.release();
      throw e instanceof IOException io ? failed(io) : (RuntimeException) e;
    }
  }

  /** How many bytes the file has, before encryption. */
  public long written() {
    return output.position();
  }

  /**
   * Brings what is written to the disk once it is much, so that little of it is left for the end;
   * for one thread, while others write.
   *
   * @throws BackupException {@code backup-disk-full}, {@code backup-write-failed}
   */
  public void force() {
    long position = output.position();
    if (position - forced < FORCED) {
      return;
    }
    try {
      output.force();
      forced = position;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Ends the backup: writes the manifest, brings the file to the disk and gives it its name.
   *
   * @param manifest its frames, rows, length and digest are replaced by what was written
   * @return the backup
   * @throws BackupException {@code backup-disk-full}, {@code backup-write-failed}
   */
  public Path finish(Manifest manifest) {
    turn.acquireUninterruptibly();
    try {
      requireWhole();
      if (frames.isEmpty() || frames.get(frames.size() - 1).kind() != FrameKind.END) {
        throw new IllegalStateException("the last frame of a backup is its end");
      }
      Manifest whole = manifest.written(frames, output.sha256());
      output.write(
          form == Form.ZSTD
              ? ByteBuffer.wrap(ZstdEnd.of(whole))
              : ByteBuffer.wrap(TextEnd.of(form, whole, output.position())));
      output.close();
      return file.rename();
    } catch (IOException e) {
      throw failed(e);
    } finally {
      turn.release();
    }
  }

  /** Removes the temporary file unless the backup was finished. */
  @Override
  public void close() {
    broken = true;
    Compressor compressor = compressors.poll();
    while (compressor != null) {
      compressor.close();
      compressor = compressors.poll();
    }
    file.close();
  }

  BackupException failed(IOException e) {
    broken = true;
    return DiskTrouble.writing(file.folder(), file.path(), output.position(), e);
  }

  void abandoned() {
    broken = true;
    turn.release();
  }

  Frame ended(FrameKind kind, String object, long offset, long size, @Nullable Chunk chunk) {
    try {
      return add(new Frame(kind, object, offset, output.position() - offset, size, chunk));
    } finally {
      turn.release();
    }
  }

  private Frame append(
      FrameKind kind, String object, ByteBuffer bytes, long size, @Nullable Chunk chunk)
      throws IOException {
    turn.acquireUninterruptibly();
    try {
      requireWhole();
      long offset = output.position();
      int length = bytes.remaining();
      output.write(bytes);
      return add(new Frame(kind, object, offset, length, size, chunk));
    } finally {
      turn.release();
    }
  }

  private Frame add(Frame frame) {
    if (frame.length() > LONGEST || frame.size() > LONGEST) {
      broken = true;
      throw new IllegalStateException("a frame of more than 4 GiB: " + frame.words());
    }
    frames.add(frame);
    return frame;
  }

  private void requireWhole() {
    if (broken) {
      throw new IllegalStateException("the backup has failed already");
    }
  }

  /** Leaves the file open when a frame is closed. */
  private static final class Kept extends FilterOutputStream {
    Kept(Output output) {
      super(output);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}

package dev.migrate.backup.file;

import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Event;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Proofs that a backup is what was written, from the file alone. */
public final class Verification {

  private static final int BUFFER = 256 << 10;
  private static final int MOST_THREADS = 4;

  private Verification() {}

  /** How far a backup was verified; each includes the ones before. */
  public enum Level {
    /** The bytes are those that were written, up to the end. */
    CHECKSUM,
    /** Every row and object the manifest names is in the SQL, and nothing else is. */
    PARSE,
    /** It was restored, and the rows were compared. */
    RESTORE
  }

  /**
   * Verifies the bytes.
   *
   * @throws BackupException {@code backup-damaged}
   */
  public static void checksum(BackupFile file) {
    MessageDigest digest = Digests.sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream stored = file.stored()) {
      int count = stored.read(buffer);
      while (count >= 0) {
        digest.update(buffer, 0, count);
        count = stored.read(buffer);
      }
    } catch (IOException e) {
      throw Damage.of(file.path(), Damage.reason(e), e);
    }
    if (!Digests.hex(digest.digest()).equals(file.manifest().sha256())) {
      throw Damage.of(file.path(), "its bytes are not those that were written (SHA-256)", null);
    }
  }

  /**
   * Verifies the bytes, then that the SQL in them is what the manifest says: rows and their hashes
   * by frame and by table, the objects, the order of the frames.
   *
   * @param events gets the progress, about once a second; from several threads, one at a time
   * @throws BackupException {@code backup-damaged}
   */
  public static void parse(BackupFile file, Consumer<Event> events) {
    checksum(file);
    FrameCheck check = new FrameCheck(file);
    new Inventory(file).check();
    Pace pace = new Pace(file.path().getFileName().toString(), file.manifest().rows(), events);
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Frame frame : file.manifest().frames()) {
        all.add(workers.submit(() -> pace.add(check.check(frame))));
      }
      for (Future<?> each : all) {
        await(each);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static void await(Future<?> work) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          work.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BackupException damage) {
        throw damage;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

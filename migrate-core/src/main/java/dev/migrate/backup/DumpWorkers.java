package dev.migrate.backup;

import dev.migrate.backup.file.BackupWriter;
import dev.migrate.backup.wire.Wire;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** The connections that read rows under the snapshot, a thread each. */
final class DumpWorkers implements AutoCloseable {

  private static final long LOOK_MILLIS = 500;

  private final List<Wire> wires;
  private final int frame;
  private final ExecutorService threads;

  /** Takes over the connections. */
  DumpWorkers(List<Wire> wires, int frame) {
    this.wires = List.copyOf(wires);
    this.frame = frame;
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, wires.size()),
            work -> {
              Thread thread = new Thread(work, "migrate backup");
              thread.setDaemon(true);
              return thread;
            });
  }

  List<Wire> wires() {
    return wires;
  }

  /**
   * Reads all the tasks' rows into the file, the biggest first. The first error ends all.
   *
   * @param readers the connections to read with, as many as {@link #wires()} at most
   * @param rows told how many more rows are in the file, from any thread
   * @param meanwhile called now and then until it is done
   */
  void read(
      List<Wire> readers,
      List<DumpTask> tasks,
      BackupWriter writer,
      LongConsumer rows,
      Runnable meanwhile)
      throws SQLException {
    Queue<DumpTask> queue = new ConcurrentLinkedQueue<>(tasks.stream().sorted(biggest()).toList());
    CompletionService<Void> running = new ExecutorCompletionService<>(threads);
    for (Wire wire : readers) {
      running.submit(
          () -> {
            DumpTask task;
            while ((task = queue.poll()) != null) {
              read(wire, task, writer, rows);
            }
            return null;
          });
    }
    try {
      for (int ended = 0; ended < readers.size(); ended++) {
        awaitOne(running, meanwhile);
      }
    } catch (SQLException | RuntimeException e) {
      queue.clear();
      readers.forEach(Wire::abort);
      throw e;
    }
  }

  private static Comparator<DumpTask> biggest() {
    return Comparator.comparingLong(DumpTask::estimatedBytes).reversed();
  }

  private void read(Wire wire, DumpTask task, BackupWriter writer, LongConsumer rows)
      throws SQLException {
    TableSource table = task.table().source();
    DataFrames frames = new DataFrames(writer, task.table(), task.slice());
    RowFormatter formatter = new RowFormatter(table.forms());
    try {
      new RowReader(formatter, frame, frames, rows).read(wire.stream(task.slice().query(table)));
    } catch (SQLException e) {
      throw new SQLException(
          "Table " + table.name() + ": " + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
    }
  }

  /** Waits for whichever ends next: of several errors the first is the cause of the others. */
  private static void awaitOne(CompletionService<Void> running, Runnable meanwhile)
      throws SQLException {
    try {
      Future<Void> ended;
      while ((ended = running.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS)) == null) {
        meanwhile.run();
      }
      ended.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("The backup was interrupted", "70100", e);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static SQLException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof SQLException failure) {
      return failure;
    }
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    throw new IllegalStateException(cause);
  }

  /** Ends the connections and waits for their threads, which write into the file else. */
  @Override
  public void close() {
    threads.shutdownNow();
    wires.forEach(Wire::close);
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.migrate.backup;

import dev.migrate.backup.file.FrameKind;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The connections that put rows in and build indexes, side by side; the first error ends all. */
final class RestoreWorkers {

  private static final long PERIOD_MILLIS = 100;

  /** How long the others may take to end what they are at, after an error of one. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final RestoreWork work;
  private final RestoreState state;
  private final RestoreSchedule schedule;
  private final RestoreChunk chunk;
  private final RestoreObjects objects;
  private final Progress progress;
  private final Collection<RestoreSession> sessions = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  RestoreWorkers(RestoreWork work, RestoreState state, Progress progress) {
    this.work = work;
    this.state = state;
    this.schedule = RestoreSchedule.of(work.plan(), state);
    this.chunk = new RestoreChunk(work.plan(), work.target(), state);
    this.objects = new RestoreObjects(work.plan(), ObjectChanges.NONE, state);
    this.progress = progress;
  }

  /** Returns when all rows and indexes are there. */
  void run() {
    int count =
        Math.min(Math.max(1, work.order().threads()), Math.min(RestoreLocks.MOST, schedule.size()));
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      int number = i;
      Thread thread = new Thread(() -> work(number), "migrate-restore-" + number);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    try {
      threads.forEach(this::await);
    } finally {
      schedule.stop();
    }
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  private void await(Thread thread) {
    long failedAt = 0;
    try {
      while (thread.isAlive()) {
        thread.join(PERIOD_MILLIS);
        progress.tell();
        if (failure.get() != null) {
          failedAt = failedAt == 0 ? System.nanoTime() : failedAt;
          if (System.nanoTime() - failedAt > GRACE_NANOS) {
            abort();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      schedule.stop();
      abort();
      throw new ServerException(
          Problem.of("restore-interrupted", "The restore was interrupted")
              .fix("run the same goal again: it goes on where it stopped"),
          e);
    }
  }

  private void abort() {
    sessions.forEach(session -> session.wire().abort());
  }

  private void work(int number) {
    RestoreSchedule.@Nullable Task task = null;
    try (RestoreSession session =
        RestoreSession.open(work.file(), work.workers(), state.database())) {
      sessions.add(session);
      work.locks().take(session.wire(), number);
      while ((task = schedule.next(task)) != null) {
        perform(session, task);
      }
    } catch (SQLException e) {
      fail(task == null ? RestoreFailure.of("Connecting", "connection", e) : failed(task, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      schedule.stop();
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      fail(new IllegalStateException(e));
    }
  }

  private void perform(RestoreSession session, RestoreSchedule.Task task) throws SQLException {
    if (task.kind() == FrameKind.DATA) {
      chunk.restore(session, task.frame());
      progress.add(RestorePlan.chunk(work.plan().frame(task.frame())).rows());
    } else {
      objects.restore(session, task.frame());
    }
  }

  private static MigrateException failed(RestoreSchedule.Task task, SQLException e) {
    String doing = task.kind() == FrameKind.DATA ? "Restoring rows of " : "Restoring indexes of ";
    return RestoreFailure.of(doing + task.table(), "table " + task.table(), e);
  }

  private void fail(RuntimeException e) {
    failure.compareAndSet(null, e);
    schedule.stop();
  }
}

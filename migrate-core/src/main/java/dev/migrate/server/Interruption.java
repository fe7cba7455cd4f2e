package dev.migrate.server;

import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to end a run from outside, before its work is done. What its connections have the server
 * do is ended there, no other statement of its work is begun, and the run goes its ordinary way of
 * failing: that way's own statements are let through, so that what is written down is true.
 *
 * <p>Statements of scripts are ended singly ({@link #during}), and what the executor does besides
 * only when it takes its time. Connections that read or fill tables, or are in a scratch database,
 * are ended as a whole. For all threads.
 */
public final class Interruption {

  /** What every error of an interrupted run is called. */
  public static final String CODE = "run-interrupted";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Opened> opened = new ArrayList<>();
  private volatile boolean on;
  private boolean awaited;
  private boolean over;
  private @Nullable Running running;

  /**
   * A connection of the run.
   *
   * @param id of the session at the server
   */
  record Opened(Connection connection, Connector connector, String role, long id) {

    /** Whether it works for the run alone, and nothing is lost when it ends. */
    boolean isWorker() {
      return role.equals(Connector.WORKER) || role.equals(Connector.SCRATCH);
    }

    boolean isExecutor() {
      return role.equals(Connector.EXECUTOR);
    }
  }

  /** A statement of a script on the executor. */
  static final class Running {
    private final Connector connector;
    private final long id;
    private boolean killed;

    Running(Connector connector, long id) {
      this.connector = connector;
      this.id = id;
    }

    /** Which connection executes it. */
    Connector connector() {
      return connector;
    }

    /** What the server calls that connection. */
    long id() {
      return id;
    }

    /** It is told to end. */
    void kill() {
      killed = true;
    }
  }

  /** Ends the run; returns at once. Again is harmless. */
  public synchronized void interrupt() {
    if (on || over) {
      return;
    }
    on = true;
    notifyAll();
    Thread thread = new Thread(new Killing(this), "migrate-interruption");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether the run is to end. */
  public boolean isOn() {
    return on;
  }

  /**
   * Goes on only if the run may.
   *
   * @throws ServerException {@code run-interrupted}
   */
  public void check() {
    if (on) {
      throw interrupted();
    }
  }

  /** The error of a run that was interrupted; what was done and what to do is for others to say. */
  public static ServerException interrupted() {
    return new ServerException(Problem.of(CODE, "The run was interrupted."));
  }

  /** Sleeps; false as soon as the run is to end. */
  public synchronized boolean slept(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toNanos(); left > 0 && !on; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return !on;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Waits for what cannot be ended: on a thread of its own, which an interruption leaves behind.
   *
   * @throws ServerException {@code run-interrupted}
   */
  public <T> T await(Supplier<T> work) {
    List<T> results = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                T result = work.get();
                synchronized (this) {
                  results.add(result);
                }
              } catch (RuntimeException e) {
                synchronized (this) {
                  failures.add(e);
                }
              }
            },
            "migrate-wait");
    thread.setDaemon(true);
    thread.start();
    while (thread.isAlive()) {
      if (!slept(Duration.ofMillis(20))) {
        throw interrupted();
      }
    }
    synchronized (this) {
      if (!failures.isEmpty()) {
        throw failures.get(0);
      }
      return results.get(0);
    }
  }

  /** The same as {@link #check}, where failures are those of a statement. */
  public void checkStatement() throws SQLException {
    if (on) {
      throw InterruptedRunException.notBegun();
    }
  }

  /**
   * Executes a statement of the run's work on its executor, so that it can be ended.
   *
   * @throws InterruptedRunException when it was, or is not begun any more
   */
  void during(Database database, StatementWatch.Work work) throws SQLException {
    Running before = begin(new Running(database.connector(), database.facts().connectionId()));
    SQLException failure = null;
    boolean killed;
    try {
      work.run();
    } catch (SQLException e) {
      failure = e;
    } finally {
      killed = end(before);
      if (killed && !LockRetry.isKilled(failure)) {
        absorb(database);
      }
    }
    if (failure != null) {
      throw killed && !SqlFailure.isLost(failure)
          ? InterruptedRunException.ended(failure)
          : failure;
    }
  }

  private synchronized @Nullable Running begin(Running next) throws SQLException {
    checkStatement();
    Running before = running;
    running = next;
    return before;
  }

  private synchronized boolean end(@Nullable Running before) {
    boolean killed = running != null && running.killed;
    running = before;
    return killed;
  }

  // The statement ended just before KILL QUERY came, which then waits for the next one.
  private static void absorb(Database database) {
    try (Statement statement = database.executor().createStatement()) {
      statement.execute("DO 0");
    } catch (SQLException e) {
      return;
    }
  }

  /** A connection was made for the run's work. */
  synchronized void opened(Opened connection) {
    opened.removeIf(each -> isClosed(each.connection()));
    opened.add(connection);
  }

  /** Those that are open. */
  synchronized List<Opened> open() {
    opened.removeIf(each -> isClosed(each.connection()));
    return List.copyOf(opened);
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  /** Has the statement that runs ended; while it is, none can begin or end. */
  synchronized void end(Ending ending) throws SQLException {
    if (running != null) {
      ending.end(running);
    }
  }

  /** What ends a statement. */
  @FunctionalInterface
  interface Ending {
    void end(Running statement) throws SQLException;
  }

  /** From now on whoever ends this JVM interrupts the run first, and waits for its end. */
  public synchronized void isAwaited() {
    awaited = true;
  }

  /** The run has ended. */
  public synchronized void over() {
    over = true;
    notifyAll();
  }

  synchronized boolean isOver() {
    return over;
  }

  /** Waits for the run's end, if someone sees to it. */
  synchronized void awaitEnd() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (awaited && !over && end - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
  }

  /** Waits until the next look is due; false when the run has ended. */
  synchronized boolean goesOn(Duration time) throws InterruptedException {
    if (!over) {
      TimeUnit.NANOSECONDS.timedWait(this, time.toNanos());
    }
    return !over;
  }

  /**
   * The error of a run, as that of an interrupted one where it is: what the server said is what an
   * interruption does.
   *
   * @param again the command that goes on
   * @param any whether what the server said may be told in any error, as that of a script
   */
  public MigrateException told(MigrateException e, String again, boolean any) {
    boolean ours = e instanceof ServerException || e instanceof BackupException;
    if (!on || !(ours || any)) {
      return e;
    }
    Problem problem = e.problem();
    Problem told = interrupted().problem().fix("Run it again: " + again);
    if (problem.where() != null) {
      told = told.at(problem.where());
    }
    if (problem.committed() != null) {
      told = told.committed(problem.committed());
    }
    return ours ? e.with(told) : new ServerException(told, e);
  }
}

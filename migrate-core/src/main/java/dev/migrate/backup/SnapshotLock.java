package dev.migrate.backup;

import dev.migrate.backup.file.Snapshot;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.server.Identifier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps the tables as they are while every worker starts its snapshot, so that all see the same
 * moment. With RELOAD by {@code FLUSH TABLES WITH READ LOCK} (MySQL) or {@code BACKUP STAGE}
 * (MariaDB), which wait for running statements only; else by {@code LOCK TABLES … READ}, which
 * waits for open transactions that changed the tables, too. On MySQL, with BACKUP_ADMIN, {@code
 * LOCK INSTANCE FOR BACKUP} after it, until the end: it keeps definitions as they are.
 */
final class SnapshotLock implements AutoCloseable {

  private static final int ATTEMPTS = 6;
  private static final int DEADLOCKS = 50;
  private static final int LOCK_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;
  private static final int ACCESS_DENIED = 1227;
  private static final int TABLE_ACCESS_DENIED = 1142;

  private enum Way {
    READ_LOCK("FLUSH TABLES WITH READ LOCK", "UNLOCK TABLES"),
    BACKUP_STAGE("BACKUP STAGE BLOCK_COMMIT", "BACKUP STAGE END"),
    LOCK_TABLES("LOCK TABLES READ", "UNLOCK TABLES");

    private final String words;
    private final String end;

    Way(String words, String end) {
      this.words = words;
      this.end = end;
    }
  }

  private final Wire coordinator;
  private final boolean mariadb;
  private final List<TableSource> tables;
  private final Duration limit;
  private final Consumer<Event> events;
  private Way way;
  private boolean instance;
  private boolean held;

  SnapshotLock(
      Wire coordinator,
      boolean mariadb,
      List<TableSource> tables,
      Duration limit,
      Consumer<Event> events) {
    this.coordinator = coordinator;
    this.mariadb = mariadb;
    this.tables = tables;
    this.limit = limit;
    this.events = events;
    this.way = mariadb ? Way.BACKUP_STAGE : Way.READ_LOCK;
  }

  /** Locks, lets each worker start its snapshot, and says which moment it is. */
  Snapshot take(List<Wire> workers) throws SQLException {
    long seconds = Math.max(1, limit.toSeconds());
    coordinator.execute("SET SESSION lock_wait_timeout = " + seconds);
    lock();
    for (Wire worker : workers) {
      worker.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      worker.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }
    return Positions.snapshot(coordinator, way.words);
  }

  private void lockInstance() throws SQLException {
    try {
      coordinator.execute("LOCK INSTANCE FOR BACKUP");
      instance = true;
    } catch (SQLException e) {
      // Without the privilege, or behind a running ALTER: that definitions stayed as they were is
      // checked at the end, too.
      requireAny(e, ACCESS_DENIED, LOCK_TIMEOUT);
    }
  }

  private void lock() throws SQLException {
    int attempt = 1;
    int deadlocks = 0;
    while (true) {
      try {
        held = true;
        lockOnce();
        return;
      } catch (SQLException e) {
        giveUp(e);
        if (e.getErrorCode() == ACCESS_DENIED && way != Way.LOCK_TABLES) {
          way = Way.LOCK_TABLES;
        } else if (e.getErrorCode() == LOCK_TIMEOUT && attempt < ATTEMPTS) {
          events.accept(waiting());
          pause(500L << attempt++);
        } else if (e.getErrorCode() == DEADLOCK && deadlocks++ < DEADLOCKS) {
          // MySQL chooses this one where someone updates a histogram: it has not waited for long.
          pause(50);
        } else {
          throw refused(e);
        }
      }
    }
  }

  /** After an attempt of which a part may have been granted. */
  private void giveUp(SQLException failure) {
    try {
      release();
    } catch (SQLException e) {
      // Nothing was: there is nothing to end, and the account may not end it either.
      failure.addSuppressed(e);
      held = false;
    }
  }

  private void lockOnce() throws SQLException {
    switch (way) {
      case READ_LOCK -> coordinator.execute("FLUSH TABLES WITH READ LOCK");
      case BACKUP_STAGE -> {
        for (String stage : List.of("START", "FLUSH", "BLOCK_DDL", "BLOCK_COMMIT")) {
          coordinator.execute("BACKUP STAGE " + stage);
        }
      }
      case LOCK_TABLES -> {
        if (!tables.isEmpty()) {
          coordinator.execute(
              tables.stream()
                  .map(table -> Identifier.quote(table.name()) + " READ")
                  .collect(Collectors.joining(", ", "LOCK TABLES ", "")));
        }
      }
    }
  }

  private Event waiting() {
    return new Event.Waiting(
        way.words + " for the backup", "an open transaction or a running statement", limit);
  }

  private void pause(long millis) {
    try {
      // Those who wait behind the lock get their turn before it is tried again.
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw timedOut();
    }
  }

  private ServerException timedOut() {
    return new ServerException(
        Problem.of(
                "backup-lock-timeout",
                "The tables could not be locked for the moment that the backup's snapshot needs ("
                    + way.words
                    + ", "
                    + limit.toSeconds()
                    + " s, "
                    + ATTEMPTS
                    + " times): a transaction or a statement holds them.")
            .fix(
                "SHOW PROCESSLIST shows who; end it or wait, then run the goal again. An account"
                    + " with RELOAD need not wait for open transactions."));
  }

  private SQLException refused(SQLException e) {
    if (e.getErrorCode() == LOCK_TIMEOUT) {
      throw timedOut();
    }
    if (e.getErrorCode() == TABLE_ACCESS_DENIED || e.getErrorCode() == ACCESS_DENIED) {
      throw new ServerException(
          Problem.of(
                  "backup-privilege-missing",
                  "The account may not lock the tables for the moment of the snapshot: "
                      + e.getMessage())
              .fix("GRANT LOCK TABLES, SELECT ON the database to the account"),
          e);
    }
    return e;
  }

  /**
   * Which connections may read rows while all is locked. After LOCK TABLES only the one that holds
   * the locks: where someone flushes tables meanwhile, that waits for these locks to end, and every
   * other connection that opens a table would wait for the flush.
   *
   * @param workers those that read else
   */
  List<Wire> readers(List<Wire> workers, String database) throws SQLException {
    if (!held || way != Way.LOCK_TABLES) {
      return workers;
    }
    DumpSession.prepare(coordinator, database);
    return List.of(coordinator);
  }

  /**
   * Lets others write again; the snapshots stay. From then on definitions stay as they are, where
   * the server can do that and the account may. Not before: definitions take what both locks wait
   * for, some in the one order and some in the other, so that a wait for one lock by the holder of
   * the other would be a deadlock with them.
   */
  void letWrite() throws SQLException {
    if (held) {
      release();
      if (!mariadb) {
        lockInstance();
      }
    }
  }

  /** The snapshot with all that was locked for it, once others may write. */
  Snapshot described(Snapshot snapshot) {
    return instance ? snapshot.with(way.words + ", LOCK INSTANCE FOR BACKUP") : snapshot;
  }

  private void release() throws SQLException {
    if (held) {
      coordinator.execute(way.end);
      held = false;
    }
  }

  /** Ends all locks. */
  @Override
  public void close() throws SQLException {
    release();
    if (instance) {
      coordinator.execute("UNLOCK INSTANCE");
      instance = false;
    }
  }

  private static void requireAny(SQLException e, int... codes) throws SQLException {
    for (int code : codes) {
      if (e.getErrorCode() == code) {
        return;
      }
    }
    throw e;
  }
}

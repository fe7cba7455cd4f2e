package dev.migrate.backup;

import static dev.migrate.server.Identifier.quote;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.Verification;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.outcome.ServerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call of a restore: begins it, or finds out where an earlier one stopped. */
final class RestoreRun {

  private static final String PHASE = "phase";
  private static final String DIRECT = "direct";
  private static final String BESIDE = "beside";
  private static final String SWAP = "swap";
  private static final int ATTEMPTS = 5;

  private final RestoreOrder order;
  private final BackupFile file;
  private final Supplier<Connection> workers;
  private final Consumer<Event> events;
  private final ObjectChanges changes;
  private final RestorePlan plan;
  private final String target;
  private final String beside;
  private final long begin = System.nanoTime();
  private @Nullable RestoreFill fill;
  private String replaced = "";

  RestoreRun(
      RestoreOrder order,
      BackupFile file,
      Supplier<Connection> workers,
      Consumer<Event> events,
      boolean disableEvents) {
    this.order = order;
    this.file = file;
    this.workers = workers;
    this.events = events;
    this.changes = new ObjectChanges(order.dropDefiners(), disableEvents);
    this.plan = RestorePlan.of(file, order.tables());
    this.target = order.database();
    this.beside = RestoreNames.beside(target);
  }

  /** Restores; where the server chose one of our statements to end a deadlock, it goes on there. */
  Restored run() {
    int attempt = 1;
    while (!isRestored(attempt == ATTEMPTS)) {
      attempt++;
    }
    return new Restored(
        order.file(),
        target,
        plan.rows(),
        plan.tables().size(),
        Duration.ofNanos(System.nanoTime() - begin),
        RestoreNotices.of(plan, target, replaced));
  }

  /** False after a deadlock, unless it is the last attempt. */
  private boolean isRestored(boolean last) {
    try {
      attempt();
      return true;
    } catch (ServerException e) {
      if (last || !RestoreFailure.isDeadlock(e)) {
        throw e;
      }
      return false;
    }
  }

  private void attempt() {
    try (Wire wire = Wire.of(workers.get())) {
      restore(wire);
    } catch (SQLException e) {
      throw halfDone(RestoreFailure.of("Restoring into " + target, "database " + target, e));
    } catch (ServerException e) {
      throw halfDone(e);
    } catch (BackupException e) {
      throw new BackupException(withCommitted(e.problem()), e);
    }
  }

  private ServerException halfDone(ServerException e) {
    return new ServerException(withCommitted(e.problem()), e);
  }

  private Problem withCommitted(Problem problem) {
    if (fill == null) {
      return problem;
    }
    return problem.committed(
        fill.rows()
            + " of "
            + plan.rows()
            + " rows are restored; nothing is to be used of them before the same restore has"
            + " ended");
  }

  private void restore(Wire wire) throws SQLException {
    RestoreTarget server = RestoreTarget.of(wire);
    server.check(plan);
    RestoreSession session = RestoreSession.of(file, wire);
    session.use(target);
    RestoreLocks locks = RestoreLocks.of(target);
    locks.clear(wire, events);
    locks.take(wire, 0);
    RestoreWork work = new RestoreWork(order, file, plan, server, changes, locks, workers, events);
    RestoreState state = state(session);
    switch (state.get(PHASE)) {
      case DIRECT -> direct(work, session, state);
      case BESIDE -> {
        RestoreReferences.check(session, target, plan);
        RestoreBeside.createReplaced(session, target, state.get("replaced"));
        beside(work, session, state);
        swap(work, session, swapState(wire, state));
      }
      default -> swap(work, session, state);
    }
  }

  /** Of an earlier attempt, or begun now. */
  private RestoreState state(RestoreSession session) throws SQLException {
    Wire wire = session.wire();
    RestoreState known = RestoreState.find(wire, target);
    if (known == null) {
      known = RestoreState.find(wire, beside);
      if (known != null && !order.replace()) {
        throw otherHalfDone(known, "DROP DATABASE " + quote(beside));
      }
    }
    if (known != null) {
      requireSame(known);
      return known;
    }
    Verification.checksum(file);
    String first = String.join(", ", RestoreTarget.contents(wire, target, plan));
    if (first.isEmpty()) {
      return RestoreState.create(wire, target, head(DIRECT));
    }
    if (!order.replace()) {
      throw notEmpty(first);
    }
    RestoreReferences.check(session, target, plan);
    RestoreBeside.create(session, target, plan);
    Map<String, String> head = new HashMap<>(head(BESIDE));
    head.put("replaced", RestoreNames.replaced(target, Instant.now()));
    return RestoreState.create(wire, beside, head);
  }

  private Map<String, String> head(String phase) {
    return Map.of(
        PHASE,
        phase,
        "sha256",
        plan.manifest().sha256(),
        "file",
        order.file().toAbsolutePath().toString(),
        "operation",
        order.operation(),
        "target",
        target,
        "tables",
        String.join(",", order.tables()),
        "began",
        Instant.now().toString());
  }

  private void requireSame(RestoreState known) {
    boolean same =
        known.get("sha256").equals(plan.manifest().sha256())
            && known.get("target").equals(target)
            && known.get("tables").equals(String.join(",", order.tables()));
    if (!same) {
      boolean isBeside = known.get(PHASE).equals(BESIDE);
      String giveUp =
          isBeside
              ? "DROP DATABASE " + quote(beside)
              : "drop what is in " + target + ", " + RestoreNames.STATE + " last";
      throw otherHalfDone(known, giveUp);
    }
  }

  private RefusedException otherHalfDone(RestoreState known, String giveUp) {
    return new RefusedException(
        Problem.of(
                "restore-half-done",
                "A restore of "
                    + words(known.get("file"), known.get("tables"))
                    + " into "
                    + known.get("target")
                    + " is half done, begun "
                    + known.get("began")
                    + "; this one is of "
                    + words(order.file().toAbsolutePath().toString(), tables()))
            .at("database " + known.database())
            .fix("finish that one with the same command; or give it up: " + giveUp));
  }

  private String tables() {
    return String.join(",", order.tables()) + (order.replace() ? "" : " without replacing");
  }

  private static String words(String file, String tables) {
    return tables.isBlank() ? file : file + " (" + tables.strip() + ")";
  }

  private RefusedException notEmpty(String names) {
    String shown = names.length() > 200 ? names.substring(0, 200) + " …" : names;
    return new RefusedException(
        Problem.of("restore-target-not-empty", "In " + target + " there are already: " + shown)
            .at("database " + target)
            .fix(
                "restore into another, empty database; or confirm that what is there is to be"
                    + " replaced"));
  }

  private void direct(RestoreWork work, RestoreSession session, RestoreState state)
      throws SQLException {
    session.use(target);
    fill = new RestoreFill(work, state);
    fill.run(session, true);
    RestoreSwap.restorePrograms(new RestoreObjects(plan, changes, state), session);
    state.drop(session.wire());
  }

  private void beside(RestoreWork work, RestoreSession session, RestoreState state)
      throws SQLException {
    session.use(beside);
    fill = new RestoreFill(work, state);
    // Some tables may refer to others of the target, and only there.
    fill.run(session, !plan.isPartial());
  }

  /** From here on the target changes, and knows what is done. */
  private RestoreState swapState(Wire wire, RestoreState filled) throws SQLException {
    Map<String, String> rows = new HashMap<>(filled.rows());
    plan.frames(FrameKind.HEAD).forEach(i -> rows.remove("frame " + i));
    rows.put(PHASE, SWAP);
    return RestoreState.create(wire, target, rows);
  }

  private void swap(RestoreWork work, RestoreSession session, RestoreState state)
      throws SQLException {
    boolean kept = new RestoreSwap(work, state, session).run();
    replaced = kept ? state.get("replaced") : "";
    state.drop(session.wire());
  }
}

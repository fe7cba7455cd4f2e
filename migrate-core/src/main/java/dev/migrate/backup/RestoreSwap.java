package dev.migrate.backup;

import static dev.migrate.server.Identifier.quote;
import static dev.migrate.server.Literal.text;

import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.wire.Row;
import dev.migrate.outcome.Event;
import dev.migrate.server.Vendor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Puts the tables of a database that was filled beside the target in the place of the target's, and
 * then everything else. Each step is either noted or seen by looking, so that whoever dies between
 * two of them, the next attempt goes on there.
 */
final class RestoreSwap {

  private static final String CLEARED = "cleared";
  private static final String PROGRAMS_DROPPED = "programs dropped";
  private static final int LOCK_SECONDS = 5;
  private static final int LOCK_ATTEMPTS = 12;

  private final RestoreWork work;
  private final RestorePlan plan;
  private final RestoreState state;
  private final RestoreSession session;
  private final RestoreObjects objects;
  private final String target;
  private final String beside;
  private final String replaced;

  /**
   * Prepares a swap.
   *
   * @param state of the target
   */
  RestoreSwap(RestoreWork work, RestoreState state, RestoreSession session) {
    this.work = work;
    this.plan = work.plan();
    this.state = state;
    this.session = session;
    this.objects = new RestoreObjects(plan, work.changes(), state);
    this.target = state.database();
    this.beside = RestoreNames.beside(target);
    this.replaced = state.get("replaced");
  }

  /**
   * Goes on where an earlier attempt stopped.
   *
   * @return whether there were tables to replace
   */
  boolean run() throws SQLException {
    session.use(target);
    session.wire().execute("SET SESSION lock_wait_timeout = " + LOCK_SECONDS);
    if (state.get(CLEARED).isEmpty()) {
      clear();
      state.done(session.wire(), CLEARED);
    }
    rename();
    if (work.target().version().vendor() == Vendor.MARIADB) {
      SequenceDefaults.move(session, beside, target);
    }
    if (state.get(PROGRAMS_DROPPED).isEmpty()) {
      dropPrograms();
      state.done(session.wire(), PROGRAMS_DROPPED);
    }
    if (plan.isPartial()) {
      objects.restore(session, FrameKind.FOREIGN_KEY);
    } else {
      objects.restore(session, FrameKind.HEAD);
    }
    restorePrograms(objects, session);
    dropIfEmpty(beside);
    return !dropIfEmpty(replaced);
  }

  /** Everything that is no table, in the order in which one may need another. */
  static void restorePrograms(RestoreObjects objects, RestoreSession session) throws SQLException {
    for (FrameKind kind :
        List.of(
            FrameKind.ROUTINE,
            FrameKind.VIEW,
            FrameKind.TRIGGER,
            FrameKind.EVENT,
            FrameKind.STATE)) {
      objects.restore(session, kind);
    }
  }

  /** Names of tables and sequences. */
  private Set<String> tables(String database) throws SQLException {
    Set<String> names = new TreeSet<>();
    String query =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = "
            + text(database)
            + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE')";
    for (Row row : session.wire().query(query)) {
      if (!RestoreNames.isKept(row.required(0))) {
        names.add(row.required(0));
      }
    }
    return names;
  }

  /** The target's tables that are still the ones to be replaced. */
  private Set<String> old(Set<String> waiting) throws SQLException {
    Set<String> old = tables(target);
    // What waits beside has not taken its place yet; and what the backup does not have, never will.
    old.removeIf(
        name ->
            !waiting.contains(name)
                && (plan.isPartial() || plan.isTable(name) || plan.isSequence(name)));
    return old;
  }

  /** Triggers keep a table from being moved to another database; views are in the way of names. */
  private void clear() throws SQLException {
    Set<String> old = old(tables(beside));
    for (Row row :
        rows(
            "SELECT trigger_name, event_object_table FROM information_schema.triggers"
                + " WHERE event_object_schema = %s")) {
      if (old.contains(row.required(1))) {
        drop("TRIGGER", row.required(0));
      }
    }
    if (!plan.isPartial()) {
      for (Row row :
          rows("SELECT table_name FROM information_schema.views WHERE table_schema = %s")) {
        drop("VIEW", row.required(0));
      }
    }
  }

  private List<Row> rows(String query) throws SQLException {
    return session.wire().query(query.replace("%s", text(target)));
  }

  private void drop(String kind, String name) throws SQLException {
    session.wire().execute("DROP " + kind + " IF EXISTS " + quote(target) + "." + quote(name));
  }

  /** All in one statement: whoever looks sees the old tables or the new ones. */
  private void rename() throws SQLException {
    Set<String> waiting = tables(beside);
    Set<String> old = old(waiting);
    StringJoiner renames = new StringJoiner(", ", "RENAME TABLE ", "").setEmptyValue("");
    old.forEach(name -> renames.add(rename(target, replaced, name)));
    waiting.forEach(name -> renames.add(rename(beside, target, name)));
    if (renames.length() == 0) {
      return;
    }
    // Foreign keys are to follow their tables.
    session.wire().execute("SET SESSION foreign_key_checks = 1");
    patiently(renames.toString());
    session.wire().execute("SET SESSION foreign_key_checks = 0");
  }

  private static String rename(String from, String to, String table) {
    return quote(from) + "." + quote(table) + " TO " + quote(to) + "." + quote(table);
  }

  /** Waits for other sessions a little at a time: whoever comes later waits behind this one. */
  private void patiently(String statement) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        session.wire().execute(statement);
        return;
      } catch (SQLException e) {
        if (!RestoreFailure.isPassing(e) || attempt == LOCK_ATTEMPTS) {
          throw RestoreFailure.of("Swapping the tables", "database " + target, e);
        }
        work.events()
            .accept(
                new Event.Waiting(
                    "the tables of " + target,
                    "transactions of other sessions",
                    Duration.ofSeconds((long) LOCK_SECONDS * (LOCK_ATTEMPTS - attempt))));
      }
    }
  }

  private void dropPrograms() throws SQLException {
    if (plan.isPartial()) {
      return;
    }
    for (Row row :
        rows("SELECT event_name FROM information_schema.events WHERE event_schema = %s")) {
      drop("EVENT", row.required(0));
    }
    for (Row row :
        rows(
            "SELECT routine_type, routine_name FROM information_schema.routines"
                + " WHERE routine_schema = %s"
                // A package's body goes with it.
                + " AND routine_type <> 'PACKAGE BODY'")) {
      drop(row.required(0), row.required(1));
    }
  }

  private boolean dropIfEmpty(String database) throws SQLException {
    boolean empty = tables(database).isEmpty();
    if (empty) {
      session.wire().execute("DROP DATABASE IF EXISTS " + quote(database));
    }
    return empty;
  }
}

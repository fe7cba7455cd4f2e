package dev.migrate.backup;

import static dev.migrate.server.Identifier.quote;
import static dev.migrate.server.Literal.text;

import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a restore has done so far, in the table {@value RestoreNames#STATE} of the database it works
 * on: a row for each thing known of it, {@code sha256}, {@code file}, and for each frame that is
 * done, {@code frame 17}. The row of a frame with rows is written in the transaction that puts them
 * in. From any thread.
 */
final class RestoreState {

  /** Of the table; the first row says which one it is. */
  static final int FORMAT = 1;

  private static final String DONE = "done";

  private final String database;
  private final Map<String, String> rows;
  private final boolean resumed;

  private RestoreState(String database, Map<String, String> rows, boolean resumed) {
    this.database = database;
    this.rows = rows;
    this.resumed = resumed;
  }

  /** What is known of a half done restore there; null for none. */
  static @Nullable RestoreState find(Wire wire, String database) throws SQLException {
    String query =
        "SELECT 1 FROM information_schema.tables WHERE table_schema = "
            + text(database)
            + " AND table_name = "
            + text(RestoreNames.STATE);
    if (wire.query(query).isEmpty()) {
      return null;
    }
    Map<String, String> rows = new HashMap<>();
    for (Row row : wire.query("SELECT name, value FROM " + table(database))) {
      rows.put(row.required(0), row.required(1));
    }
    // Without its head it was just being made, and nothing else yet.
    return rows.containsKey("format") ? known(database, rows) : null;
  }

  private static RestoreState known(String database, Map<String, String> rows) {
    String format = rows.getOrDefault("format", "");
    if (!format.equals(Integer.toString(FORMAT))) {
      throw new RefusedException(
          Problem.of(
                  "restore-half-done",
                  "A restore into "
                      + database
                      + " is half done, by a release of this plugin that writes format "
                      + format
                      + " of "
                      + RestoreNames.STATE
                      + "; this one writes "
                      + FORMAT)
              .fix("finish it with the release that began it"));
    }
    return new RestoreState(database, rows, true);
  }

  /** Begins a restore: the first thing it changes. */
  static RestoreState create(Wire wire, String database, Map<String, String> head)
      throws SQLException {
    wire.execute("DROP TABLE IF EXISTS " + table(database));
    wire.execute(
        "CREATE TABLE "
            + table(database)
            + " (name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,"
            + " value VARCHAR(4000) CHARACTER SET utf8mb4 NOT NULL) ENGINE=InnoDB");
    Map<String, String> rows = new HashMap<>(head);
    rows.put("format", Integer.toString(FORMAT));
    StringJoiner values = new StringJoiner(", ");
    rows.forEach((name, value) -> values.add("(" + text(name) + ", " + text(value) + ")"));
    wire.execute("INSERT INTO " + table(database) + " VALUES " + values);
    wire.execute("COMMIT");
    return new RestoreState(database, rows, false);
  }

  /** Whether an earlier attempt left it. */
  boolean isResumed() {
    return resumed;
  }

  /** Where the table is. */
  String database() {
    return database;
  }

  synchronized String get(String name) {
    return Objects.requireNonNullElse(rows.get(name), "");
  }

  /** Everything known, to begin another table with. */
  synchronized Map<String, String> rows() {
    return Map.copyOf(rows);
  }

  boolean isDone(int frame) {
    return !get(frame(frame)).isEmpty();
  }

  /** Notes a step, and commits. */
  void done(Wire wire, String step) throws SQLException {
    // One packet: workers send so many that each round trip counts.
    wire.execute(insert(step) + "; COMMIT");
    remember(step);
  }

  /** Notes a frame, and commits with it what the transaction has done so far. */
  void done(Wire wire, int frame) throws SQLException {
    done(wire, frame(frame));
  }

  private synchronized void remember(String step) {
    rows.put(step, DONE);
  }

  /** Forgets frames whose rows are put in anew. */
  void undone(Wire wire, List<Integer> frames) throws SQLException {
    StringJoiner names = new StringJoiner(", ", " (", ")");
    frames.forEach(frame -> names.add(text(frame(frame))));
    wire.execute("DELETE FROM " + table(database) + " WHERE name IN" + names);
    wire.execute("COMMIT");
    synchronized (this) {
      frames.forEach(frame -> rows.remove(frame(frame)));
    }
  }

  /** Ends the restore: the last thing it changes. */
  void drop(Wire wire) throws SQLException {
    wire.execute("DROP TABLE " + table(database));
  }

  private String insert(String step) {
    return "INSERT INTO " + table(database) + " VALUES (" + text(step) + ", '" + DONE + "')";
  }

  private static String frame(int index) {
    return "frame " + index;
  }

  private static String table(String database) {
    return quote(database) + "." + quote(RestoreNames.STATE);
  }
}

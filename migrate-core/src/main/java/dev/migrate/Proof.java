package dev.migrate;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.diff.Change;
import dev.migrate.schema.diff.Difference;
import dev.migrate.schema.diff.Options;
import dev.migrate.schema.diff.Renames;
import dev.migrate.schema.model.Schema;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The proof of a migration in a scratch database that stands where the migration begins: up gives
 * what is wanted, its undo what was, up again what is wanted.
 */
final class Proof {

  /** What is done to the scratch database, and how it is looked at. */
  interface Place {
    void execute(Statement statement) throws SQLException;

    Schema read() throws SQLException;
  }

  /** The code of a proof that failed. */
  static final String FAILED = "not-proved";

  private static final int SHOWN = 20;

  private final Place place;
  private final Schema current;
  private final Schema wanted;
  private final boolean columnOrder;

  Proof(Place place, Schema current, Schema wanted, boolean columnOrder) {
    this.place = place;
    this.current = current;
    this.wanted = wanted;
    this.columnOrder = columnOrder;
  }

  /**
   * Proves it; the database then stands where the migration ends.
   *
   * @throws RefusedException {@code not-proved}, with the statement that failed or the difference
   *     that is left
   */
  void prove(List<Statement> up, List<Statement> undo) throws SQLException {
    run(up, "the migration");
    compare(wanted, "the migration", columnOrder);
    run(undo, "its undo");
    compare(current, "its undo", true);
    run(up, "the migration again");
    compare(wanted, "the migration again", columnOrder);
  }

  private void run(List<Statement> statements, String what) {
    for (Statement statement : statements) {
      try {
        place.execute(statement);
      } catch (SQLException e) {
        String words = "[" + e.getErrorCode() + "] " + e.getMessage();
        throw refused(
            "Statement " + statement.index() + " of " + what + " fails: " + words, statement.sql());
      }
    }
  }

  private void compare(Schema expected, String after, boolean order) throws SQLException {
    Difference left = Difference.between(place.read(), expected, Renames.NONE, new Options(order));
    if (left.isEmpty()) {
      return;
    }
    String shown =
        left.changes().stream()
            .limit(SHOWN)
            .map(change -> "  " + words(change))
            .collect(Collectors.joining("\n"));
    throw refused("After " + after + " this difference is left:\n" + shown, "");
  }

  static String words(Change change) {
    return change.kind() + " " + change.type() + " " + change.object() + " " + change.detail();
  }

  private RefusedException refused(String why, String sql) {
    return new RefusedException(
        Problem.of(
                FAILED,
                "The migration could not be proved on "
                    + current.server().text()
                    + ". "
                    + why
                    + (sql.isEmpty() ? "" : "\n" + sql))
            .committed("nothing: no file was written")
            .fix(
                "Write this migration by hand, mvn migrate:generate -Dmigrate.message=…, and report"
                    + " what is above"));
  }
}

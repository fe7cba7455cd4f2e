package dev.migrate;

import dev.migrate.schema.diff.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Has the server say which of its mildest ways of ALTER TABLE it takes for each statement, and
 * writes that into the statement: where it is later refused, nothing is copied or locked
 * unexpectedly.
 */
final class OnlineForms {

  /** INSTANT takes no LOCK clause (error 1221). */
  private static final List<String> FORMS =
      List.of(", ALGORITHM=INSTANT", ", ALGORITHM=INPLACE, LOCK=NONE", "");

  /** Executes one statement on a scratch database. */
  interface Session {
    void execute(String sql) throws SQLException;
  }

  private OnlineForms() {}

  /** The same steps with the forms in them; the database stands as before. */
  static List<Step> of(List<Step> steps, Session session) throws SQLException {
    List<Step> formed = new ArrayList<>();
    for (Step step : steps) {
      String up = accepted(step.up(), session);
      formed.add(
          new Step(
              up,
              step.down(),
              step.changes(),
              step.destructive(),
              step.irreversible(),
              step.program(),
              step.sqlMode(),
              step.timeZone()));
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      session.execute(steps.get(i).down());
    }
    return formed;
  }

  /** A notice for each statement on a table that got no form: it may copy or lock. */
  static List<String> without(List<Step> steps) {
    return steps.stream()
        .map(Step::up)
        .filter(up -> up.contains("ALTER TABLE ") && !up.contains(", ALGORITHM="))
        .map(up -> "No mild form was accepted, it may copy or lock the table: " + up)
        .toList();
  }

  private static String accepted(String sql, Session session) throws SQLException {
    if (!sql.toUpperCase(Locale.ROOT).startsWith("ALTER TABLE ")) {
      session.execute(sql);
      return sql;
    }
    for (int i = 0; ; i++) {
      try {
        session.execute(sql + FORMS.get(i));
        return sql + FORMS.get(i);
      } catch (SQLException e) {
        if (i + 1 == FORMS.size()) {
          throw e;
        }
      }
    }
  }
}

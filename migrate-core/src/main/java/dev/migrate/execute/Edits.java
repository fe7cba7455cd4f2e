package dev.migrate.execute;

import dev.migrate.outcome.LineDifference;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.util.List;

/** Whether statements of a script that are done are still what they were. */
final class Edits {

  /** Lines of a difference that are shown on each side. */
  private static final int MOST = 20;

  private Edits() {}

  /**
   * Refuses a script whose statements of a row are others now.
   *
   * @param done the last statement of the row before
   */
  static void requireNone(JournalRow row, int done, List<Statement> statements) {
    int last = Math.min(row.last(), statements.size());
    List<Statement> now = statements.subList(Math.min(done, last), last);
    if (row.hash() != null && row.hash().equals(StatementTexts.hash(now))) {
      return;
    }
    throw edited(row, now);
  }

  private static RefusedException edited(JournalRow row, List<Statement> now) {
    return new RefusedException(
        Problem.of(
                "script-edited",
                "Statements up to "
                    + row.last()
                    + " of this script are committed, and the file says something else there now.")
            .at(where(row, now) + difference(row, now))
            .committed("statements 1 to " + row.last() + ", as they were")
            .fix("Bring these statements back as they were; what is not committed may be edited."));
  }

  /** The first statement that is another one now; the script where one is missing at its end. */
  private static String where(JournalRow row, List<Statement> now) {
    List<Statement> then =
        row.text() == null ? List.of() : Splitter.split(row.script(), row.text());
    int i = 0;
    while (i < then.size() && i < now.size() && isSame(then.get(i), now.get(i))) {
      i++;
    }
    return i < now.size() ? now.get(i).where() : row.script();
  }

  private static boolean isSame(Statement then, Statement now) {
    return then.sql().equals(now.masked(now.sql()));
  }

  /** The statement that a row ends with, as it was when the row was written. */
  static Statement original(JournalRow row, int done, List<Statement> statements) {
    boolean same =
        row.last() <= statements.size()
            && StatementTexts.hash(statements.subList(done, row.last())).equals(row.hash());
    if (!same && row.text() != null) {
      List<Statement> then = Splitter.split(row.script(), row.text());
      return then.get(then.size() - 1);
    }
    return statements.get(Math.min(row.last(), statements.size()) - 1);
  }

  /** Lines that went and lines that came, without those equal at both ends. */
  private static String difference(JournalRow row, List<Statement> statements) {
    if (row.text() == null) {
      return "\n(statement " + row.last() + " was: " + row.summary() + ")";
    }
    String now = String.valueOf(StatementTexts.join(statements, Integer.MAX_VALUE));
    String text = LineDifference.of(row.text().lines().toList(), now.lines().toList(), MOST);
    return text.isEmpty() ? "\n(a value that is not shown is another one now)" : text;
  }
}

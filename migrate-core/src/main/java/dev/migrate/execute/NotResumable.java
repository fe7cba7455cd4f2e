package dev.migrate.execute;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.sql.BatchStatement;
import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Scripts that could not be gone on with after they died in their midst: a part of what later
 * statements need lives in the session, and cannot be had again.
 */
public final class NotResumable {

  /** What to do about it. */
  public static final String FIX =
      "Split the script, so that what belongs together stands between two commits; or take the"
          + " risk: -- migrate:not-resumable as its first line";

  private static final Pattern COUNTS =
      Pattern.compile("\\b(ROW_COUNT|FOUND_ROWS)\\s*\\(", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOGGING =
      Pattern.compile("\\bsql_log_bin\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern DROP_IF_EXISTS =
      Pattern.compile("^DROP (TEMPORARY )?TABLES? IF EXISTS\\b");

  private NotResumable() {}

  /**
   * Refuses such a script before it starts, unless it says that it knows.
   *
   * @throws RefusedException {@code not-resumable}, with line and reason
   * @throws ConfigurationException {@code batch-unsuitable} for a statement that cannot run in
   *     batches
   */
  public static void refuse(List<Statement> script) {
    for (Statement statement : script) {
      if (BatchStatement.of(statement).isPresent() && Directives.notResumable(script)) {
        throw new ConfigurationException(
            Problem.of("batch-unsuitable", "Batches take the journal, which this script renounces.")
                .at(Failures.place(statement))
                .fix("Remove one of the two directives."));
      }
    }
    Optional<Found> first = first(script);
    if (first.isPresent()) {
      throw refused(first.get());
    }
  }

  /**
   * What a script could not be gone on with after.
   *
   * @param reason a part of a sentence
   */
  public record Found(Statement statement, String reason) {}

  /** The first of a script; empty where it says that it knows. */
  public static Optional<Found> first(List<Statement> script) {
    if (Directives.notResumable(script) || ScriptKind.isOneTransaction(script)) {
      return Optional.empty();
    }
    for (int i = 0; i < script.size(); i++) {
      Statement statement = script.get(i);
      Optional<String> reason = reason(script, i);
      if (reason.isPresent()) {
        return Optional.of(new Found(statement, reason.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> reason(List<Statement> script, int i) {
    Statement statement = script.get(i);
    String words = Words.of(statement);
    if (words.startsWith("XA ")) {
      return Optional.of("inside a transaction of XA nothing can be written down");
    }
    if (words.startsWith("FLUSH") && words.contains("READ LOCK")) {
      return Optional.of("under a global read lock nothing can be written down");
    }
    if (words.startsWith("HANDLER") && words.contains(" OPEN")) {
      return Optional.of("an open HANDLER is lost with its session");
    }
    if (statement.kind() == StatementKind.SESSION && LOGGING.matcher(statement.sql()).find()) {
      return Optional.of(
          "what is written down while the binary log is off would be missing on replicas");
    }
    if (i > 0 && COUNTS.matcher(statement.sql()).find() && !isRows(script.get(i - 1))) {
      return Optional.of(
          "it counts the rows of a statement that may commit, which something is written down"
              + " after");
    }
    return temporary(script, i);
  }

  private static boolean isRows(Statement statement) {
    boolean rows = Words.isTransactional(statement) && !BatchStatement.isAskedFor(statement);
    // DDL changes no rows: 0 before and after what is written down.
    return rows
        || statement.kind() == StatementKind.DDL
        || statement.kind() == StatementKind.SESSION;
  }

  /** A temporary table that a statement still needs after something was committed. */
  private static Optional<String> temporary(List<Statement> script, int i) {
    Statement create = script.get(i);
    if (!Words.isTemporary(create) || !Words.begin(create, "CREATE")) {
      return Optional.empty();
    }
    boolean commits = false;
    for (Statement later : script.subList(i + 1, script.size())) {
      commits |= commits(later);
      if (commits && needs(later, create.objects())) {
        return Optional.of(
            "the temporary table is lost with its session, and needed after a commit ("
                + later.where()
                + ")");
      }
    }
    return Optional.empty();
  }

  private static boolean commits(Statement statement) {
    boolean own = Directives.commit(statement) || BatchStatement.isAskedFor(statement);
    boolean system =
        Words.begin(statement, "SET")
            && statement.kind() == StatementKind.SESSION
            && !Words.setsUserVariable(statement);
    return own || system || statement.commit() != ImplicitCommit.NO;
  }

  private static boolean needs(Statement statement, List<ObjectName> tables) {
    if (DROP_IF_EXISTS.matcher(Words.of(statement)).find()) {
      return false;
    }
    String sql = statement.sql().toLowerCase(Locale.ROOT);
    return tables.stream().anyMatch(t -> names(sql, t.name().toLowerCase(Locale.ROOT)));
  }

  private static boolean names(String sql, String name) {
    return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])").matcher(sql).find();
  }

  private static RefusedException refused(Found found) {
    return new RefusedException(
        Problem.of(
                "not-resumable",
                "If this script died in its midst, it could not be gone on with: "
                    + found.reason
                    + ".")
            .at(Failures.place(found.statement))
            .committed("nothing of this script")
            .fix(FIX));
  }
}

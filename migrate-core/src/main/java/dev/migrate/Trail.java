package dev.migrate;

import dev.migrate.audit.AuditEntry;
import dev.migrate.audit.AuditTable;
import dev.migrate.audit.Author;
import dev.migrate.history.AppliedVersion;
import dev.migrate.history.HistoryRow;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down in the database what a run does to it, where the policy asks for that: a row before
 * the first change and one at the end. Each is written on a connection of its own: the executor's
 * may be inside a transaction of a script, or dead.
 */
final class Trail {

  private final Workplace workplace;
  private @Nullable AuditEntry begun;
  private boolean written;

  Trail(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * The run is about to change something. The first row is written now or, where there is no
   * history yet, together with the second.
   *
   * @param version the database's version; null for none
   * @param backup the backup taken before; null for none
   * @throws ServerException {@code audit-failed} when the row cannot be written
   */
  void begin(String goal, @Nullable String version, @Nullable String backup) throws SQLException {
    if (!workplace.environment().policy().audit() || begun != null) {
      return;
    }
    begun =
        new AuditEntry(
            workplace.operation(),
            AuditEntry.Phase.BEGUN,
            workplace.environment().name(),
            goal,
            Author.here(),
            version,
            null,
            backup,
            null,
            null);
    if (workplace.rows().isPresent()) {
      writeFirst(begun);
    }
  }

  private void writeFirst(AuditEntry entry) {
    try (Connection connection = workplace.observer()) {
      table().add(connection, entry);
      written = true;
    } catch (SQLException e) {
      begun = null;
      throw failed(e, "The run is not begun: its row in the audit cannot be written");
    } catch (MigrateException e) {
      begun = null;
      throw e;
    }
  }

  /** The run has ended well. */
  void end(Report.Outcome outcome) {
    if (begun == null) {
      return;
    }
    try {
      writeLast(outcome.name().toLowerCase(Locale.ROOT), null);
    } catch (SQLException e) {
      throw failed(e, "The run is done, but the audit has no row of its end");
    }
  }

  /**
   * The run has ended in an error.
   *
   * @return the error, which says so if the audit does not have it
   */
  MigrateException fail(MigrateException e) {
    if (begun == null) {
      return e;
    }
    try {
      boolean failed =
          Report.Failure.of(new Run("", "", "", null, null), e).outcome() == Report.Outcome.FAILED;
      writeLast(failed ? "failed" : "refused", e.problem().code());
      return e;
    } catch (SQLException | MigrateException unwritten) {
      e.addSuppressed(unwritten);
      return e.with(
          e.problem()
              .alsoCommitted(
                  "the audit has no row of this run's end: " + firstLine(unwritten.getMessage())));
    }
  }

  private void writeLast(String result, @Nullable String problem) throws SQLException {
    AuditEntry first = begun;
    if (first == null) {
      return;
    }
    try (Connection connection = workplace.observer()) {
      Optional<List<HistoryRow>> rows = workplace.table().over(connection).read();
      if (rows.isEmpty()) {
        // Stock Flyway would take a database with a table of ours and no history for another's.
        return;
      }
      if (!written) {
        table().add(connection, first);
      }
      String version = version(rows.get());
      table().add(connection, first.ended(version, result, problem));
    } finally {
      begun = null;
    }
  }

  private static @Nullable String version(List<HistoryRow> rows) {
    String version = AppliedVersion.of(rows).orElse(null);
    return AppliedVersion.isHalfDone(rows) ? version + ", half done" : version;
  }

  private AuditTable table() {
    return new AuditTable(workplace.schema());
  }

  private ServerException failed(SQLException e, String what) {
    return new ServerException(problem(e, what), e);
  }

  private Problem problem(SQLException e, String what) {
    return Problem.of("audit-failed", what + ": " + firstLine(e.getMessage()))
        .at(workplace.address() + ", table " + AuditTable.TABLE)
        .fix(
            "Check the server and that the account may create and fill this table. The audit is"
                + " demanded by the environment's policy.");
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "no word why" : text.lines().findFirst().orElse("");
  }
}

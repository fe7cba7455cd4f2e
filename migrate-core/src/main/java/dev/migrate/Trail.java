package dev.migrate;

import dev.migrate.audit.AuditEntry;
import dev.migrate.audit.AuditStatement;
import dev.migrate.audit.AuditTable;
import dev.migrate.audit.Author;
import dev.migrate.history.AppliedVersion;
import dev.migrate.history.HistoryRow;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.server.Interruption;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a run does to the database, where the policy asks for that: a row before the
 * first change and one at the end, in the database and in the audit's file. Each row is written on
 * a connection of its own: the executor's may be inside a transaction of a script, or dead.
 */
final class Trail {

  private final Workplace workplace;
  private final List<AuditStatement> executed = new ArrayList<>();
  private @Nullable AuditPlace place;
  private @Nullable AuditEntry begun;
  private @Nullable String confirmation;
  private @Nullable String overridden;
  private boolean written;

  Trail(Workplace workplace) {
    this.workplace = workplace;
  }

  /** What was confirmed, for the row that is yet to be written. */
  void confirmed(String what) {
    confirmation = what;
  }

  /** The guards that were overridden, for the row that is yet to be written. */
  void overridden(String guards) {
    overridden = guards;
  }

  /** Something happened that the row of the run's end may tell. */
  void note(Event event) {
    if (begun != null && event instanceof Event.StatementExecuted statement) {
      executed.add(
          new AuditStatement(
              statement.where(),
              statement.sha256(),
              statement.rows(),
              statement.warnings(),
              statement.duration(),
              number(statement.failure())));
    }
  }

  /** A server's message may quote rows: its number says enough. */
  private static @Nullable String number(@Nullable String failure) {
    if (failure == null) {
      return null;
    }
    int end = failure.startsWith("[") ? failure.indexOf(']') : -1;
    return end > 0 ? failure.substring(1, end) : "failed";
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
    AuditPlace at = AuditPlace.of(workplace);
    place = at;
    begun =
        new AuditEntry(
            workplace.operation(),
            AuditEntry.Phase.BEGUN,
            workplace.environment().name(),
            goal,
            Author.here(),
            at.commit(),
            version,
            null,
            backup,
            confirmation,
            overridden,
            List.of(),
            null,
            null);
    if (workplace.rows().isPresent()) {
      writeFirst(at, begun);
    }
  }

  private void writeFirst(AuditPlace at, AuditEntry entry) {
    AuditTable.Added added;
    try (Connection connection = workplace.observer()) {
      added = at.table().add(connection, entry);
      written = true;
    } catch (SQLException e) {
      begun = null;
      throw failed(e, "The run is not begun: its row in the audit cannot be written");
    } catch (MigrateException e) {
      begun = null;
      throw e;
    }
    try {
      at.write(added);
    } catch (IOException e) {
      throw failed(e, "The run is not begun: its line in the audit's file cannot be written");
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
    } catch (IOException e) {
      throw failed(e, "The run is done, but the audit's file has no line of its end");
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
      String code = e.problem().code();
      writeLast(
          code.equals(Interruption.CODE) ? "interrupted" : failed ? "failed" : "refused", code);
      return e;
    } catch (SQLException | IOException | MigrateException unwritten) {
      e.addSuppressed(unwritten);
      return e.with(
          e.problem()
              .alsoCommitted(
                  "the audit has no row of this run's end: " + firstLine(unwritten.getMessage())));
    }
  }

  private void writeLast(String result, @Nullable String problem) throws SQLException, IOException {
    AuditEntry first = begun;
    AuditPlace at = place;
    if (first == null || at == null) {
      return;
    }
    try (Connection connection = workplace.observer()) {
      Optional<List<HistoryRow>> rows = workplace.table().over(connection).read();
      String version = rows.map(Trail::version).orElse(null);
      AuditEntry last = first.ended(executed, version, result, problem);
      if (rows.isEmpty()) {
        // Stock Flyway would take a database with a table of ours and no history for another's.
        at.write(first);
        at.write(last);
        return;
      }
      if (!written) {
        at.write(at.table().add(connection, first));
      }
      AuditTable.Added added = at.table().add(connection, last);
      at.write(added);
      workplace.events().accept(new Event.Audited(added.row().position(), added.row().hash()));
    } finally {
      begun = null;
    }
  }

  private static @Nullable String version(List<HistoryRow> rows) {
    String version = AppliedVersion.of(rows).orElse(null);
    return AppliedVersion.isHalfDone(rows) ? version + ", half done" : version;
  }

  private ServerException failed(Exception e, String what) {
    return new ServerException(
        Problem.of("audit-failed", what + ": " + firstLine(e.getMessage()))
            .at(
                e instanceof IOException
                    ? "the audit's file " + workplace.environment().audit().file().orElse(null)
                    : workplace.address() + ", table " + AuditTable.TABLE)
            .fix(
                "Check the server and that the account may create and fill this table, or that its"
                    + " file can be written. The audit is demanded by the environment's policy."),
        e);
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "no word why" : text.lines().findFirst().orElse("");
  }
}

package dev.migrate.execute;

import dev.migrate.environment.LockTimeouts;
import dev.migrate.outcome.Event;
import dev.migrate.server.Blockers;
import dev.migrate.server.OldTransactions;
import dev.migrate.server.StatementWatch;
import dev.migrate.server.Subject;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long statements may wait for what other sessions hold, and who that is. */
final class Locks implements AutoCloseable {

  private final Surroundings around;
  private final LockTimeouts limits;
  private final StatementWatch watch;

  Locks(Surroundings around) {
    this.around = around;
    this.limits = around.settings().lockTimeouts();
    this.watch =
        StatementWatch.over(
            around.database(), limits, around.environment().watch(), around.events());
  }

  /** What the session's lock_wait_timeout has to be for a statement, in seconds. */
  long sessionSeconds(Statement effective) {
    return limits.sessionSeconds(kind(effective) == StatementWatch.Kind.REBUILD);
  }

  /** The same for statements that change rows. */
  long sessionSeconds() {
    return limits.sessionSeconds(false);
  }

  /** Waits a while for transactions a rebuild would wait for at its end, and tells who they are. */
  void beforeRebuild(Statement effective, @Nullable String currentSchema) {
    Optional<ObjectName> table =
        effective.objects().stream().filter(o -> o.type() == ObjectName.Type.TABLE).findFirst();
    if (kind(effective) != StatementWatch.Kind.REBUILD || table.isEmpty()) {
      return;
    }
    String schema = table.get().schema() == null ? currentSchema : table.get().schema();
    if (schema == null) {
      return;
    }
    Blockers old =
        OldTransactions.await(
            around.database(),
            schema,
            table.get().name(),
            limits.start(),
            limits.start(),
            around.events());
    if (!old.sessions().isEmpty()) {
      around
          .events()
          .accept(
              new Event.Notice(
                  effective.where()
                      + " may have to wait for old transactions at its end: "
                      + old.sentence()));
    }
  }

  /** Executes a statement under the watch. */
  void run(
      Statement statement,
      Statement effective,
      @Nullable String currentSchema,
      StatementWatch.Work work)
      throws SQLException {
    watch.run(Subjects.of(statement, effective, currentSchema, kind(effective)), work);
  }

  /** Executes statements that change rows, in one packet, under the watch. */
  void run(Chunk chunk, @Nullable String currentSchema, StatementWatch.Work work)
      throws SQLException {
    watch.run(Subjects.of(chunk, currentSchema), work);
  }

  /**
   * Executes a migration written in Java, whose statements nobody knows, under the watch.
   *
   * @param what its name
   */
  void runJava(String what, StatementWatch.Work work) throws SQLException {
    SQLException failure = null;
    watch.begin(Subject.of(what, StatementWatch.Kind.ROWS));
    try {
      work.run();
    } catch (SQLException e) {
      failure = e;
      throw e;
    } finally {
      watch.end(failure);
    }
  }

  private static StatementWatch.Kind kind(Statement effective) {
    if (Words.isTransactional(effective) || effective.kind() == StatementKind.CALL) {
      return StatementWatch.Kind.ROWS;
    }
    String words = Words.of(effective);
    boolean rebuild =
        List.of("ALTER TABLE", "ALTER ONLINE", "ALTER IGNORE", "OPTIMIZE", "DROP INDEX").stream()
                .anyMatch(words::startsWith)
            || words.matches(
                "CREATE (ONLINE |OFFLINE |OR REPLACE |UNIQUE |FULLTEXT |SPATIAL )*INDEX.*");
    return rebuild ? StatementWatch.Kind.REBUILD : StatementWatch.Kind.DEFINITION;
  }

  @Override
  public void close() {
    watch.close();
  }
}

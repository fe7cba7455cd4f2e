package dev.migrate.plan;

import dev.migrate.server.Vendor;
import dev.migrate.sql.AlterForm;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.TableStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server how it would alter a table: with each algorithm and lock, from the mildest on,
 * until it takes one, which is the one it would choose itself (MySQL manual, "Online DDL
 * Operations"; MariaDB, "InnoDB Online DDL Overview"). The statement is executed once.
 */
final class Asking {

  private static final int SYNTAX = 1064;

  /** MySQL manual, "Determination of Safe and Unsafe Statements in Binary Logging". */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "(?i)\\b(uuid|uuid_short|rand|random_bytes|sysdate|version|load_file|connection_id"
              + "|user|session_user|system_user|current_user|found_rows|row_count"
              + "|last_insert_id|sleep)\\b\\s*\\(");

  /** Algorithm and lock, from the mildest on. INSTANT takes no LOCK clause (error 1221). */
  private static final List<Level> MYSQL =
      List.of(
          new Level("INSTANT", null),
          new Level("INPLACE", "NONE"),
          new Level("INPLACE", "SHARED"),
          new Level("INPLACE", "EXCLUSIVE"),
          new Level("COPY", "SHARED"),
          new Level("COPY", "EXCLUSIVE"));

  /** From 11.2 on a copy need not lock (MariaDB, "ALTER TABLE", LOCK). */
  private static final List<Level> MARIADB =
      List.of(
          new Level("INSTANT", null),
          new Level("NOCOPY", "NONE"),
          new Level("NOCOPY", "SHARED"),
          new Level("NOCOPY", "EXCLUSIVE"),
          new Level("INPLACE", "NONE"),
          new Level("INPLACE", "SHARED"),
          new Level("INPLACE", "EXCLUSIVE"),
          new Level("COPY", "NONE"),
          new Level("COPY", "SHARED"),
          new Level("COPY", "EXCLUSIVE"));

  private record Level(String algorithm, @Nullable String lock) {}

  /**
   * What the server said.
   *
   * @param algorithm null if it took none of them
   * @param unknown why not all is known; null if it is
   */
  record Answer(
      @Nullable String algorithm,
      @Nullable String lock,
      @Nullable Boolean rebuild,
      @Nullable String unknown) {

    static Answer none(String why) {
      return new Answer(null, null, null, why);
    }
  }

  private final Bench bench;
  private final Vendor vendor;
  private final SessionMirror mirror;
  private final Duration limit;

  Asking(Bench bench, Vendor vendor, SessionMirror mirror, Duration limit) {
    this.bench = bench;
    this.vendor = vendor;
    this.mirror = mirror;
    this.limit = limit;
  }

  /** Executes a statement. */
  void execute(Statement statement) throws SQLException {
    bench.execution().execute(statement, limit);
  }

  /**
   * Executes a statement that alters a table, and tells how.
   *
   * @throws SQLException if the server does not take it in any way
   */
  Answer alter(Statement statement, AlterForm form) throws SQLException {
    if (vendor == Vendor.MYSQL && logDecides(statement)) {
      execute(statement);
      return Answer.none(
          "its default is another one on each replica: a server with a binary log may refuse it"
              + " (error 1674), and none is written for the copy");
    }
    Optional<Map<String, Long>> before = ids(form.table());
    boolean lockAlone = form.lock() != null && form.algorithm() == null;
    if (vendor == Vendor.MYSQL && lockAlone) {
      // MySQL would choose INSTANT too, but does not let that be asked together with a lock.
      execute(statement);
      Boolean written = written(statement, form, before);
      return new Answer(
          null, form.lock(), written, "it names a lock and leaves the algorithm open");
    }
    for (Level level : levels(form)) {
      String algorithm = form.algorithm() == null ? level.algorithm : null;
      String lock = form.lock() == null ? level.lock : null;
      if (taken(statement, form, algorithm, lock)) {
        return answer(level, written(statement, form, before));
      }
    }
    execute(statement);
    return new Answer(
        null,
        null,
        written(statement, form, before),
        "the server takes it in no way that can be named, and so chooses unasked");
  }

  private List<Level> levels(AlterForm form) {
    List<Level> levels = new ArrayList<>();
    for (Level level : vendor == Vendor.MYSQL ? MYSQL : MARIADB) {
      boolean algorithm =
          form.algorithm() == null
              ? usual(level.algorithm)
              : form.algorithm().equals(level.algorithm);
      boolean lock = form.lock() == null || level.lock == null || form.lock().equals(level.lock);
      if (algorithm && lock) {
        levels.add(level);
      }
    }
    return levels;
  }

  /** Whether the session's own settings leave the choice to the server. */
  private boolean usual(String algorithm) {
    String variable = mirror.value("alter_algorithm");
    boolean old = mirror.value("old_alter_table").equals("ON");
    boolean any = variable.isEmpty() || variable.equals("DEFAULT");
    return (any || variable.equals(algorithm)) && (!old || algorithm.equals("COPY"));
  }

  private boolean taken(
      Statement statement, AlterForm form, @Nullable String algorithm, @Nullable String lock)
      throws SQLException {
    if (algorithm == null && lock == null) {
      execute(statement);
      return true;
    }
    for (String sql : form.with(statement.sql(), algorithm, lock)) {
      try {
        execute(with(statement, sql));
        return true;
      } catch (SQLException e) {
        if (e.getErrorCode() != SYNTAX) {
          return false;
        }
      }
    }
    return false;
  }

  private static Statement with(Statement statement, String sql) {
    return new Statement(
        statement.file(),
        statement.line(),
        statement.index(),
        sql,
        statement.kind(),
        statement.commit(),
        statement.objects(),
        statement.directives(),
        statement.secret(),
        statement.given());
  }

  private Answer answer(Level level, @Nullable Boolean written) {
    String algorithm = level.algorithm;
    String lock = level.lock == null ? "NONE" : level.lock;
    if (algorithm.equals("COPY")) {
      return new Answer(algorithm, lock, true, null);
    }
    if (algorithm.equals("INPLACE")) {
      return inPlace(lock, written);
    }
    return Boolean.TRUE.equals(written) ? copied() : new Answer(algorithm, lock, false, null);
  }

  /**
   * MariaDB before 11 takes a milder word for what changes the engine, the order of rows or the
   * partitions, and copies all the same.
   */
  private static Answer copied() {
    return new Answer("COPY", "SHARED", true, null);
  }

  private static Answer inPlace(String lock, @Nullable Boolean written) {
    String why = written == null ? "whether the table is written anew cannot be seen" : null;
    return new Answer("INPLACE", lock, written, why);
  }

  /** Whether a new column is filled by what no two servers compute alike. */
  private static boolean logDecides(Statement statement) {
    return TableStatement.of(statement).stream()
        .flatMap(read -> read.columns().stream())
        .anyMatch(
            column -> column.defaultText() != null && UNSAFE.matcher(column.defaultText()).find());
  }

  /**
   * Whether the table's rows were written anew; null where that cannot be seen. What exchanges or
   * empties partitions gives other ids, and writes none.
   */
  private @Nullable Boolean written(
      Statement statement, AlterForm form, Optional<Map<String, Long>> before) throws SQLException {
    boolean writesNone =
        TableStatement.of(statement).stream()
            .flatMap(read -> read.clauses(Clause.Partition.class))
            .map(Clause.Partition::verb)
            .anyMatch(verb -> verb.equals("EXCHANGE") || verb.equals("TRUNCATE"));
    return writesNone ? Boolean.FALSE : rebuilt(before, ids(later(statement, form)));
  }

  /** The table as it is called afterwards. */
  private static ObjectName later(Statement statement, AlterForm form) {
    return TableStatement.of(statement).stream()
        .flatMap(read -> read.clauses(Clause.RenameTable.class))
        .map(Clause.RenameTable::to)
        .reduce(form.table(), (first, second) -> second);
  }

  private Optional<Map<String, Long>> ids(ObjectName table) throws SQLException {
    return InnodbTables.ids(bench.looking(), vendor, bench.database(), table.name());
  }

  /**
   * Ids that only come or only go are of partitions that come or go; those of a whole table come
   * and go with its engine.
   */
  private static @Nullable Boolean rebuilt(
      Optional<Map<String, Long>> before, Optional<Map<String, Long>> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return null;
    }
    if (before.get().isEmpty() && after.get().isEmpty()) {
      return null;
    }
    if (before.get().isEmpty() || after.get().isEmpty()) {
      return true;
    }
    boolean gone = !after.get().values().containsAll(before.get().values());
    boolean come = !before.get().values().containsAll(after.get().values());
    return gone && come;
  }
}

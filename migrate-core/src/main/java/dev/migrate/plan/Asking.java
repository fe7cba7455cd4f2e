package dev.migrate.plan;

import dev.migrate.server.Vendor;
import dev.migrate.sql.AlterForm;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server how it would alter a table: with each algorithm and lock, from the mildest on,
 * until it takes one, which is the one it would choose itself (MySQL manual, "Online DDL
 * Operations"; MariaDB, "InnoDB Online DDL Overview"). The statement is executed once.
 */
final class Asking {

  private static final int SYNTAX = 1064;

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
    Optional<Map<String, Long>> before = files(form);
    for (Level level : levels(form)) {
      String algorithm = form.algorithm() == null ? level.algorithm : null;
      String lock = form.lock() == null ? level.lock : null;
      if (form.lock() != null && level.algorithm.equals("INSTANT") && form.algorithm() == null) {
        // Whether INSTANT would be chosen cannot be asked with a lock.
        continue;
      }
      if (taken(statement, form, algorithm, lock)) {
        return answer(level, form, before);
      }
    }
    execute(statement);
    return Answer.none("the server takes it in no way that can be named, and so chooses unasked");
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

  private Answer answer(Level level, AlterForm form, Optional<Map<String, Long>> before)
      throws SQLException {
    String algorithm = level.algorithm;
    String lock = level.lock == null ? "NONE" : level.lock;
    return switch (algorithm) {
      case "INSTANT", "NOCOPY" -> new Answer(algorithm, lock, false, null);
      case "COPY" -> new Answer(algorithm, lock, true, null);
      default -> {
        Boolean rebuilt = vendor == Vendor.MARIADB ? Boolean.TRUE : rebuilt(before, files(form));
        String why = rebuilt == null ? "whether the table is written anew cannot be seen" : null;
        yield new Answer(algorithm, lock, rebuilt, why);
      }
    };
  }

  private Optional<Map<String, Long>> files(AlterForm form) throws SQLException {
    return vendor == Vendor.MARIADB
        ? Optional.empty()
        : InnodbTables.files(bench.looking(), bench.database(), form.table().name());
  }

  /** Files that only come or only go are of partitions that come or go. */
  private static @Nullable Boolean rebuilt(
      Optional<Map<String, Long>> before, Optional<Map<String, Long>> after) {
    if (before.isEmpty() || after.isEmpty() || before.get().isEmpty()) {
      return null;
    }
    boolean gone = !after.get().values().containsAll(before.get().values());
    boolean come = !before.get().values().containsAll(after.get().values());
    return gone && come;
  }
}

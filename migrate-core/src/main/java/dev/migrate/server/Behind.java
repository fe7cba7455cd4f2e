package dev.migrate.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that wait for what the executor's statement holds, or stands in the queue for.
 *
 * @param sessions who has waited longest first
 * @param hidden what the account may not see, with the statement that would let it; null: it sees
 *     all
 */
record Behind(List<Waiter> sessions, @Nullable String hidden) {

  static final Behind NONE = new Behind(List.of(), null);

  private static final int SHOWN = 5;
  private static final int LONGEST = 60;

  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?(\\*/|$)|(--\\s|#).*?(\n|$)", Pattern.DOTALL);

  /** A literal, or one that the server's own cut has left without its end. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "[xXbBnN]?'(?:[^'\\\\]|''|\\\\.)*('|$)|\"(?:[^\"\\\\]|\"\"|\\\\.)*(\"|$)|\\b\\d[\\w.]*",
          Pattern.DOTALL);

  // Whoever waits for an object that the executor has a lock on or queues for: either for the
  // executor itself, or for one who waits for it, as queries do behind an ALTER.
  private static final String METADATA_LOCKS =
      """
      SELECT DISTINCT t.processlist_id
      FROM performance_schema.threads me
      JOIN performance_schema.metadata_locks h ON h.owner_thread_id = me.thread_id
      JOIN performance_schema.metadata_locks w ON w.object_type = h.object_type
        AND w.object_schema <=> h.object_schema AND w.object_name <=> h.object_name
        AND w.owner_thread_id <> h.owner_thread_id AND w.lock_status = 'PENDING'
      JOIN performance_schema.threads t ON t.thread_id = w.owner_thread_id
      WHERE me.processlist_id = ? AND t.processlist_id IS NOT NULL
        AND h.object_type IN ('TABLE', 'GLOBAL', 'SCHEMA', 'BACKUP LOCK', 'BACKUP', 'COMMIT')
      """;

  // By transactions: the thread of a lock is the one that made it, which of an implicit lock is the
  // one that waits for it.
  private static final String ROWS_MYSQL =
      """
      SELECT DISTINCT r.trx_mysql_thread_id
      FROM information_schema.innodb_trx b
      JOIN performance_schema.data_lock_waits w ON w.blocking_engine_transaction_id = b.trx_id
      JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_engine_transaction_id
      WHERE b.trx_mysql_thread_id = ?
      """;

  private static final String ROWS_MARIADB =
      """
      SELECT DISTINCT r.trx_mysql_thread_id
      FROM information_schema.innodb_lock_waits w
      JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id
      JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id
      WHERE b.trx_mysql_thread_id = ?
      """;

  // MariaDB shows pending locks only with performance_schema; else who waits for a table that the
  // statement works on is told by its own words, where its database or these name the schema.
  private static final String NAMING_MARIADB =
      """
      SELECT w.id FROM information_schema.processlist w
      WHERE w.state LIKE 'Waiting for table %lock' AND w.id <> ?
        AND w.info REGEXP CONCAT('(^|[^[:alnum:]_$])', ?, '($|[^[:alnum:]_$])')
        AND (w.db = ? OR w.info REGEXP CONCAT('(^|[^[:alnum:]_$])', ?, '`? *[.]'))
      """;

  /**
   * A session that waits.
   *
   * @param seconds since its statement began
   * @param statement its beginning, without literals; null where the account may not see it
   */
  record Waiter(
      long id,
      @Nullable String user,
      @Nullable String host,
      long seconds,
      @Nullable String statement) {

    String text() {
      return "connection "
          + id
          + (user == null ? "" : " of " + user + " from " + host)
          + " for "
          + seconds
          + " s"
          + (statement == null ? "" : ": " + statement);
    }
  }

  /** Looks once; what may not be seen is said, never thrown. */
  static Behind of(Connection observer, Vendor vendor, long id, Subject subject) {
    Set<Long> ids = new LinkedHashSet<>();
    Optional<List<Long>> rows =
        ids(observer, vendor == Vendor.MYSQL ? ROWS_MYSQL : ROWS_MARIADB, id);
    Optional<List<Long>> locks = ids(observer, METADATA_LOCKS, id);
    if (vendor == Vendor.MARIADB && locks.map(List::isEmpty).orElse(true)) {
      locks = named(observer, id, subject);
    }
    rows.ifPresent(ids::addAll);
    locks.ifPresent(ids::addAll);
    ids.remove(id);
    String hidden =
        rows.isPresent() && locks.isPresent() ? null : "the sessions that wait behind it";
    try {
      return ids.isEmpty()
          ? new Behind(List.of(), hidden)
          : new Behind(Processlist.ask(list -> read(observer, ids, list)), hidden);
    } catch (SQLException e) {
      return new Behind(List.of(), "the sessions that wait behind it");
    }
  }

  private static Optional<List<Long>> named(Connection observer, long id, Subject subject) {
    String schema = subject.schema();
    String table = subject.table();
    return schema == null || table == null
        ? Optional.of(List.of())
        : ids(observer, NAMING_MARIADB, id, pattern(table), schema, pattern(schema));
  }

  private static String pattern(String name) {
    return name.replaceAll("[^\\p{Alnum}_ ]", ".");
  }

  private static Optional<List<Long>> ids(
      Connection observer, String query, long id, String... more) {
    try (PreparedStatement statement = observer.prepareStatement(query)) {
      statement.setLong(1, id);
      for (int i = 0; i < more.length; i++) {
        statement.setString(i + 2, more[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        List<Long> ids = new ArrayList<>();
        while (row.next()) {
          ids.add(row.getLong(1));
        }
        return Optional.of(ids);
      }
    } catch (SQLException notAllowed) {
      return Optional.empty();
    }
  }

  private static List<Waiter> read(Connection observer, Set<Long> ids, String processlist)
      throws SQLException {
    String query =
        "SELECT id, user, host, time, LEFT(info, 1000) FROM "
            + processlist
            + " WHERE id IN ("
            + Session.list(ids)
            + ") AND command <> 'Sleep' ORDER BY time DESC, id";
    try (PreparedStatement statement = observer.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      List<Waiter> waiters = new ArrayList<>();
      while (row.next()) {
        String info = row.getString(5);
        waiters.add(
            new Waiter(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                info == null ? null : masked(info)));
      }
      return waiters;
    }
  }

  /** A statement's beginning in one line, without comments and literals. */
  static String masked(String sql) {
    String masked = LITERAL.matcher(COMMENT.matcher(sql).replaceAll(" ")).replaceAll("?");
    String line = masked.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** Up to five of them, in one clause. */
  String text() {
    return sessions.stream().limit(SHOWN).map(Waiter::text).collect(Collectors.joining("; "))
        + (sessions.size() > SHOWN ? "; and " + (sessions.size() - SHOWN) + " more" : "");
  }
}

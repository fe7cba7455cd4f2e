package dev.migrate.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server's own tables of locks and transactions. Empty answers mean that the account may not
 * look or the server does not keep the table.
 *
 * @param connection looks
 * @param vendor whose server it is
 * @param waiter connection id of the session that waits, or is going to
 */
record LockLook(Connection connection, Vendor vendor, long waiter) {

  // MySQL keeps this by default; MariaDB with performance_schema and the instrument
  // wait/lock/metadata/sql/mdl on. The conflicts are those of the MDL compatibility matrix
  // (sql/mdl.cc); a granted shared lock of another is in the way of exclusive ones only. MariaDB's
  // BACKUP locks are told apart by name.
  private static final String METADATA_LOCKS =
      """
      SELECT t.processlist_id, CONCAT(h.lock_type, ' on ',
          COALESCE(CONCAT_WS('.', h.object_schema, h.object_name), h.object_type)), h.object_type
      FROM performance_schema.metadata_locks w
      JOIN performance_schema.threads me ON me.thread_id = w.owner_thread_id
      JOIN performance_schema.metadata_locks h ON h.object_type = w.object_type
        AND h.object_schema <=> w.object_schema AND h.object_name <=> w.object_name
        AND h.owner_thread_id <> w.owner_thread_id
      JOIN performance_schema.threads t ON t.thread_id = h.owner_thread_id
      WHERE me.processlist_id = ? AND w.lock_status = 'PENDING' AND (
        (h.lock_status = 'GRANTED' AND (
          w.lock_type IN ('EXCLUSIVE', 'SHARED_NO_READ_WRITE')
          OR h.lock_type IN ('EXCLUSIVE', 'SHARED_NO_READ_WRITE')
          OR (h.lock_type = 'SHARED' AND h.object_type <> 'TABLE')
          OR (h.lock_type IN ('SHARED_NO_WRITE', 'SHARED_READ_ONLY')
            AND w.lock_type NOT IN ('SHARED_READ', 'SHARED_HIGH_PRIO'))
          OR (w.lock_type IN ('SHARED_NO_WRITE', 'SHARED_READ_ONLY', 'SHARED_UPGRADABLE', 'SHARED')
            AND h.lock_type NOT IN ('SHARED', 'SHARED_READ', 'SHARED_HIGH_PRIO'))
          OR (h.object_type = 'BACKUP' AND h.lock_type NOT LIKE '%DML' AND h.lock_type NOT LIKE '%ALTER_COPY')))
        OR (h.lock_status = 'PENDING' AND h.lock_type IN ('EXCLUSIVE', 'SHARED_NO_READ_WRITE')
          AND w.lock_type NOT IN ('EXCLUSIVE', 'SHARED_NO_READ_WRITE')))
      """;

  // MariaDB's plugin shows granted locks only: what an ALTER waits for is the table it has a lock
  // on
  // already; for a statement that has none yet, any table in the schema it has its intention on.
  private static final String LOCK_INFO =
      """
      SELECT h.thread_id, CONCAT(h.lock_mode, ' on ', h.table_schema, '.', h.table_name),
        EXISTS (SELECT 1 FROM information_schema.metadata_lock_info w WHERE w.thread_id = ?
          AND w.lock_type = 'Table metadata lock' AND w.table_schema = h.table_schema
          AND w.table_name = h.table_name) AS same_table
      FROM information_schema.metadata_lock_info h
      WHERE h.thread_id NOT IN (?, CONNECTION_ID()) AND h.lock_type = 'Table metadata lock'
        AND EXISTS (SELECT 1 FROM information_schema.metadata_lock_info w
          WHERE w.thread_id = ? AND w.table_schema = h.table_schema)
      """;

  private static final String ROWS_MYSQL =
      """
      SELECT DISTINCT b.trx_mysql_thread_id,
        CONCAT('row locks on ', l.object_schema, '.', l.object_name)
      FROM information_schema.innodb_trx r
      JOIN performance_schema.data_lock_waits w ON w.requesting_engine_transaction_id = r.trx_id
      JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_engine_transaction_id
      JOIN performance_schema.data_locks l ON l.engine_lock_id = w.blocking_engine_lock_id
      WHERE r.trx_mysql_thread_id = ?
      """;

  // Without PROCESS. The thread of a lock is the one that made it: of an implicit lock, which is
  // made when somebody meets it, that is the one that waits.
  private static final String ROWS_MYSQL_BY_THREAD =
      """
      SELECT DISTINCT t.processlist_id, CONCAT('row locks on ', l.object_schema, '.', l.object_name)
      FROM performance_schema.data_lock_waits w
      JOIN performance_schema.threads me ON me.thread_id = w.requesting_thread_id
      JOIN performance_schema.threads t ON t.thread_id = w.blocking_thread_id
      JOIN performance_schema.data_locks l ON l.engine_lock_id = w.blocking_engine_lock_id
      WHERE me.processlist_id = ? AND t.thread_id <> me.thread_id
      """;

  private static final String ROWS_MARIADB =
      """
      SELECT DISTINCT b.trx_mysql_thread_id, CONCAT('row locks on ', REPLACE(l.lock_table, '`', ''))
      FROM information_schema.innodb_lock_waits w
      JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id
      JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id
      LEFT JOIN information_schema.innodb_locks l ON l.lock_id = w.blocking_lock_id
      WHERE r.trx_mysql_thread_id = ?
      """;

  /** trx_started is in the server's own time zone, NOW() in the session's. */
  static final String AGE =
      "TIMESTAMPDIFF(SECOND, trx_started,"
          + " COALESCE(CONVERT_TZ(NOW(), @@session.time_zone, 'SYSTEM'), NOW()))";

  /** Whose row locks the waiter waits for. */
  Optional<List<Held>> rowLocks() {
    String id = Long.toString(waiter);
    return vendor == Vendor.MYSQL
        ? held(ROWS_MYSQL, id).or(() -> held(ROWS_MYSQL_BY_THREAD, id))
        : held(ROWS_MARIADB, id);
  }

  /** Whose metadata locks the waiter waits for. */
  Optional<List<Held>> metadataLocks() {
    return held(METADATA_LOCKS, Long.toString(waiter));
  }

  /** The same by MariaDB's plugin metadata_lock_info. */
  Optional<List<Held>> lockInfo() {
    if (vendor != Vendor.MARIADB) {
      return Optional.empty();
    }
    String id = Long.toString(waiter);
    return read(
        LOCK_INFO,
        rows -> {
          List<Held> same = new ArrayList<>();
          List<Held> others = new ArrayList<>();
          while (rows.next()) {
            (rows.getBoolean(3) ? same : others).add(new Held(rows.getLong(1), rows.getString(2)));
          }
          return same.isEmpty() ? others : same;
        },
        id,
        id,
        id);
  }

  /** Who has a lock on a table until its transaction ends; empty when no table of locks is kept. */
  Optional<List<Held>> usersOf(String schema, String table) {
    Optional<List<Held>> kept =
        metadataLocksKept()
            ? held(
                "SELECT t.processlist_id, CONCAT(lock_type, ' on ', object_schema, '.', object_name)"
                    + " FROM performance_schema.metadata_locks"
                    + " JOIN performance_schema.threads t ON t.thread_id = owner_thread_id"
                    + " WHERE object_type = 'TABLE' AND lock_status = 'GRANTED'"
                    + " AND object_schema = ? AND object_name = ?"
                    + notOurs("t.processlist_id"),
                schema,
                table)
            : Optional.empty();
    if (kept.isPresent() || vendor != Vendor.MARIADB) {
      return kept;
    }
    return held(
        "SELECT thread_id, CONCAT(lock_mode, ' on ', table_schema, '.', table_name)"
            + " FROM information_schema.metadata_lock_info"
            + " WHERE lock_type = 'Table metadata lock' AND table_schema = ? AND table_name = ?"
            + notOurs("thread_id"),
        schema,
        table);
  }

  /** Whether performance_schema keeps the metadata locks, and the account may look. */
  boolean metadataLocksKept() {
    return read(
            "SELECT @@performance_schema AND EXISTS (SELECT 1 FROM"
                + " performance_schema.setup_instruments"
                + " WHERE name = 'wait/lock/metadata/sql/mdl' AND enabled = 'YES')",
            rows -> rows.next() && rows.getBoolean(1))
        .orElse(false);
  }

  private String notOurs(String column) {
    return " AND " + column + " NOT IN (" + waiter + ", CONNECTION_ID())";
  }

  /** Sessions with a transaction or a statement that is at least so old, the oldest first. */
  Optional<List<Held>> candidates(long seconds) {
    Optional<List<Held>> open =
        held(
            "SELECT trx_mysql_thread_id, NULL FROM information_schema.innodb_trx"
                + " WHERE trx_mysql_thread_id > 0 AND "
                + AGE
                + " >= "
                + seconds
                + notOurs("trx_mysql_thread_id")
                + " ORDER BY trx_started");
    if (open.isEmpty()) {
      return open;
    }
    List<Held> all = new ArrayList<>(open.get());
    Processlist.TABLES.stream()
        .map(list -> executing(list, seconds))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(all::addAll);
    return Optional.of(all);
  }

  /** A statement outside of InnoDB has no transaction; what waits itself is in no one's way. */
  private Optional<List<Held>> executing(String processlist, long seconds) {
    return held(
        "SELECT id, NULL FROM "
            + processlist
            + " WHERE command = 'Query' AND state NOT LIKE 'Waiting for %lock' AND time >= "
            + Math.max(1, seconds)
            + notOurs("id"));
  }

  /** How many seconds each session's transaction is open, of those that have one. */
  Map<Long, Long> transactionAges(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return read(
            "SELECT trx_mysql_thread_id, "
                + AGE
                + " FROM information_schema.innodb_trx WHERE trx_mysql_thread_id IN ("
                + Session.list(ids)
                + ")",
            rows -> {
              Map<Long, Long> ages = new LinkedHashMap<>();
              while (rows.next()) {
                ages.put(rows.getLong(1), rows.getLong(2));
              }
              return ages;
            })
        .orElse(new LinkedHashMap<>());
  }

  private Optional<List<Held>> held(String query, String... values) {
    return read(
        query,
        rows -> {
          List<Held> found = new ArrayList<>();
          while (rows.next()) {
            found.add(new Held(rows.getLong(1), rows.getString(2)));
          }
          return found;
        },
        values);
  }

  @FunctionalInterface
  private interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  // Not allowed, not installed or switched off: the next source is asked.
  private <T> Optional<T> read(String query, Rows<T> rows, String... values) {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        return Optional.of(rows.read(result));
      }
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}

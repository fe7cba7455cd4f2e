package dev.migrate.backup;

import dev.migrate.backup.file.Snapshot;
import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the binary log stands; to be read while nothing is written. */
final class Positions {

  private static final int UNKNOWN_VARIABLE = 1193;

  private Positions() {}

  /** The moment of a snapshot, with as much of its position as the account may see. */
  static Snapshot snapshot(Wire wire, String method) throws SQLException {
    Row now = wire.query("SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%f')").get(0);
    String gtid = variable(wire, "@@global.gtid_executed");
    if (gtid == null) {
      gtid = variable(wire, "@@global.gtid_binlog_pos");
    }
    Row log = log(wire);
    return new Snapshot(
        LocalDateTime.parse(now.required(0)).toInstant(ZoneOffset.UTC),
        method,
        gtid == null || gtid.isEmpty() ? null : gtid.replace("\n", ""),
        log == null ? null : log.text(0),
        log == null ? null : (Long) log.number(1));
  }

  private static @Nullable String variable(Wire wire, String name) throws SQLException {
    try {
      return wire.query("SELECT " + name).get(0).text(0);
    } catch (SQLException e) {
      if (e.getErrorCode() == UNKNOWN_VARIABLE) {
        return null;
      }
      throw e;
    }
  }

  /** MySQL renamed it in 8.2 and dropped the old name in 8.4; MariaDB has the old one. */
  private static @Nullable Row log(Wire wire) throws SQLException {
    for (String statement : List.of("SHOW BINARY LOG STATUS", "SHOW MASTER STATUS")) {
      try {
        List<Row> rows = wire.query(statement);
        return rows.isEmpty() ? null : rows.get(0);
      } catch (SQLException e) {
        // A syntax error on the other vendor; or not allowed: the backup is whole without it.
        if (e.getSQLState().startsWith("08")) {
          throw e;
        }
      }
    }
    return null;
  }
}

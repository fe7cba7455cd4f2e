package dev.migrate.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What MariaDB tells: stage and progress in the processlist (manual, "Progress Reporting"), which
 * InnoDB's own work is not in; of an ALTER in place the status variable
 * Innodb_onlineddl_pct_progress, which is of the server, not of a session. A copy collects its rows
 * in sort files first and builds the new table from them in the stage "Enabling keys", of which the
 * only thing that tells is the size of the new file.
 */
final class MariadbGauge implements Gauge {

  /** How much of a copy is over when its rows are collected; measured. */
  private static final double COLLECTED = 0.55;

  private static final long FIRST_BYTES = 8 << 20;

  private final long id;
  private final Subject subject;
  private @Nullable Size size;
  private boolean direct;

  MariadbGauge(long id, Subject subject) {
    this.id = id;
    this.subject = subject;
  }

  /** Of the table: bytes of its file, 0 where unknown, and indexes beside the primary key. */
  private record Size(long bytes, int secondary, @Nullable String why) {
    static final String HIDDEN =
        "MariaDB tells it only to accounts with PROCESS; as an administrator of the server: GRANT"
            + " PROCESS ON *.* TO the account";
  }

  /** The processlist's columns. */
  private record Row(String state, int stage, int stages, double progress) {}

  @Override
  public Reading read(Connection observer, String state, Duration worked) throws SQLException {
    Row row = row(observer, state);
    if (size == null) {
      size = size(observer);
    }
    return switch (row.state()) {
      case "copy to tmp table" -> copying(observer, row, size);
      case "Enabling keys" -> enabling(observer, size);
      case "altering table" -> altering(observer, size);
      case "Committing alter table to storage engine" -> Reading.of(99, "committing");
      default ->
          row.stages() > 0 && row.progress() > 0
              ? Reading.of(
                  (100.0 * (row.stage() - 1) + row.progress()) / row.stages(),
                  row.state().toLowerCase(Locale.ROOT))
              : Reading.none(row.state(), "MariaDB does not tell how far it is");
    };
  }

  private Reading copying(Connection observer, Row row, Size table) throws SQLException {
    long written = written(observer);
    direct |= written > FIRST_BYTES && written * 300.0 > table.bytes() * row.progress();
    return Reading.of(row.progress() * (direct ? 1 : COLLECTED), "copying");
  }

  private Reading enabling(Connection observer, Size table) throws SQLException {
    long written = written(observer);
    if (written == 0 || table.bytes() == 0) {
      return Reading.none("building the table", Size.HIDDEN);
    }
    double share = Math.min(0.98, (double) written / table.bytes());
    return Reading.of(100 * (COLLECTED + (1 - COLLECTED) * share), "building the table");
  }

  private Reading altering(Connection observer, Size table) throws SQLException {
    if (table.why() != null) {
      return Reading.none("altering table", table.why());
    }
    if (othersAlter(observer)) {
      return Reading.none(
          "altering table",
          "another session alters a table at the same time, MariaDB mixes the two");
    }
    double told = told(observer);
    int sorted = subject.passes().sorted(table.secondary());
    double reading = 100 / (1 + ratio(sorted));
    // The server's weights: reading counts as much as one index.
    double read = 100.0 / (1 + subject.passes().built(table.secondary()));
    return told < read
        ? Reading.of(reading * told / read, "reading and sorting")
        : Reading.of(
            reading + (100 - reading) * (told - read) / (100 - read),
            "sorting and filling indexes");
  }

  /** How long sorting and inserting take for one unit of time that reading takes; measured. */
  private double ratio(int sorted) {
    if (!subject.passes().rebuilds()) {
      // 0.6 with short keys, 1.1 with keys of a hundred bytes.
      return 0.75;
    }
    return subject.passes().sortsKey() ? 1.2 : Math.min(0.9, 0.05 + 0.19 * sorted);
  }

  private Row row(Connection observer, String state) throws SQLException {
    String query =
        "SELECT state, stage, max_stage, progress FROM information_schema.processlist WHERE id = "
            + id;
    try (Statement statement = observer.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getString(1) != null
          ? new Row(row.getString(1), row.getInt(2), row.getInt(3), row.getDouble(4))
          : new Row(state, 0, 0, 0);
    }
  }

  private boolean othersAlter(Connection observer) throws SQLException {
    String query =
        "SELECT 1 FROM information_schema.processlist WHERE state = 'altering table' AND id <> "
            + id
            + " LIMIT 1";
    try (Statement statement = observer.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next();
    }
  }

  /** 10.12 % is told as 1012. */
  private static double told(Connection observer) throws SQLException {
    try (Statement statement = observer.createStatement();
        ResultSet row =
            statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_onlineddl_pct_progress'")) {
      return row.next() ? row.getLong(2) / 100.0 : 0;
    }
  }

  /** Bytes of the file of the new table, whose name ends with the session's id. */
  private long written(Connection observer) throws SQLException {
    return bytes(observer, "#sql-alter-%-" + Long.toHexString(id));
  }

  private long bytes(Connection observer, String name) throws SQLException {
    String query =
        "SELECT file_size FROM information_schema.innodb_sys_tablespaces WHERE name LIKE ?";
    try (PreparedStatement statement = observer.prepareStatement(query)) {
      statement.setString(1, subject.schema() + "/" + name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    } catch (SQLException notAllowed) {
      return 0;
    }
  }

  private Size size(Connection observer) throws SQLException {
    if (subject.table() == null) {
      return new Size(0, 0, "it is not known which table it alters");
    }
    String query =
        "SELECT COUNT(*), SUM(i.name NOT IN ('PRIMARY', 'GEN_CLUST_INDEX')), SUM(i.type & 96)"
            + " FROM information_schema.innodb_sys_tables t"
            + " JOIN information_schema.innodb_sys_indexes i USING (table_id) WHERE t.name = ?";
    try (PreparedStatement statement = observer.prepareStatement(query)) {
      statement.setString(1, subject.schema() + "/" + subject.table());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next() || row.getLong(1) == 0) {
          return new Size(0, 0, "MariaDB does not tell of a table that is partitioned");
        }
        String why =
            row.getLong(3) > 0 ? "MariaDB does not count FULLTEXT and SPATIAL indexes" : null;
        return new Size(bytes(observer, subject.table()), row.getInt(2), why);
      }
    } catch (SQLException notAllowed) {
      return new Size(0, 0, Size.HIDDEN);
    }
  }
}

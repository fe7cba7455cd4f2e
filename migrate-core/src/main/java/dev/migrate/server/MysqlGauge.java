package dev.migrate.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's stages (manual, "Monitoring ALTER TABLE Progress for InnoDB Tables Using Performance
 * Schema"). A copy counts its rows. An ALTER in place is another matter: since it is done by
 * several threads (8.0.27) the server counts each page once more for each index it builds, and
 * estimates for one index only, so its counters pass its estimates. What they count is taken here,
 * and what they are to reach is reckoned from the table: reading counts two units a page for each
 * index, sorting and inserting one each for each index that is sorted, by whichever thread. How
 * long these take is expected from how long reading took, and corrected by how they go on.
 */
final class MysqlGauge implements Gauge {

  private static final String COPY = "stage/sql/copy to tmp table";
  private static final String ALTER = "stage/innodb/alter table (";
  private static final String READ = ALTER + "read PK and internal sort)";

  /** What is seen to be counted of a page that is sorted and inserted; measured. */
  private static final double UNITS = 1.9;

  private static final String ROWS =
      "SELECT t.processlist_id, e.thread_id, e.event_id, e.event_name, e.work_completed,"
          + " e.work_estimated FROM performance_schema.events_stages_current e"
          + " JOIN performance_schema.threads t USING (thread_id)"
          + " WHERE e.event_name LIKE 'stage/innodb/alter table (%'"
          + " OR (e.event_name = '"
          + COPY
          + "' AND t.processlist_id = ?)";

  private final long id;
  private final Subject subject;
  private final Map<Long, Row> before = new HashMap<>();
  private @Nullable Size size;
  private int sorted;
  private boolean read;
  private double readFor;
  private double counted;

  MysqlGauge(long id, Subject subject) {
    this.id = id;
    this.subject = subject;
  }

  /** A thread's stage; {@code session} 0 for a thread of InnoDB's own. */
  private record Row(
      long session, long thread, long event, String name, long completed, long estimated) {}

  /** Of the table: pages of its rows, and indexes; {@code why} nothing can be reckoned, or null. */
  private record Size(double pages, int secondary, @Nullable String why) {}

  @Override
  public Reading read(Connection observer, String state, Duration worked) throws SQLException {
    if (subject.kind() == StatementWatch.Kind.ROWS) {
      return Reading.none(state, "MySQL does not tell how far a statement is that changes rows");
    }
    String off = Instruments.off(observer);
    if (off != null) {
      return Reading.none(state, off);
    }
    List<Row> rows = rows(observer);
    Row own = rows.stream().filter(row -> row.session() == id).findFirst().orElse(null);
    if (own == null) {
      return Reading.none(state, "MySQL does not tell how far it is");
    }
    if (own.name().equals(COPY)) {
      return Reading.of(100.0 * own.completed() / Math.max(1, own.estimated()), "copying");
    }
    if (rows.stream().anyMatch(row -> row.session() != 0 && row.session() != id)) {
      return Reading.none(
          stage(own), "another session alters a table at the same time, MySQL mixes the two");
    }
    return inPlace(observer, own, rows, worked.toNanos() / 1e9);
  }

  private Reading inPlace(Connection observer, Row own, List<Row> rows, double worked)
      throws SQLException {
    if (size == null) {
      size = size(observer);
      sorted = subject.passes().sorted(size.secondary());
    }
    Row last =
        rows.stream().filter(row -> !row.name().equals(READ)).reduce((a, b) -> b).orElse(own);
    if (size.why() != null) {
      return Reading.none(stage(last), size.why());
    }
    if (!read && rows.stream().allMatch(row -> row.name().equals(READ))) {
      readFor = worked;
      double units = 2 * size.pages() * subject.passes().built(size.secondary());
      return Reading.of(100 / (1 + ratio()) * Math.min(1, own.completed() / units), stage(own));
    }
    if (!read && readFor == 0) {
      readFor = worked;
    }
    read = true;
    count(rows);
    double share =
        isEnding(own)
            ? 0.98
            : Math.min(0.97, counted / (UNITS * size.pages() * Math.max(1, sorted)));
    return Reading.of(100 * worked / (worked + rest(share, worked)), stage(last));
  }

  /**
   * How much longer it takes: first as its reading lets one expect, then as it has gone on since.
   *
   * @param share how much of the sorting and inserting is done
   */
  private double rest(double share, double worked) {
    double expected = readFor * ratio();
    double found = share > 0 ? (worked - readFor) / share : expected;
    double trust = Math.min(1, 3 * share);
    return (trust * found + (1 - trust) * expected) * (1 - share);
  }

  /** How long sorting and inserting take for one unit of time that reading takes; measured. */
  private double ratio() {
    if (!subject.passes().rebuilds()) {
      return 2.2;
    }
    return subject.passes().sortsKey() ? 2.4 : Math.min(1.1, 0.25 + 0.27 * sorted);
  }

  /**
   * How long sorting a page takes, where sorting and inserting one take 2; measured. Long keys are
   * gone over several times.
   */
  private double sorting() {
    if (!subject.passes().rebuilds()) {
      return 1.65;
    }
    return subject.passes().sortsKey() ? 1.6 : 1.1;
  }

  private static boolean isEnding(Row own) {
    return List.of("flush)", "log apply index)", "log apply table)", "end)").stream()
        .anyMatch(own.name()::endsWith);
  }

  // A thread that takes up another index begins at a figure of its own.
  private void count(List<Row> rows) {
    for (Row row : rows) {
      Row earlier = before.put(row.thread(), row);
      if (earlier != null && earlier.event() == row.event()) {
        double weight = row.name().endsWith("(merge sort)") ? sorting() : 2 - sorting();
        counted += weight * Math.max(0, row.completed() - earlier.completed());
      }
    }
  }

  private List<Row> rows(Connection observer) throws SQLException {
    try (PreparedStatement statement = observer.prepareStatement(ROWS)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        List<Row> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(
              new Row(
                  row.getLong(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getString(4),
                  row.getLong(5),
                  row.getLong(6)));
        }
        return rows;
      }
    }
  }

  private Size size(Connection observer) throws SQLException {
    if (subject.table() == null) {
      return new Size(0, 0, "it is not known which table it alters");
    }
    try (Statement fresh = observer.createStatement()) {
      fresh.execute("SET SESSION information_schema_stats_expiry = 0");
    }
    String query =
        "SELECT t.data_length / @@innodb_page_size, t.create_options LIKE '%partitioned%',"
            + " (SELECT COUNT(DISTINCT s.index_name) FROM information_schema.statistics s"
            + " WHERE s.table_schema = t.table_schema AND s.table_name = t.table_name"
            + " AND s.index_name <> 'PRIMARY'),"
            + " (SELECT COUNT(*) FROM information_schema.statistics s"
            + " WHERE s.table_schema = t.table_schema AND s.table_name = t.table_name"
            + " AND s.index_type IN ('FULLTEXT', 'SPATIAL'))"
            + " FROM information_schema.tables t WHERE t.table_schema = ? AND t.table_name = ?";
    try (PreparedStatement statement = observer.prepareStatement(query)) {
      statement.setString(1, subject.schema());
      statement.setString(2, subject.table());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next() || row.getDouble(1) < 1) {
          return new Size(0, 0, "MySQL does not say how large the table is");
        }
        String why =
            row.getBoolean(2)
                ? "MySQL begins anew with each partition"
                : row.getLong(4) > 0 ? "MySQL does not count FULLTEXT and SPATIAL indexes" : null;
        return new Size(row.getDouble(1), row.getInt(3), why);
      }
    }
  }

  private static String stage(Row row) {
    String name = row.name().substring(row.name().indexOf('(') + 1).replace(")", "");
    return switch (name) {
      case "read PK and internal sort" -> "reading and sorting";
      case "merge sort" -> "sorting";
      case "insert" -> "filling indexes";
      case "flush" -> "writing pages to disk";
      case "log apply index", "log apply table" -> "applying what others changed meanwhile";
      default -> name;
    };
  }
}

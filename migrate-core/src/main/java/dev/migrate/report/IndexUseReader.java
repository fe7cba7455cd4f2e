package dev.migrate.report;

import dev.migrate.server.Literal;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a server which indexes it has read.
 *
 * <p>The Performance Schema counts every access (MySQL manual, "The
 * table_io_waits_summary_by_index_usage Table"); MySQL begins anew for a table whose definition
 * changes. MariaDB has it off by default, and userstat, which counts rows found (MariaDB,
 * "Information Schema INDEX_STATISTICS Table"). Neither counts what searches a FULLTEXT index.
 */
final class IndexUseReader {

  /** What comes once a week has not been seen before that. */
  static final Duration ENOUGH = Duration.ofDays(7);

  private static final String COUNTS = IndexCounting.TABLE;

  private final Statement statement;
  private final String schema;
  private final Vendor vendor;
  private final List<String> replicas;
  private final Instant now;
  private final Duration uptime;

  private IndexUseReader(
      Statement statement,
      String schema,
      ServerVersion server,
      List<String> replicas,
      Instant now,
      Duration uptime) {
    this.statement = statement;
    this.schema = schema;
    this.vendor = server.vendor();
    this.replicas = replicas;
    this.now = now;
    this.uptime = uptime;
  }

  /**
   * Asks.
   *
   * @param replicas where reads go that this server does not count
   * @param now the time
   */
  static IndexUse read(
      Connection connection,
      String schema,
      ServerVersion server,
      List<String> replicas,
      Instant now)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Duration uptime = Duration.ofSeconds(status(statement, "Uptime"));
      return new IndexUseReader(statement, schema, server, replicas, now, uptime).read();
    }
  }

  private IndexUse read() throws SQLException {
    String missing = new IndexCounting(statement, schema).missing();
    if (missing == null) {
      return with(counts());
    }
    if (vendor == Vendor.MARIADB && isOn(statement, "userstat")) {
      return with(statistics());
    }
    String enable =
        vendor == Vendor.MARIADB
            ? "SET GLOBAL userstat = 1, and userstat = 1 in the server's configuration; or "
                + missing
            : missing;
    String name = vendor == Vendor.MARIADB ? "information_schema.INDEX_STATISTICS" : COUNTS;
    return new IndexUse(
        new IndexFacts.Source(name, false, null, null, null, enable), Map.of(), Map.of(), Map.of());
  }

  /** What figures there are, and why they mean little; null for no reason. */
  private record Counted(String source, Map<String, Set<String>> used, List<String> cautions) {}

  private IndexUse with(Counted counted) throws SQLException {
    List<String> cautions = new ArrayList<>();
    if (uptime.compareTo(ENOUGH) < 0) {
      cautions.add(
          "the server was started "
              + ago(uptime)
              + " ago: what runs once a week or a month has hardly been seen");
    }
    if (counted.used().isEmpty()) {
      cautions.add("nothing has read this database since");
    }
    cautions.addAll(counted.cautions());
    if (!replicas.isEmpty()) {
      cautions.add("what is read on replicas is not counted here: " + String.join(", ", replicas));
    }
    IndexFacts.Source source =
        new IndexFacts.Source(
            counted.source(),
            true,
            now.minus(uptime),
            uptime,
            cautions.isEmpty() ? null : String.join("; ", cautions),
            null);
    return new IndexUse(source, counted.used(), young(), bytes());
  }

  private Counted counts() throws SQLException {
    Map<String, Set<String>> used =
        used(
            "SELECT object_name, index_name FROM "
                + COUNTS
                + " WHERE object_schema = "
                + Literal.text(schema)
                + " AND index_name IS NOT NULL AND count_star > 0");
    long lost =
        status(statement, "Performance_schema_table_instances_lost")
            + status(statement, "Performance_schema_index_stat_lost");
    List<String> cautions =
        lost == 0
            ? List.of()
            : List.of(
                "the server had no room to count all tables: raise"
                    + " performance_schema_max_table_instances and"
                    + " performance_schema_max_index_stat");
    return new Counted(COUNTS, used, cautions);
  }

  private Counted statistics() throws SQLException {
    Map<String, Set<String>> used =
        used(
            "SELECT table_name, index_name FROM information_schema.INDEX_STATISTICS"
                + " WHERE table_schema = "
                + Literal.text(schema)
                + " AND rows_read > 0");
    return new Counted(
        "information_schema.INDEX_STATISTICS",
        used,
        List.of(
            "the figures begin with userstat, a FLUSH INDEX_STATISTICS or the table's present name,"
                + " whichever came last, and what finds no row is not counted"));
  }

  private Map<String, Set<String>> used(String query) throws SQLException {
    Map<String, Set<String>> used = new HashMap<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        used.computeIfAbsent(Diagrams.key(rows.getString(1)), table -> new HashSet<>())
            .add(Diagrams.key(rows.getString(2)));
      }
    }
    return used;
  }

  /** Tables that were made, or on MySQL altered, when the server had long been running. */
  private Map<String, String> young() throws SQLException {
    Map<String, String> young = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT table_name, age FROM (SELECT table_name,"
                + " TIMESTAMPDIFF(SECOND, create_time, NOW()) AS age"
                + " FROM information_schema.tables WHERE table_schema = "
                + Literal.text(schema)
                + ") AS ages WHERE age < "
                + Math.min(ENOUGH.toSeconds(), uptime.toSeconds()))) {
      while (rows.next()) {
        String table = rows.getString(1);
        Duration age = Duration.ofSeconds(Math.max(0, rows.getLong(2)));
        String what = vendor == Vendor.MYSQL ? "made or altered " : "made ";
        young.put(
            Diagrams.key(table), "its table was " + what + ago(age) + " ago: figures begin there");
      }
    }
    return young;
  }

  /**
   * MySQL manual, "Configuring Persistent Optimizer Statistics Parameters"; MariaDB has the same.
   */
  private Map<String, Map<String, Long>> bytes() throws SQLException {
    Map<String, Map<String, Long>> bytes = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT table_name, index_name, stat_value * @@innodb_page_size"
                + " FROM mysql.innodb_index_stats WHERE stat_name = 'size' AND database_name = "
                + Literal.text(schema))) {
      while (rows.next()) {
        String table = rows.getString(1).split("(?i)#p#", 2)[0];
        bytes
            .computeIfAbsent(Diagrams.key(table), name -> new HashMap<>())
            .merge(Diagrams.key(rows.getString(2)), rows.getLong(3), Long::sum);
      }
    } catch (SQLException e) {
      if (!IndexCounting.DENIED.contains(e.getErrorCode())) {
        throw e;
      }
    }
    return bytes;
  }

  static boolean isOn(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT @@GLOBAL." + name)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static long status(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
      return row.next() ? row.getLong(2) : 0;
    }
  }

  /** {@code 3 days}, {@code 5 hours}, {@code 20 minutes}, {@code less than two minutes}. */
  static String ago(Duration duration) {
    if (duration.toDays() > 1) {
      return duration.toDays() + " days";
    }
    if (duration.toHours() > 1) {
      return duration.toHours() + " hours";
    }
    return duration.toMinutes() > 1 ? duration.toMinutes() + " minutes" : "less than two minutes";
  }
}

package dev.migrate.report;

import dev.migrate.server.Literal;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads how the tables of a database stand, without reading one of their rows (MySQL manual, "The
 * INFORMATION_SCHEMA TABLES Table"; MariaDB, "Information Schema TABLES Table").
 */
public final class TableFactsReader {

  /** "Access denied; you need (at least one of) the PROCESS privilege(s)", both vendors. */
  private static final int NO_PRIVILEGE = 1227;

  private static final Pattern PARTITION = Pattern.compile("#p#", Pattern.CASE_INSENSITIVE);

  private final Connection connection;
  private final String schema;
  private final ServerVersion server;

  /**
   * A reader.
   *
   * @param connection whose session is the reader's alone: a setting of it is changed
   * @param schema the database
   */
  public TableFactsReader(Connection connection, String schema, ServerVersion server) {
    this.connection = connection;
    this.schema = schema;
    this.server = server;
  }

  /**
   * The tables in the order of names.
   *
   * @param skipped names of tables that are left out
   * @param growth the sizes of a table after earlier upgrades, by its name
   */
  public List<TableFacts> read(
      Predicate<String> skipped, Function<String, List<TableFacts.Size>> growth)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (server.vendor() == Vendor.MYSQL) {
        // Without this, sizes are up to a day old.
        statement.execute("SET SESSION information_schema_stats_expiry = 0");
      }
      Set<String> keyed = keyed(statement);
      Optional<Set<String>> alone = alone(statement);
      List<TableFacts> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT table_name, engine, COALESCE(table_rows, 0), COALESCE(data_length, 0),"
                  + " COALESCE(index_length, 0), data_free, table_type"
                  + " FROM information_schema.tables WHERE table_schema = "
                  + Literal.text(schema)
                  + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY table_name")) {
        while (rows.next()) {
          String name = rows.getString(1);
          if (!skipped.test(name)) {
            tables.add(facts(rows, keyed.contains(name), alone, growth.apply(name)));
          }
        }
      }
      return tables;
    }
  }

  private static TableFacts facts(
      ResultSet row, boolean key, Optional<Set<String>> alone, List<TableFacts.Size> growth)
      throws SQLException {
    String name = row.getString(1);
    String engine = row.getString(2);
    long free = row.getLong(6);
    boolean unknown = row.wasNull();
    // InnoDB tells of a shared tablespace what is free in all of it, as if it were the table's.
    boolean own =
        !"InnoDB".equals(engine) || alone.filter(set -> set.contains(filename(name))).isPresent();
    return new TableFacts(
        name,
        engine,
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        unknown || !own ? null : free,
        key,
        growth);
  }

  /** The tables with a primary key, or a unique one whose columns are all NOT NULL. */
  private Set<String> keyed(Statement statement) throws SQLException {
    return names(
        statement,
        "SELECT DISTINCT table_name FROM (SELECT table_name, index_name"
            + " FROM information_schema.statistics WHERE table_schema = "
            + Literal.text(schema)
            + " AND non_unique = 0 GROUP BY table_name, index_name"
            + " HAVING MAX(nullable = 'YES') = 0 AND COUNT(column_name) = COUNT(*)) AS k");
  }

  /**
   * The names, as InnoDB writes them, of the tables that have files of their own; empty where the
   * account may not know.
   */
  private Optional<Set<String>> alone(Statement statement) throws SQLException {
    boolean mysql = server.vendor() == Vendor.MYSQL;
    try {
      Set<String> names =
          names(
              statement,
              "SELECT name FROM information_schema."
                  + (mysql ? "innodb_tables" : "innodb_sys_tables")
                  + " WHERE space_type = 'Single'");
      String prefix = filename(schema) + "/";
      return Optional.of(
          names.stream()
              .filter(name -> name.startsWith(prefix))
              .map(name -> PARTITION.split(name.substring(prefix.length()), 2)[0])
              .collect(Collectors.toSet()));
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_PRIVILEGE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A name as InnoDB writes it (MySQL manual, "Mapping of Identifiers to File Names"). Letters
   * beyond ASCII have forms of their own, which are not known here: such a table counts as one that
   * is not alone.
   */
  private static String filename(String name) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
      encoded.append(plain ? String.valueOf(c) : String.format("@%04x", (int) c));
    }
    return encoded.toString();
  }

  private static Set<String> names(Statement statement, String query) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}

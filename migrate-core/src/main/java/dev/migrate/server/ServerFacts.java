package dev.migrate.server;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself.
 *
 * @param version its vendor and version
 * @param versionText the same in its own words, {@code 9.7.4-2}
 * @param connectionId the executor connection's id, as in SHOW PROCESSLIST
 * @param schema the executor's current database as the server writes it; null for none
 * @param hostname the server's own name of its machine
 * @param readOnly the variables that make the server read-only; empty when it can be written to
 * @param galera whether it is a node of a Galera cluster
 * @param sqlMode the executor's SQL modes, comma-separated
 * @param lowerCaseTableNames 0, 1 or 2, see the manual on identifier case sensitivity
 */
public record ServerFacts(
    ServerVersion version,
    String versionText,
    long connectionId,
    @Nullable String schema,
    String hostname,
    List<String> readOnly,
    boolean galera,
    String sqlMode,
    int lowerCaseTableNames) {

  // One statement for both vendors. Selecting a variable that the server does not have is an error,
  // so what only one has is in comments only that one executes: /*!80000 MySQL from 8.0 on (MariaDB
  // skips 50700 to 99999), /*M! MariaDB. wsrep_on is there only in builds with Galera: asked by
  // name.
  private static final String QUERY =
      """
      SELECT VERSION() AS version, CONNECTION_ID() AS connection_id, DATABASE() AS current_database,
        @@hostname AS hostname, @@session.sql_mode AS sql_mode,
        @@lower_case_table_names AS lower_case_table_names,
        @@global.read_only AS read_only, @@global.innodb_read_only AS innodb_read_only
        /*!80000 , @@global.super_read_only AS super_read_only, (SELECT variable_value
          FROM performance_schema.global_variables WHERE variable_name = 'wsrep_on') AS wsrep_on */
        /*M!100600 , 0 AS super_read_only, (SELECT variable_value
          FROM information_schema.global_variables WHERE variable_name = 'WSREP_ON') AS wsrep_on */
      """;

  public ServerFacts {
    readOnly = List.copyOf(readOnly);
  }

  static ServerFacts read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      String versionText = row.getString("version");
      ServerVersion version = version(versionText);
      // Neither comment was executed: a version too old to be asked further.
      boolean known = row.getMetaData().getColumnCount() > 8;
      return new ServerFacts(
          version,
          versionText,
          row.getLong("connection_id"),
          row.getString("current_database"),
          row.getString("hostname"),
          known ? readOnly(row) : List.of(),
          known && isOn(row.getString("wsrep_on")),
          row.getString("sql_mode"),
          row.getInt("lower_case_table_names"));
    }
  }

  static ServerVersion version(String text) {
    try {
      return ServerVersion.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ServerException(
          Problem.of(
                  "server-unsupported",
                  "The server calls its version \""
                      + text
                      + "\", which neither MySQL nor MariaDB does")
              .fix("use MySQL 8.0 or later, or MariaDB 10.6 or later"),
          e);
    }
  }

  private static List<String> readOnly(ResultSet row) throws SQLException {
    List<String> variables = new ArrayList<>();
    for (String variable : List.of("super_read_only", "read_only", "innodb_read_only")) {
      if (isOn(row.getString(variable))) {
        variables.add(variable);
      }
    }
    return variables;
  }

  // MariaDB 12 has more values than on and off: NO_LOCK, NO_LOCK_NO_ADMIN, all of them read-only.
  private static boolean isOn(@Nullable String value) {
    return value != null && !List.of("0", "OFF", "").contains(value.toUpperCase(Locale.ROOT));
  }
}

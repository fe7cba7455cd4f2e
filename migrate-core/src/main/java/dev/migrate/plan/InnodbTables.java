package dev.migrate.plan;

import dev.migrate.server.Literal;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What MySQL's InnoDB tells of its tables beyond their definitions. Reading it takes the privilege
 * PROCESS (MySQL manual, "The INFORMATION_SCHEMA INNODB_TABLES Table").
 */
final class InnodbTables {

  private static final int NO_PRIVILEGE = 1227;

  private InnodbTables() {}

  /**
   * How many row versions an INSTANT change allows a table; 0 where the server counts none. MySQL
   * 9.1 raised it (release notes of MySQL 9.1.0).
   */
  static int limit(ServerVersion server) {
    if (server.vendor() != Vendor.MYSQL || !server.atLeast(8, 0)) {
      return 0;
    }
    return server.atLeast(9, 1) ? 255 : 64;
  }

  /**
   * What columns hidden from SHOW CREATE TABLE, and row versions, tables have.
   *
   * @param columns of the table in InnoDB, hidden ones included
   * @param versions that INSTANT changes have made
   */
  record Inside(int columns, int versions) {}

  /** By lower-case names; empty if the account may not see it, or the server has no such thing. */
  static Optional<Map<String, Inside>> read(
      Connection connection, String database, Collection<String> tables) throws SQLException {
    String names =
        tables.stream()
            .map(table -> Literal.text(database + "/" + table))
            .collect(Collectors.joining(", "));
    String query =
        "SELECT name, n_cols, total_row_versions FROM information_schema.innodb_tables"
            + " WHERE name IN ("
            + names
            + ")";
    Map<String, Inside> found = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        String name = rows.getString(1);
        String table = name.substring(name.indexOf('/') + 1);
        found.put(RealTables.key(table), new Inside(rows.getInt(2), rows.getInt(3)));
      }
      return Optional.of(found);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_PRIVILEGE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The ids of the files of a table, by its partitions; empty if the account may not see them. */
  static Optional<Map<String, Long>> files(Connection connection, String database, String table)
      throws SQLException {
    String name = database + "/" + table;
    String query =
        "SELECT name, space FROM information_schema.innodb_tablespaces_brief WHERE name = "
            + Literal.text(name)
            + " OR name LIKE "
            + Literal.text(name.replaceAll("[|_%]", "|$0") + "#p#%")
            + " ESCAPE '|'";
    Map<String, Long> files = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        files.put(RealTables.key(rows.getString(1)).substring(name.length()), rows.getLong(2));
      }
      return Optional.of(files);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_PRIVILEGE) {
        return Optional.empty();
      }
      throw e;
    }
  }
}

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
 * What InnoDB tells of its tables beyond their definitions. Reading it takes the privilege PROCESS
 * (MySQL manual, "The INFORMATION_SCHEMA INNODB_TABLES Table"; MariaDB, "Information Schema
 * INNODB_SYS_TABLES Table").
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

  /** By lower-case names; empty if the account may not see it. */
  static Optional<Map<String, Inside>> read(
      Connection connection, Vendor vendor, String database, Collection<String> tables)
      throws SQLException {
    String names =
        tables.stream()
            .map(table -> Literal.text(database + "/" + table))
            .collect(Collectors.joining(", "));
    String query =
        (vendor == Vendor.MYSQL
                ? "SELECT name, n_cols, total_row_versions FROM information_schema.innodb_tables"
                : "SELECT name, n_cols, 0 FROM information_schema.innodb_sys_tables")
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

  /**
   * What is another one once a table is written anew, by its partitions: the ids of its files, on
   * MariaDB of the tables; empty if the account may not see them.
   */
  static Optional<Map<String, Long>> ids(
      Connection connection, Vendor vendor, String database, String table) throws SQLException {
    String name = database + "/" + table;
    String query =
        (vendor == Vendor.MYSQL
                ? "SELECT name, space FROM information_schema.innodb_tablespaces_brief"
                : "SELECT name, table_id FROM information_schema.innodb_sys_tables")
            + " WHERE name = "
            + Literal.text(name)
            + " OR name LIKE "
            + Literal.text(name.replaceAll("[|_%]", "|$0") + "#p#%")
            + " ESCAPE '|'";
    Map<String, Long> ids = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        ids.put(RealTables.key(rows.getString(1)).substring(name.length()), rows.getLong(2));
      }
      return Optional.of(ids);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_PRIVILEGE) {
        return Optional.empty();
      }
      throw e;
    }
  }
}

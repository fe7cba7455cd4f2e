package dev.migrate;

import dev.migrate.server.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is in databases.
 *
 * @param schemas their names
 */
record Contents(Connection connection, Collection<String> schemas) {

  /** Whether a database of that name exists. */
  static boolean exists(Connection connection, String schema) throws SQLException {
    return new Contents(connection, List.of())
        .ask(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = "
                + Literal.text(schema));
  }

  /** Whether there is no table, view, routine or event but tables of these names. */
  boolean isEmptyBut(String... tables) throws SQLException {
    String list = schemas.stream().map(Literal::text).collect(Collectors.joining(", "));
    String but =
        tables.length == 0
            ? ""
            : Stream.of(tables)
                .map(Literal::text)
                .collect(Collectors.joining(", ", " AND table_name NOT IN (", ")"));
    return !ask(
        ("SELECT 1 FROM DUAL WHERE EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema IN (:s):t)"
                + " OR EXISTS (SELECT 1 FROM information_schema.routines WHERE routine_schema IN (:s))"
                + " OR EXISTS (SELECT 1 FROM information_schema.events WHERE event_schema IN (:s))")
            .replace(":s", list)
            .replace(":t", but));
  }

  private boolean ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next();
    }
  }
}

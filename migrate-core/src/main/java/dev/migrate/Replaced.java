package dev.migrate;

import dev.migrate.audit.AuditTable;
import dev.migrate.server.ClusterLock;
import dev.migrate.server.Literal;
import dev.migrate.server.Stamp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is in a database that a restore would replace.
 *
 * @param objects tables, views, routines and events, but those of ours that stay
 */
record Replaced(List<Item> objects) {

  private static final Set<String> KEPT =
      Set.of(
          Stamp.TABLE, Stamp.RESTORE_TABLE, AuditTable.TABLE, AuditTable.HEAD, ClusterLock.TABLE);

  /**
   * One object.
   *
   * @param rows as the server estimates; 0 for what has none
   * @param written when it was last written to, as far as the server knows; null for unknown
   */
  record Item(String name, long rows, @Nullable Instant written) {}

  /**
   * Reads it.
   *
   * @param tables patterns of the only tables that are to be restored; empty: everything
   */
  static Replaced read(Workplace workplace, List<String> tables) throws SQLException {
    String schema = Literal.text(workplace.schema());
    String query =
        "SELECT table_name, table_rows, UNIX_TIMESTAMP(update_time) FROM information_schema.tables"
            + " WHERE table_type <> 'TEMPORARY' AND table_schema = "
            + schema;
    if (tables.isEmpty()) {
      query +=
          " UNION ALL SELECT routine_name, 0, NULL FROM information_schema.routines"
              + " WHERE routine_schema = "
              + schema
              + " UNION ALL SELECT event_name, 0, NULL FROM information_schema.events"
              + " WHERE event_schema = "
              + schema;
    }
    List<Item> objects = new ArrayList<>();
    try (Connection connection = workplace.observer();
        Statement statement = connection.createStatement()) {
      TablePatterns.fresh(statement);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          String name = rows.getString(1);
          if (!KEPT.contains(name) && TablePatterns.match(tables, name)) {
            long written = rows.getLong(3);
            objects.add(
                new Item(
                    name, rows.getLong(2), rows.wasNull() ? null : Instant.ofEpochSecond(written)));
          }
        }
      }
    }
    return new Replaced(objects);
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }
}

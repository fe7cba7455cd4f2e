package dev.migrate.backup;

import static dev.migrate.server.Identifier.quote;
import static dev.migrate.server.Literal.text;

import dev.migrate.backup.wire.Row;
import java.sql.SQLException;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Defaults of columns that draw from sequences (MariaDB). */
final class SequenceDefaults {

  private SequenceDefaults() {}

  /**
   * Has the defaults of tables that were moved to another database draw from its sequences: they
   * name the sequence with its database, and moving a table leaves that as it was. Until then such
   * a table takes no row.
   */
  static void move(RestoreSession session, String from, String to) throws SQLException {
    String old = "nextval(" + quote(from) + ".";
    String query =
        "SELECT table_name, column_name, column_default FROM information_schema.columns"
            + " WHERE table_schema = "
            + text(to)
            + " AND LOCATE("
            + text(old)
            + ", column_default) > 0";
    // All of one table at once: with one that is wrong it cannot be altered.
    Map<String, StringJoiner> tables = new TreeMap<>();
    for (Row row : session.wire().query(query)) {
      String value = row.required(2).replace(old, "nextval(" + quote(to) + ".");
      tables
          .computeIfAbsent(row.required(0), name -> new StringJoiner(", "))
          .add("ALTER COLUMN " + quote(row.required(1)) + " SET DEFAULT (" + value + ")");
    }
    session.wire().execute("SET SESSION system_versioning_alter_history = KEEP");
    for (Map.Entry<String, StringJoiner> table : tables.entrySet()) {
      session.wire().execute("ALTER TABLE " + quote(table.getKey()) + " " + table.getValue());
    }
  }
}

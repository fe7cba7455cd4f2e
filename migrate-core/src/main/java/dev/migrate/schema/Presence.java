package dev.migrate.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.sql.ObjectName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which of some objects exist, and how the session is set that would show them.
 *
 * @param found those that exist
 * @param foldsCase whether table names differ in case only for the eye, see lower_case_table_names
 */
record Presence(
    List<Found> found,
    boolean mariadb,
    boolean foldsCase,
    String sqlMode,
    String clientCharset,
    @Nullable String resultCharset,
    boolean quotes) {

  /**
   * An object that exists.
   *
   * @param object as it was asked for
   * @param schema as the server writes it
   * @param name as the server writes it
   * @param type of a table: BASE TABLE, VIEW, SEQUENCE; else empty
   * @param engine of a table; else empty
   */
  record Found(ObjectName object, String schema, String name, String type, String engine) {

    boolean isInnodbTable() {
      return engine.equalsIgnoreCase("InnoDB") && isTable();
    }

    boolean isTable() {
      // With system versioning MariaDB calls it SYSTEM VERSIONED.
      return object.type() == ObjectName.Type.TABLE && !isView() && !type.equals("SEQUENCE");
    }

    boolean isView() {
      return type.endsWith("VIEW");
    }
  }

  // Some columns have collations of their own, which UNION would not mix.
  private static final String COLUMNS =
      "SELECT %d AS n, CONVERT(%s USING utf8mb4) COLLATE utf8mb4_bin AS object_schema,"
          + " CONVERT(%s USING utf8mb4) COLLATE utf8mb4_bin AS object_name,"
          + " CONVERT(%s USING utf8mb4) COLLATE utf8mb4_bin AS object_type,"
          + " CONVERT(%s USING utf8mb4) COLLATE utf8mb4_bin AS engine, %s"
          + " FROM information_schema.%s WHERE ";

  private static final String SESSION =
      "VERSION() AS version, @@lower_case_table_names AS lower_names, @@session.sql_mode AS modes,"
          + " @@session.character_set_client AS client, @@session.character_set_results AS results,"
          + " @@session.sql_quote_show_create AS quotes";

  static Presence read(Connection connection, List<ObjectName> objects) throws SQLException {
    StringJoiner union = new StringJoiner(" UNION ALL ");
    for (int i = 0; i < objects.size(); i++) {
      union.add(query(i, objects.get(i)));
    }
    // A limit of its own: the session's sql_select_limit may be smaller.
    String sql = union + " LIMIT " + Integer.MAX_VALUE;
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return of(rows, objects);
      }
    }
  }

  private static Presence of(ResultSet rows, List<ObjectName> objects) throws SQLException {
    List<Found> found = new ArrayList<>();
    Presence presence = new Presence(found, false, false, "", "", null, true);
    while (rows.next()) {
      presence =
          new Presence(
              found,
              rows.getString("version").contains("MariaDB"),
              rows.getInt("lower_names") != 0,
              rows.getString("modes"),
              rows.getString("client"),
              rows.getString("results"),
              rows.getBoolean("quotes"));
      Found each =
          new Found(
              objects.get(rows.getInt("n")),
              rows.getString("object_schema"),
              rows.getString("object_name"),
              rows.getString("object_type"),
              orEmpty(rows.getString("engine")));
      if (presence.means(each)) {
        found.add(each);
      }
    }
    return presence;
  }

  /** The information schema finds names without regard to case where the server may have both. */
  private boolean means(Found each) {
    ObjectName object = each.object;
    boolean file =
        switch (object.type()) {
          case TABLE, VIEW, SEQUENCE, TRIGGER, DATABASE -> !foldsCase;
          default -> false;
        };
    boolean sameName = !file || object.name().equals(each.name);
    boolean sameSchema =
        foldsCase || object.schema() == null || object.schema().equals(each.schema);
    return sameName && sameSchema;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String query(int n, ObjectName object) {
    return switch (object.type()) {
      case TABLE, VIEW, SEQUENCE, INDEX ->
          select(n, object, "table_schema", "table_name", "table_type", "engine", "tables");
      // By its table's database, which is its own: by trigger_schema MariaDB reads all databases'.
      case TRIGGER ->
          select(n, object, "event_object_schema", "trigger_name", "''", "''", "triggers");
      case EVENT -> select(n, object, "event_schema", "event_name", "''", "''", "events");
      case LIBRARY -> select(n, object, "library_schema", "library_name", "''", "''", "libraries");
      case PROCEDURE, FUNCTION, PACKAGE, PACKAGE_BODY ->
          select(n, object, "routine_schema", "routine_name", "''", "''", "routines")
              + " AND routine_type = '"
              + object.type().name().replace('_', ' ')
              + "'";
      default ->
          String.format(COLUMNS, n, "''", "schema_name", "''", "''", SESSION, "schemata")
              + "schema_name = "
              + literal(object.name());
    };
  }

  private static String select(
      int n, ObjectName object, String schema, String name, String type, String engine, String of) {
    return String.format(COLUMNS, n, schema, name, type, engine, SESSION, of)
        + schema
        + " = "
        + literal(orEmpty(object.schema()))
        + " AND "
        + name
        + " = "
        + literal(object.name());
  }

  /** In ASCII, whatever the session takes its statements' character set to be. */
  static String literal(String text) {
    return text.isEmpty() ? "''" : "_utf8mb4 0x" + HexFormat.of().formatHex(text.getBytes(UTF_8));
  }
}

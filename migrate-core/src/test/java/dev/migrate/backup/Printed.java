package dev.migrate.backup;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database's definitions as the server prints them, read without the code under test. */
final class Printed {

  private static final List<String> QUERIES =
      List.of(
          "SELECT 'DATABASE', default_character_set_name, default_collation_name FROM"
              + " information_schema.schemata WHERE schema_name = DATABASE()",
          "SELECT CONCAT('COLUMN ', table_name, ' ', column_name), c.* FROM"
              + " information_schema.columns c WHERE table_schema = DATABASE() AND table_name IN"
              // A view's columns are what they were when it was made; see VIEW for what it is.
              + " (SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
              + " AND table_type <> 'VIEW')",
          "SELECT CONCAT_WS(' ', 'INDEX', table_name, index_name, seq_in_index), s.non_unique,"
              + " s.column_name, s.collation, s.sub_part, s.nullable, s.index_type, s.index_comment"
              + " FROM information_schema.statistics s WHERE table_schema = DATABASE()",
          "SELECT CONCAT('OPTIONS ', table_name), engine, row_format, table_collation,"
              + " create_options, IF(table_type = 'VIEW', '', table_comment) FROM"
              + " information_schema.tables WHERE table_schema = DATABASE()",
          "SELECT CONCAT_WS(' ', 'FK', constraint_name, table_name), update_rule, delete_rule,"
              + " referenced_table_name, unique_constraint_name FROM"
              + " information_schema.referential_constraints WHERE constraint_schema = DATABASE()",
          "SELECT CONCAT_WS(' ', 'PARTITION', table_name, partition_name, subpartition_name),"
              + " partition_ordinal_position, partition_method, partition_expression,"
              + " partition_description, partition_comment FROM information_schema.partitions WHERE"
              + " table_schema = DATABASE()",
          "SELECT CONCAT('VIEW ', table_name), view_definition, check_option, definer,"
              + " security_type, character_set_client, collation_connection FROM"
              + " information_schema.views WHERE table_schema = DATABASE()",
          "SELECT CONCAT_WS(' ', routine_type, routine_name), dtd_identifier, routine_definition,"
              + " is_deterministic, sql_data_access, security_type, sql_mode, routine_comment,"
              + " definer, character_set_client, collation_connection, database_collation FROM"
              + " information_schema.routines WHERE routine_schema = DATABASE()",
          "SELECT CONCAT_WS(' ', 'PARAMETER', specific_name, ordinal_position), parameter_mode,"
              + " parameter_name, dtd_identifier, character_set_name, collation_name FROM"
              + " information_schema.parameters WHERE specific_schema = DATABASE()",
          "SELECT CONCAT('TRIGGER ', trigger_name), event_manipulation, event_object_table,"
              + " action_order, action_statement, action_timing, sql_mode, definer,"
              + " character_set_client, collation_connection, database_collation FROM"
              + " information_schema.triggers WHERE event_object_schema = DATABASE()",
          "SELECT CONCAT('EVENT ', event_name), definer, time_zone, event_definition, event_type,"
              + " execute_at, interval_value, interval_field, sql_mode, starts, ends, status,"
              + " on_completion, event_comment, character_set_client, collation_connection,"
              + " database_collation FROM information_schema.events WHERE event_schema ="
              + " DATABASE()");

  private Printed() {}

  /** By kind and name; the database's own name is written {@code (db)}. */
  static Map<String, String> all(DatabaseSettings database) {
    TreeMap<String, String> texts = new TreeMap<>();
    for (String query : QUERIES) {
      for (String row : TestServer.query(database, query)) {
        put(texts, database, row);
      }
    }
    for (String table :
        TestServer.query(
            database,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND"
                + " table_type <> 'VIEW'")) {
      String quoted = "`" + table.replace("`", "``") + "`";
      put(texts, database, TestServer.query(database, "SHOW CREATE TABLE " + quoted).get(0));
    }
    if (TestServer.vendor(database) == Vendor.MYSQL) {
      for (String row :
          TestServer.query(
              database,
              "SELECT CONCAT_WS(' ', 'HISTOGRAM', table_name, column_name), JSON_REMOVE(histogram,"
                  + " '$.\"last-updated\"') FROM information_schema.column_statistics WHERE"
                  + " schema_name = DATABASE()")) {
        put(texts, database, row);
      }
    }
    texts
        .keySet()
        .removeIf(name -> name.matches("(COLUMN|VIEW|OPTIONS|PARTITION) broken(, too)?.*"));
    return texts;
  }

  private static void put(Map<String, String> texts, DatabaseSettings database, String row) {
    String text =
        row.replace("`" + database.name() + "`.`twice`", "`twice`")
            .replaceAll("t_[0-9a-f]{16}", "(db)")
            .replaceAll(" AUTO_INCREMENT=\\d+", "")
            .replaceAll("CHARACTER SET \\w+ (?=COLLATE)", "");
    texts.put(text.substring(0, Math.max(text.indexOf('|'), 0)), text);
  }
}

package dev.migrate.backup;

import dev.migrate.server.Identifier;

/**
 * A column whose values are backed up; generated ones are not.
 *
 * @param name as the server has it
 * @param type as {@code information_schema.columns.column_type} says it
 * @param form how its values are read and written
 */
record ColumnSource(String name, String type, ColumnForm form) {

  /** The expression that reads it. */
  String expression() {
    String quoted = Identifier.quote(name);
    return form == ColumnForm.FLOAT ? "CAST(" + quoted + " AS DOUBLE)" : quoted;
  }
}

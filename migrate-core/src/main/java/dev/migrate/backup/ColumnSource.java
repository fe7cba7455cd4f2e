package dev.migrate.backup;

import dev.migrate.server.Identifier;
import java.util.regex.Pattern;

/**
 * A column whose values are backed up; generated ones are not.
 *
 * @param name as the server has it
 * @param type as {@code information_schema.columns.column_type} says it
 * @param form how its values are read and written
 */
record ColumnSource(String name, String type, ColumnForm form) {

  private static final Pattern TEXT = Pattern.compile("((var)?char|(tiny|medium|long)?text|set).*");

  private static final Pattern TIME = Pattern.compile("date|(date)?time(stamp)?(\\(.*)?");

  /** The expression that reads it. */
  String expression() {
    String quoted = Identifier.quote(name);
    if (form == ColumnForm.UTF8 && isText()) {
      return "CONVERT(" + quoted + " USING utf8mb4)";
    }
    return form == ColumnForm.FLOAT ? "CAST(" + quoted + " AS DOUBLE)" : quoted;
  }

  /** The same, with its text as UTF-8 that says so. */
  ColumnSource named() {
    return isText() ? new ColumnSource(name, type, ColumnForm.UTF8) : this;
  }

  /** Whether its values are bytes of any kind. */
  boolean isBinary() {
    return form == ColumnForm.BYTES && !TIME.matcher(type).matches();
  }

  private boolean isText() {
    return TEXT.matcher(type).matches();
  }
}

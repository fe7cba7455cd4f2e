package dev.migrate.schema.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a query gave, as the bytes that came.
 *
 * @param rows each with the bytes of its columns, null for NULL
 */
record Answer(List<List<byte @Nullable []>> rows) {

  static Answer of(ResultSet result) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    List<List<byte @Nullable []>> rows = new ArrayList<>();
    while (result.next()) {
      List<byte @Nullable []> row = new ArrayList<>(columns);
      for (int i = 1; i <= columns; i++) {
        row.add(result.getBytes(i));
      }
      rows.add(row);
    }
    return new Answer(rows);
  }

  /** The same as texts. */
  List<List<@Nullable String>> texts() {
    List<List<@Nullable String>> texts = new ArrayList<>(rows.size());
    for (List<byte @Nullable []> row : rows) {
      List<@Nullable String> text = new ArrayList<>(row.size());
      for (byte[] value : row) {
        text.add(value == null ? null : Printed.text(value));
      }
      texts.add(text);
    }
    return texts;
  }

  /** A column's value, which the server's manual says is never NULL. */
  static String required(List<@Nullable String> row, int column) {
    String value = row.get(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " of an answer is NULL");
    }
    return value;
  }
}

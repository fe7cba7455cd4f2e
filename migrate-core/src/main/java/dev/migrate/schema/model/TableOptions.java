package dev.migrate.schema.model;

import java.util.List;

/**
 * What follows a table's columns.
 *
 * @param rowFormat empty where the definition names none
 * @param comment empty for none
 * @param others further options as the server prints them, in its order: {@code KEY_BLOCK_SIZE=8},
 *     {@code COMPRESSION='zlib'}, {@code WITH SYSTEM VERSIONING}; never AUTO_INCREMENT, which rows
 *     change
 */
public record TableOptions(
    String engine,
    String charset,
    String collation,
    String rowFormat,
    String comment,
    List<String> others) {

  public TableOptions {
    others = List.copyOf(others);
  }
}

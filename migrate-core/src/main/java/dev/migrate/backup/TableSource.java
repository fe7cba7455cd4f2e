package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.migrate.server.Identifier;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table to back up.
 *
 * @param name as the server has it
 * @param engine its storage engine
 * @param transactional whether a snapshot shows it as it was; else only a lock does
 * @param versioned whether it is system-versioned, and its history is read too
 * @param columns without generated ones, in their order
 * @param primaryKey its columns in their order; empty when it has none
 * @param estimatedRows as the server guesses
 * @param estimatedBytes of its rows, as the server guesses
 * @param autoIncrement its counter; null when it has none
 * @param definitionHash SHA-256 of its definition without counters
 * @param create the statements that create it, without secondary indexes and foreign keys
 * @param indexes the statements that add its secondary indexes
 * @param foreignKeys the statements that add its foreign keys
 */
record TableSource(
    String name,
    String engine,
    boolean transactional,
    boolean versioned,
    List<ColumnSource> columns,
    List<KeyColumn> primaryKey,
    long estimatedRows,
    long estimatedBytes,
    @Nullable Long autoIncrement,
    String definitionHash,
    List<byte[]> create,
    List<byte[]> indexes,
    List<byte[]> foreignKeys) {

  TableSource {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    create = List.copyOf(create);
    indexes = List.copyOf(indexes);
    foreignKeys = List.copyOf(foreignKeys);
  }

  /** The names of its columns, quoted, with commas. */
  String columnList() {
    return columns.stream()
        .map(column -> Identifier.quote(column.name()))
        .collect(Collectors.joining(","));
  }

  /** How its columns are written. */
  List<ColumnForm> forms() {
    return columns.stream().map(ColumnSource::form).toList();
  }

  /**
   * Whether bounds of its partitions are text beyond ASCII. MySQL reads these, each time it opens
   * the table, in the character set of the session's connection, and finds no partition for the
   * rows of one that takes bytes.
   */
  boolean isPartitionedByText() {
    return isPartitionedByText(create);
  }

  static boolean isPartitionedByText(List<byte[]> create) {
    for (byte[] statement : create) {
      String text = new String(statement, ISO_8859_1);
      int clause = text.lastIndexOf("/*!50500 PARTITION BY ");
      if (clause >= 0 && text.substring(clause).chars().anyMatch(c -> c > 0x7F)) {
        return true;
      }
    }
    return false;
  }
}

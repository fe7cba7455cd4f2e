package dev.migrate.backup.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of the backup.
 *
 * @param name its name
 * @param engine its storage engine
 * @param definitionHash SHA-256 of its definition as the server printed it, in hex
 * @param rows how many there are
 * @param autoIncrement the next value, null without one
 * @param hash the sum of the hashes of all its rows, see {@link HashSum}
 * @param columns the columns whose values are in the file, in the order of the values
 * @param utf8Columns those of them whose values have the introducer {@code _utf8mb4}
 * @param insert what each data frame has before its first row: {@code INSERT INTO `t` (`a`,`b`)
 *     VALUES\n}, after a {@code SET …;\n} where the table needs one
 * @param versioned it is system-versioned, and its history is in the file
 */
public record TableFacts(
    String name,
    String engine,
    String definitionHash,
    long rows,
    @Nullable Long autoIncrement,
    String hash,
    List<String> columns,
    List<String> utf8Columns,
    String insert,
    boolean versioned) {

  public TableFacts {
    columns = List.copyOf(columns);
    utf8Columns = List.copyOf(utf8Columns);
  }
}

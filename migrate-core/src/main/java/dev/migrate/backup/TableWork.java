package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.HashSum;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.server.Identifier;
import java.util.List;

/** A table while it is backed up: what is known of its rows so far. Several workers add to it. */
final class TableWork {

  private final TableSource source;
  private final byte[] insert;
  private final HashSum hash = new HashSum();
  private long rows;
  private long longest;

  private TableWork(TableSource source, String names) {
    this.source = source;
    this.insert = (names + insertion(source)).getBytes(UTF_8);
  }

  /** The work of all tables. */
  static List<TableWork> of(List<TableSource> tables) {
    if (tables.stream().noneMatch(TableSource::isPartitionedByText)) {
      return tables.stream().map(table -> new TableWork(table, "")).toList();
    }
    return tables.stream()
        .map(
            table ->
                new TableWork(
                    table,
                    table.isPartitionedByText() ? "SET NAMES utf8mb4;\n" : "SET NAMES binary;\n"))
        .toList();
  }

  /** What stands before the first tuple of each of its frames. */
  private static String insertion(TableSource source) {
    return (source.versioned() ? "SET @@session.system_versioning_insert_history=1;\n" : "")
        + "INSERT INTO "
        + Identifier.quote(source.name())
        + " ("
        + source.columnList()
        + ") VALUES\n";
  }

  TableSource source() {
    return source;
  }

  String name() {
    return source.name();
  }

  byte[] insert() {
    return insert;
  }

  boolean hasEnum() {
    return source.forms().contains(ColumnForm.ENUM);
  }

  /** Some rows are in the file. */
  synchronized void add(long more, String sum, long statement) {
    rows += more;
    hash.add(sum);
    longest = Math.max(longest, statement);
  }

  /** The longest of its statements, in bytes. */
  synchronized long longest() {
    return longest;
  }

  /** What the manifest says of it. */
  synchronized TableFacts facts() {
    return new TableFacts(
        source.name(),
        source.engine(),
        source.definitionHash(),
        rows,
        source.autoIncrement(),
        hash.hex(),
        source.columns().stream().map(ColumnSource::name).toList(),
        source.columns().stream()
            .filter(column -> column.form() == ColumnForm.UTF8)
            .map(ColumnSource::name)
            .toList(),
        new String(insert, UTF_8),
        source.versioned());
  }
}

package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table's definition cut so that it can be filled before its secondary indexes and foreign keys
 * are made. What the server needs from the start, or would order otherwise, stays in the creation.
 *
 * @param create one statement: the table without what is deferred
 * @param indexes ALTER TABLE statements, one but for further FULLTEXT keys, which InnoDB makes one
 *     by one
 * @param foreignKeys one ALTER TABLE statement, or none
 * @param engine as printed
 * @param autoIncrement the next value, null if not printed
 * @param versioned whether the table is system-versioned (MariaDB)
 * @param implicitPeriod whether it is so without columns of its own for the period
 * @param definitionHash SHA-256 of the definition without what changes by itself
 * @param foreignDatabases other databases that the definition names
 * @param sequences names of the sequences that defaults of the table are taken from (MariaDB)
 */
record TableDdl(
    List<byte[]> create,
    List<byte[]> indexes,
    List<byte[]> foreignKeys,
    String engine,
    @Nullable Long autoIncrement,
    boolean versioned,
    boolean implicitPeriod,
    String definitionHash,
    Set<String> foreignDatabases,
    Set<String> sequences) {

  /** Cuts what SHOW CREATE TABLE printed in UTF-8 with sql_mode ''. */
  static TableDdl of(byte[] definition, String name, String database) {
    String printed = DdlTokens.text(definition);
    int open = afterOpen(printed);
    int close = close(printed, open);
    TableNames names = new TableNames(database);
    List<TableItem> items =
        TableItem.all(printed, open, close).stream()
            .map(item -> item.withText(TableLiterals.readable(names.withoutDatabase(item.text()))))
            .toList();
    TableOptions options = TableOptions.of(printed.substring(close));
    int inline = options.isInnodb() && !options.versioned() ? inlineKeys(items) : items.size();
    List<TableItem> kept = kept(items, inline);
    String head = printed.substring(0, open);
    return new TableDdl(
        List.of(DdlTokens.bytes(statement(head, kept, options.text()))),
        indexes(name, deferred(items, inline)),
        foreignKeys(name, items),
        options.engine(),
        options.autoIncrement(),
        options.versioned(),
        options.versioned() && items.stream().noneMatch(TableDdl::isPeriod),
        hash(head, items, options),
        names.others(),
        sequences(items));
  }

  private static String hash(String head, List<TableItem> items, TableOptions options) {
    List<TableItem> lasting = items.stream().map(TableItem::withoutImpliedCharacterSet).toList();
    return Sha256.hex(DdlTokens.bytes(statement(head, lasting, options.lastingText())));
  }

  private static Set<String> sequences(List<TableItem> items) {
    return items.stream()
        .flatMap(item -> TableNames.sequences(item.text()).stream())
        .collect(Collectors.toSet());
  }

  private static int afterOpen(String text) {
    DdlTokens tokens = new DdlTokens(text, 0);
    while (tokens.next()) {
      if (tokens.isSymbol('(')) {
        return tokens.end();
      }
    }
    throw new IllegalArgumentException("not a table's definition: " + text);
  }

  private static int close(String text, int open) {
    DdlTokens tokens = new DdlTokens(text, open);
    int depth = 0;
    while (tokens.next()) {
      if (tokens.isSymbol('(')) {
        depth++;
      } else if (tokens.isSymbol(')') && depth-- == 0) {
        return tokens.start();
      }
    }
    throw new IllegalArgumentException("a table's definition without an end: " + text);
  }

  private static boolean isPeriod(TableItem item) {
    return item.kind() == TableItem.Kind.OTHER
        && item.text().regionMatches(true, 0, "PERIOD FOR SYSTEM_TIME", 0, 22);
  }

  /**
   * Up to where keys stay in the creation. InnoDB clusters a table without a primary key by the
   * first suitable UNIQUE key, and an AUTO_INCREMENT column must begin some key. Keys before such a
   * one stay, too, because the server keeps keys of a kind in the order of their making.
   */
  private static int inlineKeys(List<TableItem> items) {
    boolean primary = items.stream().anyMatch(i -> i.kind() == TableItem.Kind.PRIMARY_KEY);
    int last =
        primary
            ? 0
            : IntStream.range(0, items.size())
                .filter(i -> items.get(i).kind() == TableItem.Kind.UNIQUE_KEY)
                .max()
                .orElse(-1);
    return Math.max(last, autoIncrementKey(items)) + 1;
  }

  /** Index of the key that an AUTO_INCREMENT column needs; -1 if there is no such column. */
  private static int autoIncrementKey(List<TableItem> items) {
    Set<String> counted =
        items.stream()
            .filter(item -> item.has("AUTO_INCREMENT"))
            .map(TableItem::name)
            .collect(Collectors.toSet());
    return IntStream.range(0, items.size())
        .filter(i -> items.get(i).isKey() && counted.contains(items.get(i).firstColumn()))
        .findFirst()
        .orElse(-1);
  }

  private static List<TableItem> kept(List<TableItem> items, int inline) {
    return IntStream.range(0, items.size())
        .filter(i -> i < inline || !items.get(i).isSecondaryKey())
        .mapToObj(items::get)
        .filter(item -> item.kind() != TableItem.Kind.FOREIGN_KEY)
        .toList();
  }

  private static List<TableItem> deferred(List<TableItem> items, int inline) {
    return IntStream.range(inline, items.size())
        .mapToObj(items::get)
        .filter(TableItem::isSecondaryKey)
        .toList();
  }

  private static List<byte[]> indexes(String table, List<TableItem> keys) {
    List<List<TableItem>> statements = new ArrayList<>();
    boolean fulltext = false;
    for (TableItem key : keys) {
      if (statements.isEmpty() || (fulltext && key.kind() == TableItem.Kind.FULLTEXT_KEY)) {
        statements.add(new ArrayList<>());
      }
      statements.get(statements.size() - 1).add(key);
      fulltext |= key.kind() == TableItem.Kind.FULLTEXT_KEY;
    }
    return statements.stream().map(each -> alter(table, each)).toList();
  }

  private static List<byte[]> foreignKeys(String table, List<TableItem> items) {
    List<TableItem> keys =
        items.stream().filter(item -> item.kind() == TableItem.Kind.FOREIGN_KEY).toList();
    return keys.isEmpty() ? List.of() : List.of(alter(table, keys));
  }

  private static byte[] alter(String table, List<TableItem> items) {
    String quoted = DdlTokens.text(Identifier.quote(table).getBytes(UTF_8));
    String additions =
        items.stream().map(item -> "  ADD " + item.text()).collect(Collectors.joining(",\n"));
    return DdlTokens.bytes("ALTER TABLE " + quoted + "\n" + additions);
  }

  private static String statement(String head, List<TableItem> items, String tail) {
    return items.stream()
        .map(item -> "  " + item.text())
        .collect(Collectors.joining(",\n", head + "\n", "\n" + tail));
  }
}

package dev.migrate.schema.diff;

import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The clauses of an ALTER TABLE that are about indexes. */
final class IndexClauses {

  private final Table before;
  private final ServerVersion server;
  private final List<Index> dropped = new ArrayList<>();
  private final List<Index> added = new ArrayList<>();
  private final Map<Index, Index> renamed = new LinkedHashMap<>();
  private final List<Index> shown = new ArrayList<>();

  IndexClauses(
      Table before, Table after, List<ForeignKey> known, Replaced replaced, ServerVersion server) {
    this.before = before;
    this.server = server;
    for (Index index : before.indexes()) {
      if (!same(after.index(index.name()), index)) {
        dropped.add(index);
      }
    }
    for (Index index : after.indexes()) {
      if (!same(before.index(index.name()), index)) {
        added.add(index);
      }
    }
    findShown();
    findRenamed();
    remake(
        after,
        index ->
            isLikeServersOwn(index, known)
                && added.stream().anyMatch(other -> leads(other, index)));
    remake(after, replaced::isIn);
    if (server.vendor() == Vendor.MARIADB && !blockSize(before).equals(blockSize(after))) {
      remake(after, index -> true);
    }
  }

  private static boolean same(Optional<Index> found, Index index) {
    return found.isPresent() && found.get().equals(index);
  }

  /** Those that change in nothing but whether the optimizer uses them. */
  private void findShown() {
    for (Index index : List.copyOf(added)) {
      Optional<Index> old = before.index(index.name());
      if (old.isPresent() && shown(old.get(), index.visible()).equals(index)) {
        shown.add(index);
        added.remove(index);
        dropped.remove(old.get());
      }
    }
  }

  /** RENAME INDEX: MySQL 5.7, MariaDB 10.5.2. */
  private void findRenamed() {
    for (Index index : List.copyOf(added)) {
      Optional<Index> old =
          dropped.stream()
              .filter(each -> before.index(index.name()).isEmpty())
              .filter(each -> named(each, index.name()).equals(index))
              .findFirst();
      if (old.isPresent() && (server.vendor() == Vendor.MYSQL || server.atLeast(10, 6))) {
        renamed.put(old.get(), index);
        dropped.remove(old.get());
        added.remove(index);
      }
    }
  }

  /**
   * Makes again what would not stay as it is. An index that the server made for a foreign key goes
   * in silence when one is added that leads with its columns; which those are it does not tell:
   * each that could be is made again. On MariaDB indexes keep the KEY_BLOCK_SIZE that the table
   * had.
   */
  private void remake(Table after, Predicate<Index> condition) {
    for (Index index : after.indexes()) {
      if (same(before.index(index.name()), index)
          && !dropped.contains(index)
          && condition.test(index)) {
        dropped.add(index);
        added.add(index);
      }
    }
  }

  private static List<String> blockSize(Table table) {
    return table.options().others().stream()
        .filter(option -> option.toUpperCase(Locale.ROOT).startsWith("KEY_BLOCK_SIZE"))
        .toList();
  }

  private static boolean isLikeServersOwn(Index index, List<ForeignKey> known) {
    return known.stream().anyMatch(key -> Columns.same(key.columns(), index.columns()))
        && index.kind() == Index.Kind.PLAIN
        && index.visible()
        && index.comment().isEmpty()
        && index.others().isEmpty()
        && index.parts().stream()
            .allMatch(part -> part.column() != null && part.prefix() == null && !part.descending());
  }

  /** Whether an index begins with another one's columns. */
  private static boolean leads(Index longer, Index begun) {
    List<String> columns = longer.columns();
    return columns.size() >= begun.parts().size()
        && Columns.same(columns.subList(0, begun.parts().size()), begun.columns());
  }

  List<String> drops() {
    List<String> clauses = new ArrayList<>();
    for (Index index : dropped) {
      clauses.add(
          index.kind() == Index.Kind.PRIMARY
              ? "DROP PRIMARY KEY"
              : "DROP INDEX " + Identifier.quote(index.name()));
    }
    renamed.forEach(
        (old, index) ->
            clauses.add(
                "RENAME INDEX "
                    + Identifier.quote(old.name())
                    + " TO "
                    + Identifier.quote(index.name())));
    return clauses;
  }

  List<String> adds() {
    List<String> clauses = new ArrayList<>();
    added.forEach(index -> clauses.add("ADD " + Clauses.index(index, server)));
    for (Index index : shown) {
      String used = server.vendor() == Vendor.MYSQL ? " VISIBLE" : " NOT IGNORED";
      String unused = server.vendor() == Vendor.MYSQL ? " INVISIBLE" : " IGNORED";
      clauses.add(
          "ALTER INDEX " + Identifier.quote(index.name()) + (index.visible() ? used : unused));
    }
    return clauses;
  }

  private static Index shown(Index index, boolean visible) {
    return new Index(
        index.name(), index.kind(), index.parts(), visible, index.comment(), index.others());
  }

  static Index named(Index index, String name) {
    return new Index(
        name, index.kind(), index.parts(), index.visible(), index.comment(), index.others());
  }
}

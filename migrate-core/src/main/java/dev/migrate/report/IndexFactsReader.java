package dev.migrate.report;

import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import dev.migrate.validate.IndexShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the indexes that a database may do without: by their definitions, and by what its server
 * has read.
 */
public final class IndexFactsReader {

  private final Collection<Table> tables;
  private final IndexUse use;

  private IndexFactsReader(Collection<Table> tables, IndexUse use) {
    this.tables = tables;
    this.use = use;
  }

  /**
   * Asks the server.
   *
   * @param tables of the database, all that count
   * @param replicas where reads go that this server does not count
   * @param now the time
   */
  public static IndexFacts read(
      Connection connection,
      String schema,
      ServerVersion server,
      Collection<Table> tables,
      List<String> replicas,
      Instant now)
      throws SQLException {
    IndexUse use = IndexUseReader.read(connection, schema, server, replicas, now);
    return of(tables, use);
  }

  static IndexFacts of(Collection<Table> tables, IndexUse use) {
    List<IndexFacts.Remark> remarks = new ArrayList<>();
    IndexFactsReader reader = new IndexFactsReader(tables, use);
    tables.forEach(table -> reader.remarks(table, remarks));
    remarks.sort(
        Comparator.comparing(IndexFacts.Remark::table).thenComparing(IndexFacts.Remark::index));
    return new IndexFacts(use.source(), remarks);
  }

  private void remarks(Table table, List<IndexFacts.Remark> remarks) {
    for (Index index : table.indexes()) {
      Optional<Index> other = standIn(table, index);
      if (other.isPresent()) {
        boolean same = index.columns().size() == other.get().columns().size();
        IndexFacts.Kind kind = same ? IndexFacts.Kind.DUPLICATE : IndexFacts.Kind.REDUNDANT;
        remarks.add(remark(table, index, kind, other.get().name(), null));
      } else if (isUnused(table, index)) {
        remarks.add(remark(table, index, IndexFacts.Kind.UNUSED, null, but(table)));
      }
    }
  }

  /** The index that does another one's work, if there is one that stays. */
  private static Optional<Index> standIn(Table table, Index index) {
    return table.indexes().stream()
        .filter(other -> isOther(other, index) && stands(table, other, index))
        .max(Comparator.comparing(other -> other.columns().size()));
  }

  private static boolean isOther(Index other, Index index) {
    return !other.name().equals(index.name());
  }

  /** Of two that do each other's work, the one stays that is first. */
  private static boolean stands(Table table, Index other, Index index) {
    IndexShape its = IndexShape.of(index);
    IndexShape shape = IndexShape.of(other);
    if ((!other.visible() && index.visible()) || !its.isRedundantTo(shape)) {
      return false;
    }
    return !shape.isRedundantTo(its)
        || (other.visible() && !index.visible())
        || table.indexes().indexOf(other) < table.indexes().indexOf(index);
  }

  private @Nullable String but(Table table) {
    return use.young().get(Diagrams.key(table.name()));
  }

  /**
   * Not what is there for values to be unique or for a foreign key, and not what no server counts.
   */
  private boolean isUnused(Table table, Index index) {
    boolean counted = index.kind() == Index.Kind.PLAIN || index.kind() == Index.Kind.SPATIAL;
    return counted
        && use.source().available()
        && !use.isUsed(table.name(), index.name())
        && !isOfForeignKey(table, index);
  }

  /** Whether a foreign key, of the table or to it, has no other index to stand on. */
  private boolean isOfForeignKey(Table table, Index index) {
    return table.foreignKeys().stream().anyMatch(key -> isNeeded(table, index, key.columns()))
        || tables.stream()
            .flatMap(child -> child.foreignKeys().stream())
            .filter(key -> key.referencedSchema() == null)
            .filter(key -> key.referencedTable().equalsIgnoreCase(table.name()))
            .anyMatch(key -> isNeeded(table, index, key.referencedColumns()));
  }

  private static boolean isNeeded(Table table, Index index, List<String> columns) {
    return leads(index, columns)
        && table.indexes().stream()
            .noneMatch(other -> isOther(other, index) && leads(other, columns));
  }

  /** Whether an index begins with whole columns; the server asks for no more. */
  private static boolean leads(Index index, List<String> columns) {
    boolean ordered =
        index.kind() == Index.Kind.PRIMARY
            || index.kind() == Index.Kind.UNIQUE
            || index.kind() == Index.Kind.PLAIN;
    if (!ordered || index.parts().size() < columns.size()) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      Index.Part part = index.parts().get(i);
      if (part.prefix() != null || !columns.get(i).equalsIgnoreCase(part.column())) {
        return false;
      }
    }
    return true;
  }

  private IndexFacts.Remark remark(
      Table table, Index index, IndexFacts.Kind kind, @Nullable String by, @Nullable String but) {
    return new IndexFacts.Remark(
        table.name(),
        index.name(),
        kind,
        index.parts().stream().map(IndexFactsReader::text).toList(),
        by,
        use.bytes(table.name(), index.name()),
        "DROP INDEX " + Identifier.quote(index.name()) + " ON " + Identifier.quote(table.name()),
        but);
  }

  private static String text(Index.Part part) {
    String column = part.column();
    return (column == null ? "(" + part.expression() + ")" : column)
        + (part.prefix() == null ? "" : "(" + part.prefix() + ")")
        + (part.descending() ? " DESC" : "");
  }
}

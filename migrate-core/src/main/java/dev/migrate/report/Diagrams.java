package dev.migrate.report;

import dev.migrate.report.Diagram.Change;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws the diagram of a schema as it is and as it will be. */
public final class Diagrams {

  private final Map<String, Table> before;
  private final Ahead ahead;

  private Diagrams(Ahead ahead) {
    this.before = byName(ahead.before());
    this.ahead = ahead;
  }

  /** A diagram of tables that nothing pending changes. */
  public static Diagram of(Collection<Table> tables) {
    return of(Ahead.of(tables, List.of()));
  }

  /** A diagram of tables and of what becomes of them. */
  public static Diagram of(Ahead ahead) {
    return new Diagrams(ahead).draw();
  }

  private Diagram draw() {
    List<Diagram.Box> boxes = new ArrayList<>();
    List<Diagram.Link> links = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (Table table : ahead.tables()) {
      Table was = before.get(ahead.origin(table.name()));
      if (was == null) {
        boxes.add(whole(table, Change.ADDED));
        table.foreignKeys().forEach(key -> links.add(link(table, key, Change.ADDED)));
      } else {
        kept.add(key(was.name()));
        boxes.add(altered(was, table));
        links.addAll(links(was, table));
      }
    }
    for (Table table : before.values()) {
      if (!kept.contains(key(table.name()))) {
        boxes.add(whole(table, Change.DROPPED));
        table.foreignKeys().forEach(key -> links.add(link(table, key, Change.DROPPED)));
      }
    }
    boxes.sort(Comparator.comparing(Diagram.Box::name));
    links.sort(Comparator.comparing(Diagram.Link::table).thenComparing(Diagram.Link::name));
    return new Diagram(boxes, links, ahead.unknown());
  }

  private static Diagram.Box whole(Table table, Change change) {
    List<Diagram.Line> lines =
        table.columns().stream().map(column -> line(table, column, change, null)).toList();
    return new Diagram.Box(table.name(), lines, table.options().comment(), change, null);
  }

  private Diagram.Box altered(Table was, Table is) {
    List<Diagram.Line> lines = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (Column column : is.columns()) {
      String origin = ahead.origin(is.name(), column.name());
      Optional<Column> earlier = was.column(origin);
      earlier.ifPresent(each -> kept.add(key(each.name())));
      lines.add(line(is, column, earlier));
    }
    was.columns().stream()
        .filter(column -> !kept.contains(key(column.name())))
        .forEach(column -> lines.add(line(was, column, Change.DROPPED, null)));
    boolean renamed = !was.name().equals(is.name());
    Change change = unchanged(was, is) ? Change.NONE : Change.ALTERED;
    return new Diagram.Box(
        is.name(), lines, is.options().comment(), change, renamed ? was.name() : null);
  }

  /** Whether a table is the same but for what those are called by now that it refers to. */
  private boolean unchanged(Table was, Table is) {
    return with(is, is.columns(), List.of()).equals(with(was, was.columns(), List.of()))
        && links(was, is).stream().allMatch(link -> link.change() == Change.NONE);
  }

  static Table with(Table table, List<Column> columns, List<ForeignKey> keys) {
    return new Table(
        table.name(),
        columns,
        table.indexes(),
        keys,
        table.checks(),
        table.options(),
        table.partitioning(),
        table.periods());
  }

  private static Diagram.Line line(Table table, Column column, Optional<Column> earlier) {
    if (earlier.isEmpty()) {
      return line(table, column, Change.ADDED, null);
    }
    Column was = earlier.get();
    if (was.equals(column)) {
      return line(table, column, Change.NONE, null);
    }
    String name = was.name().equals(column.name()) ? "" : was.name() + " ";
    String told = name + told(was);
    return line(
        table,
        column,
        Change.ALTERED,
        name.isEmpty() && told(was).equals(told(column)) ? null : told);
  }

  private static String told(Column column) {
    String value = column.defaultValue();
    return column.type()
        + (column.nullable() ? " NULL" : " NOT NULL")
        + (value == null ? "" : " DEFAULT " + value);
  }

  private static Diagram.Line line(
      Table table, Column column, Change change, @Nullable String was) {
    boolean primary =
        table.primaryKey().filter(index -> contains(index.columns(), column.name())).isPresent();
    boolean foreign =
        table.foreignKeys().stream().anyMatch(key -> contains(key.columns(), column.name()));
    return new Diagram.Line(
        column.name(), column.type(), column.nullable(), primary, foreign, change, was);
  }

  private static boolean contains(List<String> columns, String column) {
    return columns.stream().anyMatch(column::equalsIgnoreCase);
  }

  private List<Diagram.Link> links(Table was, Table is) {
    Map<String, ForeignKey> earlier =
        was.foreignKeys().stream().collect(Collectors.toMap(key -> key(key.name()), key -> key));
    List<Diagram.Link> links = new ArrayList<>();
    for (ForeignKey key : is.foreignKeys()) {
      ForeignKey old = earlier.remove(key(key.name()));
      Change change =
          old == null ? Change.ADDED : same(is.name(), old, key) ? Change.NONE : Change.ALTERED;
      links.add(link(is, key, change));
    }
    earlier.values().forEach(key -> links.add(link(is, key, Change.DROPPED)));
    return links;
  }

  /** Whether a key is the same but for what tables and columns are called by now. */
  private boolean same(String table, ForeignKey old, ForeignKey is) {
    return origins(table, is.columns()).equals(old.columns())
        && Objects.equals(is.referencedSchema(), old.referencedSchema())
        && ahead.origin(is.referencedTable()).equals(key(old.referencedTable()))
        && origins(is.referencedTable(), is.referencedColumns()).equals(old.referencedColumns())
        && is.onDelete() == old.onDelete()
        && is.onUpdate() == old.onUpdate();
  }

  private List<String> origins(String table, List<String> columns) {
    return columns.stream().map(column -> ahead.origin(table, column)).toList();
  }

  private static Diagram.Link link(Table table, ForeignKey key, Change change) {
    String schema = key.referencedSchema();
    boolean one =
        table.indexes().stream()
            .filter(
                index -> index.kind() == Index.Kind.PRIMARY || index.kind() == Index.Kind.UNIQUE)
            .anyMatch(index -> index.columns().stream().allMatch(c -> contains(key.columns(), c)));
    return new Diagram.Link(
        key.name(),
        table.name(),
        key.columns(),
        (schema == null ? "" : schema + ".") + key.referencedTable(),
        key.referencedColumns(),
        one,
        change);
  }

  static Map<String, Table> byName(Collection<Table> tables) {
    Map<String, Table> named = new TreeMap<>();
    tables.forEach(table -> named.put(key(table.name()), table));
    return named;
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

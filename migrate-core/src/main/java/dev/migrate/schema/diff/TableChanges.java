package dev.migrate.schema.diff;

import dev.migrate.schema.diff.Change.Kind;
import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What differs between two tables of one name, for people. */
final class TableChanges {

  private final Table before;
  private final Table after;
  private final ServerVersion server;
  private final List<Change> changes = new ArrayList<>();

  private TableChanges(Table before, Table after, ServerVersion server) {
    this.before = before;
    this.after = after;
    this.server = server;
  }

  static List<Change> between(Table before, Table after, ServerVersion server) {
    if (before.equals(after)) {
      return List.of();
    }
    TableChanges changes = new TableChanges(before, after, server);
    changes.options();
    changes.columns();
    changes.named(before.indexes(), after.indexes(), Index::name, changes::index);
    changes.named(before.foreignKeys(), after.foreignKeys(), ForeignKey::name, changes::foreignKey);
    changes.named(before.checks(), after.checks(), Check::name, changes::check);
    changes.periods();
    changes.partitioning();
    return changes.changes;
  }

  private void options() {
    List<String> details = OptionClauses.between(before.options(), after.options(), server);
    if (!details.isEmpty()) {
      add(Kind.ALTER, "table", after.name(), String.join(", ", details), null);
    }
  }

  private void columns() {
    for (Column column : before.columns()) {
      if (after.column(column.name()).isEmpty()) {
        String lost = column.generated() == null ? "the values of " + object(column.name()) : null;
        add(Kind.DROP, "column", object(column.name()), column.type(), lost);
      }
    }
    Replaced replaced = Replaced.between(before, after);
    ColumnOrder order = ColumnOrder.of(before, after, replaced);
    for (Column column : after.columns()) {
      Optional<Column> old = before.column(column.name());
      boolean moves = old.isPresent() && !replaced.has(column);
      String position = !moves ? "" : order.position(column.name()).strip();
      if (old.isEmpty()) {
        add(Kind.ADD, "column", object(column.name()), definition(column), null);
      } else if (!old.get().equals(column) || !position.isEmpty()) {
        String detail = ColumnDetail.of(old.get(), column, position);
        String lost = Loss.of(old.get(), column, object(column.name()));
        add(Kind.ALTER, "column", object(column.name()), detail, lost);
      }
    }
  }

  private String definition(Column column) {
    String sql = Clauses.column(column, after.options(), server);
    return sql.substring(Identifier.quote(column.name()).length() + 1);
  }

  /** How an object is described: its type and its detail. */
  private record Description(String type, String detail) {}

  private <T> void named(
      List<T> old, List<T> wanted, Function<T, String> name, Function<T, Description> describe) {
    Map<String, T> missing = byName(old, name);
    Map<String, T> added = byName(wanted, name);
    for (Map.Entry<String, T> each : missing.entrySet()) {
      T now = added.get(each.getKey());
      Description was = describe.apply(each.getValue());
      if (now == null) {
        add(Kind.DROP, was.type(), object(name.apply(each.getValue())), was.detail(), null);
      } else if (!now.equals(each.getValue())) {
        Description is = describe.apply(now);
        String detail = was.detail() + " → " + is.detail();
        add(Kind.ALTER, is.type(), object(name.apply(now)), detail, null);
      }
    }
    for (Map.Entry<String, T> each : added.entrySet()) {
      if (!missing.containsKey(each.getKey())) {
        Description is = describe.apply(each.getValue());
        add(Kind.ADD, is.type(), object(name.apply(each.getValue())), is.detail(), null);
      }
    }
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    Map<String, T> named = new LinkedHashMap<>();
    all.forEach(each -> named.put(name.apply(each).toLowerCase(Locale.ROOT), each));
    return named;
  }

  private Description index(Index index) {
    String sql = Clauses.index(index, server);
    String name = Identifier.quote(index.name());
    int start =
        sql.indexOf(
            '(', index.kind() == Index.Kind.PRIMARY ? 0 : sql.indexOf(name) + name.length());
    String kind =
        switch (index.kind()) {
          case PRIMARY, PLAIN -> "";
          default -> index.kind().sql().replace(" KEY", "").toLowerCase(Locale.ROOT) + " ";
        };
    String type = index.kind() == Index.Kind.PRIMARY ? "primary key" : "index";
    return new Description(type, kind + sql.substring(start).replace("`", ""));
  }

  private Description foreignKey(ForeignKey key) {
    String sql = Clauses.foreignKey(key);
    String marker = " FOREIGN KEY ";
    String detail = sql.substring(sql.indexOf(marker) + marker.length());
    return new Description("foreign key", detail.replace("`", ""));
  }

  private Description check(Check check) {
    return new Description("check", check.expression() + (check.enforced() ? "" : " not enforced"));
  }

  private void periods() {
    for (String period : before.periods()) {
      if (!after.periods().contains(period)) {
        add(Kind.DROP, "period", after.name(), period, null);
      }
    }
    for (String period : after.periods()) {
      if (!before.periods().contains(period)) {
        add(Kind.ADD, "period", after.name(), period, null);
      }
    }
  }

  private void partitioning() {
    String old = before.partitioning();
    String wanted = after.partitioning();
    if (!old.equals(wanted)) {
      Kind kind = old.isEmpty() ? Kind.ADD : wanted.isEmpty() ? Kind.DROP : Kind.ALTER;
      String detail = wanted.isEmpty() ? old : wanted;
      add(kind, "partitions", after.name(), detail.replaceAll("\\s+", " "), null);
    }
  }

  private String object(String part) {
    return after.name() + "." + part;
  }

  private void add(Kind kind, String type, String object, String detail, @Nullable String lost) {
    changes.add(new Change(kind, type, object, detail, lost));
  }
}

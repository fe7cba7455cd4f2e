package dev.migrate.report;

import dev.migrate.plan.Foreseen;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Table;
import dev.migrate.sql.Change;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a schema as pending migrations leave them.
 *
 * @param before the tables as they are
 * @param tables as they will be, in no order
 * @param names what tables are called before, by what they are called then, both in lower case;
 *     only those that are renamed
 * @param columns what columns are called before, by what they are called then in lower case, by the
 *     table's name then in lower case; only those that are renamed
 * @param unknown what of it nobody knows; null for nothing
 */
public record Ahead(
    List<Table> before,
    List<Table> tables,
    Map<String, String> names,
    Map<String, Map<String, String>> columns,
    @Nullable String unknown) {

  public Ahead {
    before = List.copyOf(before);
    tables = List.copyOf(tables);
    names = Map.copyOf(names);
    columns = Map.copyOf(columns);
  }

  /**
   * What statements make of tables.
   *
   * @param before the tables as they are
   * @param statements pending, in their order, as they were tried out
   */
  public static Ahead of(Collection<Table> before, List<Foreseen> statements) {
    Tracing tracing = new Tracing(before);
    statements.forEach(tracing::follow);
    return tracing.end();
  }

  /** What a table is called before, in lower case. */
  String origin(String table) {
    String key = Diagrams.key(table);
    return names.getOrDefault(key, key);
  }

  /** What a column is called before. */
  String origin(String table, String column) {
    return columns
        .getOrDefault(Diagrams.key(table), Map.of())
        .getOrDefault(Diagrams.key(column), column);
  }

  /** Follows statements, one after the other. */
  private static final class Tracing {

    private final Map<String, Table> before;
    private final Map<String, Table> tables;
    private final Set<String> touched = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Map<String, String>> columns = new HashMap<>();
    private @Nullable String unknown;
    private boolean ended;

    Tracing(Collection<Table> before) {
      this.before = Diagrams.byName(before);
      this.tables = Diagrams.byName(before);
    }

    void follow(Foreseen foreseen) {
      Statement statement = foreseen.statement();
      boolean tried = foreseen.tried() && foreseen.failure() == null;
      if (!tried && unknown == null && mayDefine(statement.kind())) {
        unknown = why(foreseen);
      }
      ended |= foreseen.failure() != null;
      if (ended || statement.kind() != StatementKind.DDL) {
        return;
      }
      List<String> named = named(statement);
      if (tried) {
        tried(foreseen, named);
      } else {
        asWritten(foreseen, named);
      }
      renamed(statement, named, foreseen);
      TableStatement.of(statement).ifPresent(this::columns);
    }

    private void tried(Foreseen foreseen, List<String> named) {
      for (String name : named) {
        Table copy = foreseen.before().get(name);
        if (touched.add(name) && copy != null && before.containsKey(name)) {
          // What the copy's names of constraints are is no difference.
          before.put(name, copy);
        }
        Table after = foreseen.after().get(name);
        if (after != null) {
          tables.put(name, after);
        } else if (copy != null) {
          tables.remove(name);
        }
      }
    }

    /** What the text alone tells: columns, and what goes. */
    private void asWritten(Foreseen foreseen, List<String> named) {
      if (Change.of(foreseen.statement()).kind() == Change.Kind.DROP) {
        named.forEach(tables::remove);
      }
      for (String name : named) {
        Table is = tables.get(name);
        Table earlier = foreseen.before().get(name);
        Table after = foreseen.after().get(name);
        if (is != null && earlier != null && after != null) {
          List<Column> columns =
              after.columns().stream()
                  .map(
                      column ->
                          earlier.column(column.name()).filter(column::equals).isPresent()
                              ? is.column(column.name()).orElse(column)
                              : column)
                  .toList();
          tables.put(name, Diagrams.with(is, columns, is.foreignKeys()));
        }
      }
    }

    private static boolean mayDefine(StatementKind kind) {
      return kind == StatementKind.DDL
          || kind == StatementKind.CALL
          || kind == StatementKind.UNKNOWN;
    }

    private static String why(Foreseen foreseen) {
      String failure = foreseen.failure();
      String what = failure == null ? foreseen.unknown() : "it fails: " + failure;
      return foreseen.statement().where() + ": " + what;
    }

    private static List<String> named(Statement statement) {
      return statement.objects().stream()
          .filter(object -> object.type() == ObjectName.Type.TABLE)
          .map(object -> Diagrams.key(object.name()))
          .toList();
    }

    /** Pairs of names of RENAME TABLE, or of ALTER TABLE … RENAME. */
    private void renamed(Statement statement, List<String> named, Foreseen foreseen) {
      boolean pairs = Change.of(statement).kind() == Change.Kind.RENAME;
      boolean altered =
          named.size() == 2
              && TableStatement.of(statement)
                  .filter(each -> each.clauses(Clause.RenameTable.class).findAny().isPresent())
                  .isPresent();
      for (int i = 0; (pairs || altered) && i + 1 < named.size(); i += 2) {
        rename(named.get(i), named.get(i + 1));
        if (!foreseen.tried()) {
          move(statement, named.get(i), named.get(i + 1));
        }
      }
    }

    private void move(Statement statement, String from, String to) {
      Table table = tables.remove(from);
      if (table != null) {
        String name =
            statement.objects().stream()
                .map(ObjectName::name)
                .filter(to::equalsIgnoreCase)
                .findFirst()
                .orElse(to);
        tables.put(to, table.named(name));
      }
    }

    private void rename(String from, String to) {
      String origin = names.remove(from);
      names.put(to, origin == null ? from : origin);
      Map<String, String> its = columns.remove(from);
      if (its != null) {
        columns.put(to, its);
      }
      Table renamed = tables.get(to);
      String name = renamed == null ? to : renamed.name();
      tables.replaceAll((key, table) -> referring(table, from, name));
    }

    private void columns(TableStatement statement) {
      String table = Diagrams.key(statement.table().name());
      statement
          .clauses(Clause.RenameColumn.class)
          .forEach(clause -> column(table, clause.from(), clause.to()));
      statement
          .clauses(Clause.ModifyColumn.class)
          .filter(Clause.ModifyColumn::renames)
          .forEach(clause -> column(table, clause.name(), clause.column().name()));
    }

    private void column(String table, String from, String to) {
      Map<String, String> its = columns.computeIfAbsent(table, name -> new HashMap<>());
      String origin = its.remove(Diagrams.key(from));
      its.put(Diagrams.key(to), origin == null ? from : origin);
      tables.replaceAll((key, each) -> referring(each, table, from, to));
    }

    Ahead end() {
      return new Ahead(
          List.copyOf(before.values()), List.copyOf(tables.values()), names, columns, unknown);
    }
  }

  /** The table, whose foreign keys follow another one's name. */
  private static Table referring(Table table, String from, String to) {
    return with(
        table,
        key ->
            refers(key, from)
                ? new ForeignKey(
                    key.name(),
                    key.columns(),
                    null,
                    to,
                    key.referencedColumns(),
                    key.onDelete(),
                    key.onUpdate())
                : key);
  }

  /** The table, whose foreign keys follow the name of another one's column. */
  private static Table referring(Table table, String of, String from, String to) {
    return with(
        table,
        key ->
            refers(key, of)
                ? new ForeignKey(
                    key.name(),
                    key.columns(),
                    null,
                    key.referencedTable(),
                    key.referencedColumns().stream()
                        .map(column -> column.equalsIgnoreCase(from) ? to : column)
                        .toList(),
                    key.onDelete(),
                    key.onUpdate())
                : key);
  }

  private static boolean refers(ForeignKey key, String table) {
    return key.referencedSchema() == null && Diagrams.key(key.referencedTable()).equals(table);
  }

  private static Table with(Table table, UnaryOperator<ForeignKey> key) {
    List<ForeignKey> keys = table.foreignKeys().stream().map(key).toList();
    return keys.equals(table.foreignKeys()) ? table : Diagrams.with(table, table.columns(), keys);
  }
}

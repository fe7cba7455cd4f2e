package dev.migrate.schema.diff;

import dev.migrate.schema.diff.Change.Kind;
import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables that go, those that refer to others first. */
final class DroppedTables {

  private final List<Table> tables;
  private final Set<String> untouched;
  private final Set<String> claimed;
  private final ServerVersion server;

  /**
   * Some tables.
   *
   * @param untouched names of tables to which nothing is done
   * @param claimed names of CHECK constraints, in lower case, that other tables will have
   */
  DroppedTables(
      List<Table> tables, Set<String> untouched, Set<String> claimed, ServerVersion server) {
    this.tables = inDropOrder(tables);
    this.untouched = untouched;
    this.claimed = claimed;
    this.server = server;
  }

  List<Table> tables() {
    return tables;
  }

  static Change change(Table table) {
    return new Change(Kind.DROP, "table", table.name(), "", "the rows of " + table.name());
  }

  /** Drops the foreign keys that could not come back with their table. */
  void dropForeignKeys(Statements statements) {
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      alter(table, Tables.withForeignKeys(table, goingAlong(i)), statements);
    }
  }

  /** Drops the checks whose names are taken before the tables go. */
  void dropChecks(Statements statements) {
    tables.forEach(table -> alter(table, TablePath.withoutChecks(table, claimed), statements));
  }

  private void alter(Table before, Table after, Statements statements) {
    statements.add(
        Alteration.sql(before, after, before.foreignKeys(), server),
        Alteration.sql(after, before, before.foreignKeys(), server),
        List.of());
  }

  void drop(Statements statements) {
    for (int i = 0; i < tables.size(); i++) {
      Table rest = Tables.withForeignKeys(tables.get(i), goingAlong(i));
      statements.add(
          "DROP TABLE " + Identifier.quote(rest.name()),
          Clauses.create(TablePath.withoutChecks(rest, claimed), server),
          List.of(change(rest)));
    }
  }

  /** Those that a dropped table keeps to its end, for what they refer to is still the same then. */
  private List<ForeignKey> goingAlong(int position) {
    Set<String> later =
        tables.subList(position, tables.size()).stream()
            .map(Table::name)
            .collect(Collectors.toSet());
    return tables.get(position).foreignKeys().stream()
        .filter(
            key ->
                key.referencedSchema() != null
                    || later.contains(key.referencedTable())
                    || untouched.contains(key.referencedTable()))
        .toList();
  }

  /** In a ring, the first by name. */
  private static List<Table> inDropOrder(List<Table> tables) {
    Map<String, Table> remaining = new LinkedHashMap<>();
    tables.forEach(table -> remaining.put(table.name(), table));
    List<Table> ordered = new ArrayList<>();
    while (!remaining.isEmpty()) {
      Map<String, Integer> references = new HashMap<>();
      for (Table table : remaining.values()) {
        for (ForeignKey key : table.foreignKeys()) {
          if (!key.referencedTable().equals(table.name())) {
            references.merge(key.referencedTable(), 1, Integer::sum);
          }
        }
      }
      Table next =
          remaining.values().stream()
              .filter(table -> !references.containsKey(table.name()))
              .findFirst()
              .orElseGet(() -> remaining.values().iterator().next());
      ordered.add(next);
      remaining.remove(next.name());
    }
    return ordered;
  }
}

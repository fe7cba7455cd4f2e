package dev.migrate.schema.diff;

import dev.migrate.schema.diff.Change.Kind;
import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The order in which a difference is made: nothing is there before what it needs. */
final class Plan {

  private final Schema wanted;
  private final ServerVersion server;
  private final Renamed renamed;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Table> added = new ArrayList<>();
  private final DroppedTables dropped;
  private final Map<String, String> claims;
  private final RenameSteps renames;
  private final Set<String> untouched;
  private final ForeignKeys foreignKeys;
  private final Sequences sequences;
  private final StoredObjects stored;
  private final List<Change> changes;
  private final Statements statements;

  Plan(Schema current, Schema wanted, Renamed renamed, Options options) {
    this.wanted = wanted;
    this.server = wanted.server();
    this.renamed = renamed;
    Map<String, Table> old = new LinkedHashMap<>();
    current.tables().forEach(table -> old.put(renamed.table(table.name()), table));
    for (Table table : wanted.tables()) {
      Table before = old.remove(table.name());
      if (before == null) {
        added.add(table);
      } else {
        Table after = renamed.after(before);
        pairs.add(new Pair(before, after, TablePath.ordered(after, table, options)));
      }
    }
    this.untouched =
        pairs.stream()
            .filter(Pair::isUntouched)
            .map(pair -> pair.wanted().name())
            .collect(Collectors.toSet());
    this.claims = claims();
    this.dropped = new DroppedTables(List.copyOf(old.values()), untouched, claims.keySet(), server);
    this.renames = new RenameSteps(renamed);
    this.foreignKeys = new ForeignKeys(pairs, renamed);
    this.sequences = new Sequences(current, wanted);
    this.stored = new StoredObjects(current, wanted, renamed);
    this.changes = describe();
    this.statements = new Statements(changes);
    write();
  }

  List<Change> changes() {
    return changes;
  }

  List<Step> steps() {
    return statements.steps();
  }

  List<Pair> pairs() {
    return pairs;
  }

  List<Table> added() {
    return added;
  }

  List<Table> dropped() {
    return dropped.tables();
  }

  private List<Change> describe() {
    Map<String, List<Change>> byTable = new TreeMap<>();
    for (Table table : added) {
      byTable.put(table.name(), List.of(added(table)));
    }
    for (Table table : dropped.tables()) {
      byTable.put(table.name(), List.of(DroppedTables.change(table)));
    }
    for (Pair pair : pairs) {
      List<Change> own = new ArrayList<>(renames.changes(pair));
      own.addAll(TableChanges.between(pair.renamed(), pair.wanted(), server));
      byTable.put(pair.wanted().name(), own);
    }
    List<Change> all = new ArrayList<>();
    byTable.values().forEach(all::addAll);
    all.addAll(sequences.changes());
    all.addAll(stored.changes());
    return all;
  }

  private static Change added(Table table) {
    int columns = table.columns().size();
    String detail = columns + (columns == 1 ? " column" : " columns");
    return new Change(Kind.ADD, "table", table.name(), detail, null);
  }

  private void write() {
    dropForeignKeys();
    stored.drop(statements);
    sequences.dropReplaced(
        statements, wanted.tables().stream().map(Table::name).collect(Collectors.toSet()));
    sequences.create(statements);
    alterTables();
    for (Table table : added) {
      statements.add(
          Clauses.create(ForeignKeys.without(table), server),
          "DROP TABLE " + Identifier.quote(table.name()),
          List.of(added(table)));
    }
    dropped.drop(statements);
    addForeignKeys();
    sequences.drop(statements);
    stored.create(statements);
  }

  private void dropForeignKeys() {
    for (Pair pair : pairs) {
      Table before = pair.current();
      Table after = Tables.withForeignKeys(before, foreignKeys.kept(pair));
      alter(before, after, pair);
    }
    dropped.dropForeignKeys(statements);
  }

  private void alterTables() {
    Map<Pair, TablePath> paths = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      if (!untouched.contains(pair.wanted().name())) {
        Set<String> claimed = claimed(pair.wanted().name());
        paths.put(pair, TablePath.of(pair, renamed, claimed, server));
      }
    }
    paths.forEach((pair, path) -> alter(path.start(), path.prepared(), pair));
    dropped.dropChecks(statements);
    RenameSteps.tables(pairs, statements);
    paths.forEach((pair, path) -> renames.columns(pair, statements));
    paths.forEach(
        (pair, path) -> {
          alter(path.columnsNamed(), path.instant(), pair);
          alter(path.instant(), path.near(), pair);
          alter(path.near(), path.end(), pair);
        });
  }

  /** Names of CHECK constraints, which MySQL has once in a database, and the tables they go to. */
  private Map<String, String> claims() {
    Map<String, String> claims = new HashMap<>();
    if (server.vendor() == Vendor.MYSQL) {
      for (Table table : wanted.tables()) {
        for (Check check : table.checks()) {
          claims.put(check.name().toLowerCase(Locale.ROOT), table.name());
        }
      }
    }
    return claims;
  }

  private Set<String> claimed(String table) {
    return claims.entrySet().stream()
        .filter(each -> !each.getValue().equals(table))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void alter(Table before, Table after, Pair pair) {
    String up = Alteration.sql(before, after, pair.renamed().foreignKeys(), server);
    if (!up.isEmpty()) {
      boolean renamedAlready = before.name().equals(pair.wanted().name()) && pair.isRenamed();
      statements.add(
          up,
          Alteration.sql(after, before, pair.renamed().foreignKeys(), server),
          TableChanges.between(
              renamedAlready ? before : renamed.after(before),
              renamedAlready ? after : renamed.after(after),
              server));
    }
  }

  private void addForeignKeys() {
    for (Pair pair : pairs) {
      Table after = pair.wanted();
      List<ForeignKey> staying = new ArrayList<>(after.foreignKeys());
      staying.removeAll(foreignKeys.added(pair));
      Table before = Tables.withForeignKeys(after, staying);
      alter(before, after, pair);
    }
    for (Table table : added) {
      statements.add(
          Alteration.sql(ForeignKeys.without(table), table, List.of(), server),
          Alteration.sql(table, ForeignKeys.without(table), List.of(), server),
          List.of());
    }
  }
}

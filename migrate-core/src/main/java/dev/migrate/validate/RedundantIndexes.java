package dev.migrate.validate;

import dev.migrate.schema.model.Table;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.TableStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Indexes whose work another one does, which every write pays for. */
final class RedundantIndexes implements Check {

  private static final Rule RULE =
      new Rule("S602", Severity.WARNING, "an index does what another one does");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene.kept().ifPresent(table -> table(scene, table, findings));
  }

  private static void table(Scene scene, TableStatement table, Findings findings) {
    List<IndexShape> added = added(table);
    if (added.isEmpty()) {
      return;
    }
    List<IndexShape> others = new ArrayList<>(before(scene, table));
    drop(others, table);
    for (IndexShape index : added) {
      redundancy(index, others)
          .ifPresent(
              pair ->
                  findings.add(
                      RULE,
                      scene.statement(),
                      "In " + table.table().name() + ", " + pair.text() + ".",
                      pair.fix()));
      others.add(index);
    }
  }

  private record Pair(IndexShape redundant, IndexShape other) {

    String text() {
      return redundant.text() + " is not needed: " + other.text() + " does its work";
    }

    String fix() {
      return "Leave out " + redundant.text() + ", or drop it.";
    }
  }

  private static Optional<Pair> redundancy(IndexShape index, List<IndexShape> others) {
    for (IndexShape other : others) {
      if (index.isRedundantTo(other)) {
        return Optional.of(new Pair(index, other));
      }
      if (other.isRedundantTo(index)) {
        return Optional.of(new Pair(other, index));
      }
    }
    return Optional.empty();
  }

  private static List<IndexShape> added(TableStatement table) {
    List<IndexShape> added = new ArrayList<>();
    for (Clause clause : table.clauses()) {
      if (clause instanceof Clause.AddIndex index) {
        added.add(IndexShape.of(index));
      } else if (clause instanceof Clause.AddColumn column) {
        ofColumn(column.column(), added);
      } else if (clause instanceof Clause.ModifyColumn column) {
        ofColumn(column.column(), added);
      }
    }
    return added;
  }

  private static void ofColumn(ColumnText column, List<IndexShape> added) {
    List<String> of = List.of(column.name());
    if (column.primaryKey()) {
      added.add(IndexShape.plain("PRIMARY", Clause.IndexKind.PRIMARY, of));
    } else if (column.unique()) {
      added.add(IndexShape.plain(null, Clause.IndexKind.UNIQUE, of));
    }
  }

  /** Those that are there: of the table as the server has it, else what the script said before. */
  private static List<IndexShape> before(Scene scene, TableStatement table) {
    if (table.verb() == TableStatement.Verb.CREATE) {
      return List.of();
    }
    Optional<Table> tried = scene.tableBefore(table.table());
    if (tried.isPresent()) {
      return tried.get().indexes().stream().map(IndexShape::of).toList();
    }
    List<IndexShape> indexes = new ArrayList<>();
    for (Statement statement : scene.file().statements()) {
      if (statement.index() < scene.statement().index() && names(statement, table.table())) {
        TableStatement.of(statement).ifPresent(each -> apply(each, indexes));
      }
    }
    return indexes;
  }

  private static void apply(TableStatement table, List<IndexShape> indexes) {
    if (table.verb() == TableStatement.Verb.CREATE) {
      indexes.clear();
    }
    drop(indexes, table);
    indexes.addAll(added(table));
  }

  private static void drop(List<IndexShape> indexes, TableStatement table) {
    table
        .clauses(Clause.DropIndex.class)
        .forEach(drop -> indexes.removeIf(each -> drop.name().equalsIgnoreCase(each.name())));
    table
        .clauses(Clause.DropColumn.class)
        .map(drop -> KnownTable.lower(drop.name()))
        .forEach(column -> indexes.removeIf(each -> each.columns().contains(column)));
  }

  private static boolean names(Statement statement, ObjectName table) {
    return statement.objects().stream()
        .anyMatch(
            each ->
                each.type() == ObjectName.Type.TABLE && each.name().equalsIgnoreCase(table.name()));
  }
}

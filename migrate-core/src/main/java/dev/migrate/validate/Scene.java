package dev.migrate.validate;

import dev.migrate.plan.Foreseen;
import dev.migrate.plan.TableSize;
import dev.migrate.plan.WrittenColumn;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Table;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A statement, and what is known about it.
 *
 * @param file that it is in
 * @param table what it does to a table, if that is what it does
 * @param foreseen what the server said it would do; empty where none was asked
 * @param known of the tables before it
 */
record Scene(
    ScriptFile file,
    Statement statement,
    Optional<TableStatement> table,
    Optional<Foreseen> foreseen,
    Facts facts,
    Known known) {

  static Scene of(ScriptFile file, Statement statement, Facts facts, Known known) {
    return new Scene(
        file,
        statement,
        facts
            .server()
            .map(server -> TableStatement.of(statement, server))
            .orElseGet(() -> TableStatement.of(statement)),
        Optional.ofNullable(file.byIndex().get(statement.index())),
        facts,
        known);
  }

  /** The statement, where it is about a table that stays when the session ends. */
  Optional<TableStatement> kept() {
    return table.filter(each -> !each.temporary());
  }

  /** The statement, where it changes a table that may have rows already. */
  Optional<TableStatement> altered() {
    return table.filter(
        each ->
            each.verb() == TableStatement.Verb.ALTER
                && !each.temporary()
                && !known.isNew(each.table()));
  }

  /** Whether its text begins with this word. */
  boolean begins(String word) {
    return statement.sql().regionMatches(true, 0, word, 0, word.length());
  }

  /** The table before the statement, as the server has it; empty where none was asked. */
  Optional<Table> tableBefore(ObjectName name) {
    return tried(Foreseen::before, name);
  }

  /** The columns before the statement, as far as they are known. */
  List<Column> columns(ObjectName name) {
    return tried(Foreseen::before, name)
        .map(Table::columns)
        .or(() -> known.table(name).map(KnownTable::columns))
        .orElse(List.of());
  }

  /** The column before the statement; empty where it is not known. */
  Optional<Column> before(ObjectName name, String column) {
    return tried(Foreseen::before, name)
        .flatMap(each -> each.column(column))
        .or(() -> known.table(name).flatMap(each -> each.column(column)));
  }

  /** The column after the statement, as the server made it; empty where none was asked. */
  Optional<Column> after(ObjectName name, String column) {
    return tried(Foreseen::after, name).flatMap(each -> each.column(column));
  }

  /** The column that an ALTER TABLE makes, as far as its text and what is known tell. */
  Column written(TableStatement altering, ColumnText column) {
    String before = known.table(altering.table()).map(KnownTable::charset).orElse(null);
    return WrittenColumn.of(column, WrittenColumn.inherited(altering.clauses(), before));
  }

  /** How big the table is; empty where that is not known. */
  Optional<TableSize> size(ObjectName name) {
    return foreseen.stream()
        .flatMap(each -> each.sizes().stream())
        .filter(size -> size.table().equalsIgnoreCase(name.name()))
        .findFirst();
  }

  private Optional<Table> tried(Function<Foreseen, Map<String, Table>> side, ObjectName name) {
    return foreseen
        .filter(Foreseen::tried)
        .map(side)
        .map(tables -> tables.get(KnownTable.lower(name.name())));
  }
}

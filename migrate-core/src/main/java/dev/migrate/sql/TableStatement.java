package dev.migrate.sql;

import dev.migrate.server.ServerVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a CREATE TABLE, ALTER TABLE, CREATE INDEX or DROP INDEX does, clause by clause; the last two
 * are told as the ALTER TABLE they stand for. What cannot be read is {@link Clause.Unknown}, never
 * a guess.
 *
 * @param table the table, by the name it has before
 * @param clauses in their order; of a CREATE what it defines
 * @param temporary whether it is a table of the session
 * @param replace whether a table of that name goes before, with its rows (CREATE OR REPLACE)
 * @param conditional whether nothing happens where the table is there already, or not there
 * @param ignore whether rows that break a new unique key go instead of the statement failing (ALTER
 *     IGNORE, MariaDB)
 * @param like the table it is made after; null where it is not CREATE TABLE … LIKE
 * @param select whether columns and rows come from a query, too
 * @param understood whether no clause is {@link Clause.Unknown}
 */
public record TableStatement(
    Verb verb,
    ObjectName table,
    List<Clause> clauses,
    boolean temporary,
    boolean replace,
    boolean conditional,
    boolean ignore,
    @Nullable ObjectName like,
    boolean select,
    boolean understood) {

  /** Whether the table comes into being or changes. */
  public enum Verb {
    CREATE,
    ALTER
  }

  public TableStatement {
    clauses = List.copyOf(clauses);
  }

  /**
   * Reads a statement, what is in executable comments as any other text.
   *
   * @return empty if it is another kind of statement
   */
  public static Optional<TableStatement> of(Statement statement) {
    return TableStatementReader.read(statement, null);
  }

  /** Reads a statement as a server of this version does, which executes some comments only. */
  public static Optional<TableStatement> of(Statement statement, ServerVersion server) {
    return TableStatementReader.read(statement, server);
  }

  /** The clauses of one kind, in their order. */
  public <C extends Clause> Stream<C> clauses(Class<C> kind) {
    return clauses.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The columns it adds, or defines. */
  public List<ColumnText> columns() {
    return clauses(Clause.AddColumn.class).map(Clause.AddColumn::column).toList();
  }

  /** The value of a table option, the last one given. */
  public Optional<String> option(String name) {
    return clauses(Clause.Option.class)
        .filter(each -> each.name().equals(name))
        .reduce((first, second) -> second)
        .map(Clause.Option::value);
  }
}

package dev.migrate.plan;

import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.Mentioned;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Tells which tables statements change in a way that may concern the other ends of their foreign
 * keys. MySQL looks there for columns that a key has, for keys, names, character sets and rows,
 * never for anything else (manual, "FOREIGN KEY Constraints"): what is not known to be anything
 * else counts.
 */
final class KeyChanges {

  private final ServerVersion server;
  private final BiPredicate<String, String> isKey;

  /**
   * A look.
   *
   * @param isKey whether a table has a column that a foreign key has, at either end
   */
  KeyChanges(ServerVersion server, BiPredicate<String, String> isKey) {
    this.server = server;
    this.isKey = isKey;
  }

  /** The tables, and whatever else is named, in lower case. */
  Set<String> in(List<Statement> statements) {
    Set<String> names = new TreeSet<>();
    statements.forEach(statement -> names.addAll(in(statement)));
    return names;
  }

  private Set<String> in(Statement statement) {
    if (statement.kind() == StatementKind.DML || statement.kind() == StatementKind.QUERY) {
      return Set.of();
    }
    Optional<TableStatement> table = TableStatement.of(statement, server);
    if (table.isPresent() && table.get().verb() == TableStatement.Verb.CREATE) {
      return Set.of(RealTables.key(table.get().table().name()));
    }
    return table.isPresent() && isElsewhere(table.get()) ? Set.of() : Mentioned.in(statement.sql());
  }

  private boolean isElsewhere(TableStatement altering) {
    String table = altering.table().name();
    return altering.understood()
        && altering.clauses().stream().allMatch(clause -> isElsewhere(table, clause));
  }

  private boolean isElsewhere(String table, Clause clause) {
    if (clause instanceof Clause.AddColumn add) {
      return isPlain(add.column());
    } else if (clause instanceof Clause.DropColumn drop) {
      return !isKey.test(table, drop.name());
    } else if (clause instanceof Clause.ModifyColumn modify) {
      return !isKey.test(table, modify.name()) && isPlain(modify.column());
    } else if (clause instanceof Clause.RenameColumn renamed) {
      return !isKey.test(table, renamed.from());
    } else if (clause instanceof Clause.AddIndex index) {
      return index.kind() == Clause.IndexKind.PLAIN || index.kind() == Clause.IndexKind.FULLTEXT;
    }
    return clause instanceof Clause.AlterDefault
        || clause instanceof Clause.AddCheck
        || clause instanceof Clause.Algorithm
        || clause instanceof Clause.Lock;
  }

  private static boolean isPlain(ColumnText column) {
    return column.references() == null && !column.primaryKey() && !column.unique();
  }
}

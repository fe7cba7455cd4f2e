package dev.migrate.plan;

import dev.migrate.schema.diff.Loss;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Table;
import dev.migrate.sql.Clause;
import dev.migrate.sql.Losses;
import dev.migrate.sql.TableStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What data a statement loses: what its text says, and, where it was tried out, what its new types
 * cannot hold.
 */
public final class Destruction {

  private Destruction() {}

  /** What is lost, or may be for all that is known, each to follow "loses"; empty for nothing. */
  public static List<String> of(Foreseen foreseen) {
    List<String> lost = new ArrayList<>();
    Losses.of(foreseen.statement())
        .ifPresent(losses -> losses.lost().forEach(each -> lost.add(text(each))));
    TableStatement.of(foreseen.statement())
        .filter(statement -> statement.verb() == TableStatement.Verb.ALTER)
        .ifPresent(statement -> narrowed(foreseen, statement, lost));
    return lost;
  }

  private static String text(Losses.Lost lost) {
    return lost.cause() == Losses.Cause.UNKNOWN
        ? "perhaps anything: it " + lost.text()
        : lost.text();
  }

  private static void narrowed(Foreseen foreseen, TableStatement statement, List<String> lost) {
    String name = RealTables.key(statement.table().name());
    String later =
        statement
            .clauses(Clause.RenameTable.class)
            .map(clause -> RealTables.key(clause.to().name()))
            .findFirst()
            .orElse(name);
    Table before = foreseen.before().get(name);
    Table after = foreseen.after().get(later);
    if (before == null || after == null) {
      unseen(statement, lost);
      return;
    }
    Map<String, String> renamed = renamed(statement);
    for (Column column : before.columns()) {
      Optional<Column> now =
          after.column(renamed.getOrDefault(RealTables.key(column.name()), column.name()));
      now.ifPresent(
          its ->
              Loss.between(column, its)
                  .forEach(each -> lost.add(each.of(before.name() + "." + column.name()))));
    }
  }

  /** What nobody could compare counts as lost: without a scratch server, every changed type. */
  private static void unseen(TableStatement statement, List<String> lost) {
    String table = statement.table().name();
    statement
        .clauses(Clause.ModifyColumn.class)
        .forEach(
            clause ->
                lost.add(
                    "perhaps values of "
                        + table
                        + "."
                        + clause.name()
                        + ": what its type was is not known here"));
    statement
        .clauses(Clause.Convert.class)
        .forEach(
            clause ->
                lost.add(
                    "perhaps characters of "
                        + table
                        + ": whether "
                        + clause.charset()
                        + " has them all is not known here"));
  }

  private static Map<String, String> renamed(TableStatement statement) {
    Map<String, String> renamed = new TreeMap<>();
    statement
        .clauses(Clause.RenameColumn.class)
        .forEach(clause -> renamed.put(RealTables.key(clause.from()), clause.to()));
    statement
        .clauses(Clause.ModifyColumn.class)
        .forEach(clause -> renamed.put(RealTables.key(clause.name()), clause.column().name()));
    return renamed;
  }
}

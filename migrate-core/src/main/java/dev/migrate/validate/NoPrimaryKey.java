package dev.migrate.validate;

import dev.migrate.sql.Clause;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.TableStatement;
import java.util.List;

/** Tables whose rows nothing tells apart. */
final class NoPrimaryKey implements Check {

  private static final Rule RULE = new Rule("S601", Severity.WARNING, "a table has no primary key");

  private static final String FIX =
      "Add one: id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY.";

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene
        .table()
        .filter(table -> table.understood() && !table.temporary() && table.like() == null)
        .filter(table -> lacks(table) && !comesLater(scene, table.table()))
        .ifPresent(
            table ->
                findings.add(
                    RULE,
                    scene.statement(),
                    table.table().name()
                        + (table.verb() == TableStatement.Verb.CREATE
                            ? " has no primary key."
                            : " has no primary key any more."),
                    FIX));
  }

  private static boolean lacks(TableStatement table) {
    boolean drops = table.clauses(Clause.DropIndex.class).anyMatch(each -> isPrimary(each.name()));
    return (table.verb() == TableStatement.Verb.CREATE || drops) && !adds(table);
  }

  private static boolean adds(TableStatement table) {
    return table
            .clauses(Clause.AddIndex.class)
            .anyMatch(each -> each.kind() == Clause.IndexKind.PRIMARY)
        || Defined.columns(table).anyMatch(each -> each.primaryKey());
  }

  /** Whether a later statement of the script adds one, or the table goes again. */
  private static boolean comesLater(Scene scene, ObjectName table) {
    List<Statement> statements = scene.file().statements();
    return statements.stream()
        .filter(each -> each.index() > scene.statement().index())
        .filter(each -> each.objects().stream().anyMatch(object -> isSame(object, table)))
        .anyMatch(
            each ->
                TableStatement.of(each)
                    .map(NoPrimaryKey::adds)
                    .orElse(each.sql().regionMatches(true, 0, "DROP", 0, 4)));
  }

  private static boolean isPrimary(String name) {
    return name.equalsIgnoreCase("PRIMARY");
  }

  private static boolean isSame(ObjectName one, ObjectName other) {
    return one.type() == ObjectName.Type.TABLE && one.name().equalsIgnoreCase(other.name());
  }
}

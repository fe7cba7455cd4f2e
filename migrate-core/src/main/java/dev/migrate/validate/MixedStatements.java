package dev.migrate.validate;

import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Scripts that change rows and definitions, which no transaction holds together. */
final class MixedStatements implements Check {

  private static final Rule RULE =
      new Rule("H701", Severity.INFO, "definitions and rows change in one script");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void file(ScriptFile file, Facts facts, Findings findings) {
    Set<String> own = new HashSet<>();
    Statement definition = null;
    Statement rows = null;
    for (Statement statement : file.statements()) {
      if (statement.kind() == StatementKind.DDL) {
        boolean creates = statement.sql().regionMatches(true, 0, "CREATE", 0, 6);
        statement.objects().stream()
            .filter(object -> creates && object.type() == ObjectName.Type.TABLE)
            .forEach(object -> own.add(KnownTable.lower(object.name())));
        boolean alters = !creates && statement.commit() == ImplicitCommit.YES;
        definition = definition == null && alters ? statement : definition;
      } else if (changesRows(statement, own)) {
        rows = rows == null ? statement : rows;
      }
      if (definition != null && rows != null) {
        report(definition, rows, findings);
        return;
      }
    }
  }

  /** Filling what the script itself creates is no mixture. */
  private static boolean changesRows(Statement statement, Set<String> own) {
    boolean changes =
        statement.kind() == StatementKind.DML || statement.kind() == StatementKind.LOAD;
    return changes
        && !statement.objects().stream()
            .allMatch(object -> own.contains(KnownTable.lower(object.name())));
  }

  private static void report(Statement definition, Statement rows, Findings findings) {
    boolean definitionFirst = definition.index() < rows.index();
    Statement first = definitionFirst ? definition : rows;
    Statement second = definitionFirst ? rows : definition;
    findings.add(
        RULE,
        second,
        "This script changes definitions and rows (line "
            + first.line()
            + " and here): the servers commit at every definition, so that one cannot be taken"
            + " back with the other.",
        "Give what changes rows a migration of its own.");
  }
}

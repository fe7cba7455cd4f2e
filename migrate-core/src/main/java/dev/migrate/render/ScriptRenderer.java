package dev.migrate.render;

import dev.migrate.Planned;
import dev.migrate.Report;

/**
 * A plan as a script for the {@code mysql} client: the statements that would run, in their order.
 * The history is not in it, nor is a statement with secrets.
 */
public final class ScriptRenderer {

  private ScriptRenderer() {}

  /** The script, with a line end after it; of another report a comment that says what it is. */
  public static String render(Report report) {
    StringBuilder script = new StringBuilder();
    script.append("-- migrate:").append(report.run().goal());
    script.append(" of ").append(Phrases.oneLine(report.run().environment())).append('\n');
    if (report instanceof Report.Plan plan) {
      plan(script, plan);
    } else if (report instanceof Report.Failure failure) {
      comment(script, "failed: " + failure.problem().problem());
    } else {
      comment(script, "this goal has no script");
    }
    return script.toString();
  }

  private static void plan(StringBuilder script, Report.Plan plan) {
    comment(script, plan.direction() + ", to be confirmed as " + plan.confirm());
    comment(script, "What would run, without its rows of the history: for reading, not for use.");
    plan.callbacks().forEach(callback -> comment(script, "callback, left out: " + callback));
    for (Planned.Migration migration : plan.migrations()) {
      if (migration.statementCount() == null) {
        comment(script, "left out, written in Java: " + migration.description());
      }
    }
    plan.statements().forEach(statement -> statement(script, statement));
  }

  private static void statement(StringBuilder script, Planned.Statement statement) {
    script.append('\n');
    comment(script, statement.file() + ":" + statement.line());
    String sql = statement.script();
    if (sql == null) {
      comment(script, "left out, a secret may be in it: " + statement.sql());
      return;
    }
    if (!sql.contains(";")) {
      // On a line of its own: the statement may end with a comment.
      script.append(sql).append("\n;\n");
      return;
    }
    String delimiter = "$$";
    while (sql.contains(delimiter)) {
      delimiter += "$";
    }
    script.append("DELIMITER ").append(delimiter).append('\n').append(sql).append('\n');
    script.append(delimiter).append("\nDELIMITER ;\n");
  }

  private static void comment(StringBuilder script, String text) {
    script.append("-- ").append(Phrases.oneLine(text)).append('\n');
  }
}

package dev.migrate.validate;

import dev.migrate.sql.Clause;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Optional;

/** Statements of which no rule could judge anything. */
final class NotUnderstood implements Check {

  private static final Rule RULE =
      new Rule("H706", Severity.WARNING, "a statement that was not understood");

  private static final int SHOWN = 60;

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    Optional<TableStatement> table = scene.table().filter(each -> !each.understood());
    if (scene.statement().kind() == StatementKind.UNKNOWN) {
      add(scene, "This statement was not understood: anything may be true of it.", findings);
    } else if (table.isPresent()) {
      String clause =
          table
              .get()
              .clauses(Clause.Unknown.class)
              .map(Clause.Unknown::text)
              .findFirst()
              .orElse("");
      add(scene, "A part of it was not understood" + shown(scene, clause) + ".", findings);
    }
  }

  private static void add(Scene scene, String message, Findings findings) {
    findings.add(
        RULE,
        scene.statement(),
        message,
        "Look at it yourself, and try it on a copy; then allow H706 with what you saw as the"
            + " reason.");
  }

  private static String shown(Scene scene, String clause) {
    if (scene.statement().secret() || clause.isEmpty()) {
      return "";
    }
    String line = clause.replaceAll("\\s+", " ");
    return ": " + (line.length() > SHOWN ? line.substring(0, SHOWN - 1) + "…" : line);
  }
}

package dev.migrate.validate;

import dev.migrate.sql.Clause;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Defaults that are no day of any calendar. */
final class ZeroDates implements Check {

  private static final Rule RULE =
      new Rule("S607", Severity.WARNING, "a default is a date that does not exist");

  private static final Set<String> DATES = Set.of("date", "datetime", "timestamp");
  private static final Pattern ZERO =
      Pattern.compile(
          "-?0+|(?i:timestamp|date)?\\s*['\"](0{2,4}-.*|\\d+-00-.*|\\d+-\\d+-00.*|0+)['\"]");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene
        .table()
        .ifPresent(
            table -> {
              Defined.columns(table)
                  .filter(column -> DATES.contains(column.baseType()))
                  .forEach(
                      column -> look(scene, table, column.name(), column.defaultText(), findings));
              table
                  .clauses(Clause.AlterDefault.class)
                  .filter(clause -> isDate(scene, table, clause.column()))
                  .forEach(
                      clause ->
                          look(scene, table, clause.column(), clause.defaultText(), findings));
            });
  }

  private static boolean isDate(Scene scene, TableStatement table, String column) {
    return scene
        .before(table.table(), column)
        .map(each -> DATES.contains(each.type().split("\\(", 2)[0]))
        .orElse(false);
  }

  private static void look(
      Scene scene, TableStatement table, String column, @Nullable String text, Findings findings) {
    if (text != null && ZERO.matcher(text.strip()).matches()) {
      findings.add(
          RULE,
          scene.statement(),
          "The default of "
              + (table.table().name() + "." + column)
              + (" is " + text + ", a date that does not exist: servers refuse it unless their")
              + " sql_mode is lax.",
          "Let the column be NULL, or give it a real date.");
    }
  }
}

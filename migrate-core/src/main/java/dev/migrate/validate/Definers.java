package dev.migrate.validate;

import dev.migrate.sql.Particulars;
import java.util.List;

/** Views and programs that belong to an account which other servers may not have. */
final class Definers implements Check {

  private static final Rule RULE =
      new Rule("H704", Severity.WARNING, "a view or program names its definer");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    Particulars.definer(scene.statement())
        .ifPresent(
            account ->
                findings.add(
                    RULE,
                    scene.statement(),
                    "It shall belong to "
                        + account
                        + ": where that account is missing, whoever uses it gets an error.",
                    "Leave DEFINER out, or say SQL SECURITY INVOKER."));
  }
}

package dev.migrate.validate;

import dev.migrate.sql.Particulars;
import java.util.List;

/** Passwords that everybody reads who reads the script. */
final class Credentials implements Check {

  private static final Rule RULE =
      new Rule("H703", Severity.WARNING, "a password stands in the script");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    if (!scene.statement().given() && Particulars.password(scene.statement())) {
      findings.add(
          RULE,
          scene.statement(),
          "A password, or its hash, stands in this statement for everybody to read.",
          "Write ${name.password} and give the value with -Dflyway.placeholders.name.password, or"
              + " create accounts outside migrations.");
    }
  }
}

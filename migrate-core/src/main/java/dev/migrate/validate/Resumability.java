package dev.migrate.validate;

import dev.migrate.execute.NotResumable;
import java.util.List;

/** Scripts that could not be gone on with after they died in their midst. */
final class Resumability implements Check {

  private static final Rule RULE =
      new Rule("N501", Severity.ERROR, "a script that could not be gone on with");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void file(ScriptFile file, Facts facts, Findings findings) {
    NotResumable.first(file.statements())
        .ifPresent(
            found ->
                findings.add(
                    RULE,
                    found.statement(),
                    "If this script died in its midst, it could not be gone on with: "
                        + found.reason()
                        + ".",
                    NotResumable.FIX));
  }
}

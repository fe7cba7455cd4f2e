package dev.migrate.validate;

import java.util.List;
import java.util.Locale;

/** Names that are reserved words, here or on the servers one may come to. */
final class ReservedNames implements Check {

  private static final Rule RULE = new Rule("S606", Severity.INFO, "a name is a reserved word");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    for (Defined.Name name : Defined.names(scene)) {
      String word = name.name().toUpperCase(Locale.ROOT);
      String where = ReservedWords.where(word);
      if (!where.isEmpty()) {
        findings.add(
            RULE,
            scene.statement(),
            "The name of %s is a reserved word in %s: unquoted, it is a syntax error."
                .formatted(name.text(), where),
            "Choose another name.");
      }
    }
  }
}

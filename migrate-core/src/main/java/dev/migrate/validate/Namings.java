package dev.migrate.validate;

import java.util.List;
import java.util.regex.Pattern;

/** Names that have to be quoted, or differ from one operating system to the next. */
final class Namings implements Check {

  private static final Rule RULE = new Rule("S610", Severity.INFO, "a name that is hard to use");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern UPPER = Pattern.compile(".*[A-Z].*");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    for (Defined.Name name : Defined.names(scene)) {
      if (!PLAIN.matcher(name.name()).matches()) {
        findings.add(
            RULE,
            scene.statement(),
            "The name of " + name.text() + " has to be quoted wherever it is used.",
            "Use letters, digits and _, a letter first.");
      } else if (isFile(name) && UPPER.matcher(name.name()).matches()) {
        findings.add(
            RULE,
            scene.statement(),
            "The name of "
                + name.text()
                + " has upper-case letters, which count on Linux and not on Windows and macOS.",
            "Write it in lower case.");
      }
    }
  }

  /** Tables and views are files; the names of anything else are case-insensitive. */
  private static boolean isFile(Defined.Name name) {
    return name.what().equals("table") || name.what().equals("view");
  }
}

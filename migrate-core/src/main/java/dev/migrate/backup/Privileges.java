package dev.migrate.backup;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.util.List;

/** What the account must be allowed to see, so that nothing is absent only because it is hidden. */
final class Privileges {

  private Privileges() {}

  /** A privilege is missing; the statements grant it. */
  static RefusedException missing(String what, String object, List<String> grants) {
    return new RefusedException(
        Problem.of("backup-privilege-missing", what)
            .at(object)
            .fix(
                grants.isEmpty()
                    ? "grant the account SELECT, LOCK TABLES, SHOW VIEW, TRIGGER and EVENT on it"
                    : String.join(";\n", grants) + ";"));
  }
}

package dev.migrate.sql;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.Set;

/**
 * A script and its name in messages; turns offsets into lines and refusals.
 *
 * @param secrets texts in it that must not be shown
 */
record Script(String file, String text, Set<String> secrets) {

  Script(String file, String text) {
    this(file, text, Set.of());
  }

  /** {@code file:line} of an offset, the line counted from 1. */
  String where(int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return file + ":" + line;
  }

  ConfigurationException refuse(String code, String problem, int offset, String fix) {
    return new ConfigurationException(Problem.of(code, problem).at(where(offset)).fix(fix));
  }

  ConfigurationException unterminated(String what, int offset, String fix) {
    return refuse("sql-unterminated", what + " that begins here does not end.", offset, fix);
  }
}

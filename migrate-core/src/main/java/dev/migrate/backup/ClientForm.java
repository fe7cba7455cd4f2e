package dev.migrate.backup;

import dev.migrate.server.Literal;

/**
 * Gives the definition of a view or stored program a form that the {@code mysql} client passes on
 * as it is. MariaDB's leaves out comments unless it is called with {@code --comments}, and both
 * take every byte of a text for a character, so that half of one may be a backslash or a backtick.
 * MariaDB's server also makes such objects from a literal, which a client leaves alone.
 */
final class ClientForm {

  private ClientForm() {}

  /** Whether a client would read quotes where there are none. */
  static boolean isMisread(String text, String characterSet) {
    if (!characterSet.matches("sjis|cp932|big5|gbk|gb18030")) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (text.charAt(i - 1) > 0x7F && (c == '\\' || c == '`')) {
        return true;
      }
    }
    return false;
  }

  /** For MariaDB: the statement, or another that executes it, if something would be lost. */
  static String of(String create, ObjectSettings settings) {
    boolean comments = create.contains("/*") || create.contains("--") || create.contains("#");
    if (!comments && !isMisread(create, settings.characterSet())) {
      return create;
    }
    return "EXECUTE IMMEDIATE "
        + (isConverted(create, settings)
            ? "_" + settings.characterSet() + " " + Literal.bytes(DdlTokens.bytes(create))
            : quoted(create, settings.sqlMode()));
  }

  /** Literals are converted to the character set of the connection, those of bytes are not. */
  private static boolean isConverted(String create, ObjectSettings settings) {
    boolean unicode =
        settings.characterSet().equals("utf8mb4") && settings.collation().startsWith("utf8mb4_");
    return !unicode && create.chars().anyMatch(c -> c > 0x7F);
  }

  private static String quoted(String text, String sqlMode) {
    String escaped = sqlMode.contains("NO_BACKSLASH_ESCAPES") ? text : text.replace("\\", "\\\\");
    return "'" + escaped.replace("'", "''") + "'";
  }
}

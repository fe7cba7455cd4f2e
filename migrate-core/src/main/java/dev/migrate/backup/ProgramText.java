package dev.migrate.backup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is changed in the definition of a view or a stored program, token by token and only before
 * its body. Texts have a character a byte, as {@link DdlTokens} reads them.
 */
final class ProgramText {

  private ProgramText() {}

  /** The text without its DEFINER clause: whoever makes it is the definer. */
  static String withoutDefiner(String text) {
    DdlTokens tokens = new DdlTokens(text, 0);
    while (tokens.next() && !isBodyNear(tokens)) {
      int start = tokens.start();
      if (tokens.isWord("DEFINER") && tokens.next() && tokens.isSymbol('=')) {
        return text.substring(0, start) + text.substring(accountEnd(tokens));
      }
    }
    return text;
  }

  private static boolean isBodyNear(DdlTokens tokens) {
    return tokens.isWord("VIEW")
        || tokens.isWord("TRIGGER")
        || tokens.isWord("EVENT")
        || tokens.isWord("PROCEDURE")
        || tokens.isWord("FUNCTION")
        || tokens.isWord("PACKAGE");
  }

  /** After {@code = user@host} and the blank that follows it; a role has no host. */
  private static int accountEnd(DdlTokens tokens) {
    tokens.next();
    tokens.next();
    if (tokens.isSymbol('@')) {
      tokens.next();
      tokens.next();
    }
    return tokens.start();
  }

  /** The head of a trigger without the database, which MariaDB prints as it was written. */
  static String triggerWithoutDatabase(String text, String database) {
    StringBuilder result = new StringBuilder();
    DdlTokens tokens = new DdlTokens(text, 0);
    int copied = 0;
    int previousStart = -1;
    String previous = "";
    while (tokens.next() && !(tokens.isWord("EACH") && previous.equalsIgnoreCase("FOR"))) {
      if (tokens.isSymbol('.') && previous.equals(database)) {
        result.append(text, copied, previousStart);
        copied = tokens.end();
      }
      previous = tokens.value();
      previousStart = tokens.start();
    }
    return result.append(text.substring(copied)).toString();
  }

  /**
   * An event without ON COMPLETION NOT PRESERVE, which is the default anyway: MySQL prints it, but
   * does not read it where the mode HIGH_NOT_PRECEDENCE makes another token of NOT.
   */
  static String withoutDefaultCompletion(String text) {
    DdlTokens tokens = new DdlTokens(text, 0);
    int on = 0;
    while (tokens.next() && !tokens.isWord("DO")) {
      if (tokens.isWord("ON")) {
        on = tokens.start();
      } else if (tokens.isWord("COMPLETION") && tokens.next() && tokens.isWord("NOT")) {
        tokens.next();
        return text.substring(0, on) + text.substring(tokens.end()).stripLeading();
      }
    }
    return text;
  }

  /** A routine of another language without the database of its libraries, up to its source. */
  static String librariesWithoutDatabase(String text, String database) {
    StringBuilder result = new StringBuilder();
    DdlTokens tokens = new DdlTokens(text, 0);
    boolean using = false;
    int copied = 0;
    int previousStart = -1;
    String previous = "";
    while (tokens.next() && !tokens.isWord("AS") && !tokens.isWord("BEGIN")) {
      using |= tokens.isWord("USING");
      if (using && tokens.isSymbol('.') && previous.equals(database)) {
        result.append(text, copied, previousStart);
        copied = tokens.end();
      }
      previous = tokens.value();
      previousStart = tokens.start();
    }
    return result.append(text.substring(copied)).toString();
  }

  /**
   * The text in one character set. Servers print an object's body in the set it was made with, but
   * some names and comments in UTF-8.
   *
   * @param recoded for texts as they are, decoded from UTF-8, the same in the set of the body
   */
  static String recoded(String text, Map<String, String> recoded) {
    if (recoded.isEmpty()) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    DdlTokens tokens = new DdlTokens(text, 0);
    int copied = 0;
    while (tokens.next()) {
      String replacement = recoded.get(tokens.value());
      if (replacement != null && tokens.type() != DdlTokens.Type.SYMBOL) {
        result.append(text, copied, tokens.start()).append(quoted(tokens, replacement));
        copied = tokens.end();
      }
    }
    return result.append(text.substring(copied)).toString();
  }

  private static String quoted(DdlTokens tokens, String value) {
    if (tokens.type() == DdlTokens.Type.WORD) {
      return value;
    }
    char quote = tokens.raw().charAt(0);
    String escaped = quote == '`' ? value : value.replace("\\", "\\\\").replace("\n", "\\n");
    return quote + escaped.replace("" + quote, "" + quote + quote) + quote;
  }

  /** Whether the text names a database in front of something. */
  static boolean names(String text, String database) {
    DdlTokens tokens = new DdlTokens(text, 0);
    @Nullable String previous = null;
    while (tokens.next()) {
      if (tokens.isSymbol('.') && database.equals(previous)) {
        return true;
      }
      previous = tokens.type() == DdlTokens.Type.SYMBOL ? null : tokens.value();
    }
    return false;
  }

  /** Whether something else than a database, an alias as a rule, has this name. */
  static boolean calls(String text, String name) {
    DdlTokens tokens = new DdlTokens(text, 0);
    boolean last = false;
    while (tokens.next()) {
      if (last && !tokens.isSymbol('.')) {
        return true;
      }
      last = tokens.type() == DdlTokens.Type.NAME && tokens.name().equals(name);
    }
    return last;
  }
}

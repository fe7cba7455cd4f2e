package dev.migrate.sql;

import java.util.Locale;

/**
 * Cuts a script into tokens as the servers do (MySQL manual, "Language Structure"; MariaDB's
 * "Comment Syntax"), and knows the delimiter as the {@code mysql} client does. A cursor, so that
 * long INSERTs cost no objects: {@link #next()} moves, the accessors tell of the token moved to.
 */
final class Lexer {

  enum Type {
    /** Keyword, unquoted name or number. */
    WORD,
    /** Name in backticks. */
    QUOTED,
    /** Literal in single, double or dollar quotes. */
    STRING,
    /** Any other single character. */
    SYMBOL,
    /** A comment, or an optimizer hint. */
    COMMENT,
    /** Two minus signs that are no comment to the server. */
    DASHES,
    /** What begins a comment whose content is executed, with its version. */
    EXECUTABLE_OPEN,
    EXECUTABLE_CLOSE,
    DELIMITER,
    /** The end of the text. */
    END
  }

  private static final int NOT_INSIDE = -1;

  private final Script script;
  private final String text;
  private String delimiter;
  private boolean delimiterMayEndWord;
  private Type type = Type.END;
  private int start;
  private int end;
  private int executable = NOT_INSIDE;
  private boolean afterAs;

  /** Tokens of a script; an empty {@code delimiter} never matches. */
  Lexer(Script script, String delimiter) {
    this.script = script;
    this.text = script.text();
    delimiter(delimiter);
  }

  final void delimiter(String newDelimiter) {
    delimiter = newDelimiter;
    delimiterMayEndWord = !newDelimiter.isEmpty() && isWordPart(newDelimiter.charAt(0));
  }

  String delimiter() {
    return delimiter;
  }

  Type type() {
    return type;
  }

  /** Offset of the token's first character. */
  int start() {
    return start;
  }

  /** Offset after the token's last character. */
  int end() {
    return end;
  }

  /** The token as written. */
  String raw() {
    return text.substring(start, end);
  }

  /** The token in upper case if it is a WORD, else empty. */
  String word() {
    return type == Type.WORD ? raw().toUpperCase(Locale.ROOT) : "";
  }

  boolean isWord(String upperCase) {
    return type == Type.WORD
        && end - start == upperCase.length()
        && text.regionMatches(true, start, upperCase, 0, upperCase.length());
  }

  boolean isSymbol(char symbol) {
    return type == Type.SYMBOL && text.charAt(start) == symbol;
  }

  /** Whether the cursor is inside an executable comment. */
  boolean insideExecutable() {
    return executable != NOT_INSIDE;
  }

  /** The character at an offset, a line feed beyond the end. */
  char at(int offset) {
    return offset < text.length() ? text.charAt(offset) : '\n';
  }

  Type next() {
    start = end;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    type = scan();
    afterAs = isWord("AS");
    return type;
  }

  /** Makes the current token reach to the end of its line and returns it, trimmed. */
  String restOfLine() {
    int from = end;
    end = lineEnd(end);
    return text.substring(from, end).strip();
  }

  private Type scan() {
    if (start == text.length()) {
      return endOfText();
    }
    if (!insideExecutable() && atDelimiter(start)) {
      return token(Type.DELIMITER, start + delimiter.length());
    }
    char c = text.charAt(start);
    return switch (c) {
      case '\'', '"' -> token(Type.STRING, quoted(c, true, "The string"));
      case '`' -> token(Type.QUOTED, quoted(c, false, "The quoted name"));
      case '#' -> lineComment();
      case '-' -> minus();
      case '/' -> at(start + 1) == '*' ? comment() : token(Type.SYMBOL, start + 1);
      case '*' -> star();
      case '$' -> dollar();
      default -> isWordPart(c) ? wordToken() : token(Type.SYMBOL, start + 1);
    };
  }

  private Type token(Type found, int endOffset) {
    end = endOffset;
    return found;
  }

  private Type endOfText() {
    if (insideExecutable()) {
      throw unterminatedComment(executable);
    }
    return token(Type.END, start);
  }

  private Type wordToken() {
    int i = start + 1;
    while (i < text.length()
        && isWordPart(text.charAt(i))
        && !(delimiterMayEndWord && !insideExecutable() && atDelimiter(i))) {
      i++;
    }
    return token(Type.WORD, i);
  }

  private int quoted(char quote, boolean escapes, String what) {
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == quote && at(i + 1) != quote) {
        return i + 1;
      }
      i += c == quote || (escapes && c == '\\') ? 2 : 1;
    }
    throw script.unterminated(what, start, "Close it with " + quote + ".");
  }

  /** The servers take two dashes for a comment only before a blank or a control character. */
  private Type minus() {
    if (at(start + 1) != '-') {
      return token(Type.SYMBOL, start + 1);
    }
    return isBlank(at(start + 2)) ? lineComment() : token(Type.DASHES, start + 2);
  }

  private Type lineComment() {
    return token(Type.COMMENT, lineEnd(start));
  }

  private int lineEnd(int from) {
    int lineFeed = text.indexOf('\n', from);
    int lineEnd = lineFeed < 0 ? text.length() : lineFeed;
    for (int i = from; i < lineEnd - 1; i++) {
      if (text.charAt(i) == '\r' && text.charAt(i + 1) != '\r') {
        throw loneCarriageReturn(from);
      }
    }
    return lineEnd;
  }

  private RuntimeException loneCarriageReturn(int offset) {
    return script.refuse(
        "sql-line-ending",
        "A carriage return without a line feed: the server takes what follows it for a part of the"
            + " comment.",
        offset,
        "Give the file line feeds: tr '\\r' '\\n' < FILE > NEW-FILE");
  }

  private Type comment() {
    int content = start + 2;
    boolean mariadb = at(content) == 'M' && at(content + 1) == '!';
    if ((at(content) == '!' || mariadb) && !insideExecutable()) {
      executable = start;
      int version = content + (mariadb ? 2 : 1);
      while (Character.isDigit(at(version))) {
        version++;
      }
      return token(Type.EXECUTABLE_OPEN, version);
    }
    int close = text.indexOf("*/", content);
    if (close < 0) {
      throw unterminatedComment(start);
    }
    return token(Type.COMMENT, close + 2);
  }

  private RuntimeException unterminatedComment(int offset) {
    return script.unterminated("The comment", offset, "Close it with */.");
  }

  private Type star() {
    if (insideExecutable() && at(start + 1) == '/') {
      executable = NOT_INSIDE;
      return token(Type.EXECUTABLE_CLOSE, start + 2);
    }
    return token(Type.SYMBOL, start + 1);
  }

  /** {@code AS $tag$ ... $tag$}: the source of a routine in another language (MySQL 9). */
  private Type dollar() {
    int tagEnd = start + 1;
    while (Character.isLetterOrDigit(at(tagEnd)) || at(tagEnd) == '_') {
      tagEnd++;
    }
    if (afterAs && at(tagEnd) == '$') {
      String tag = text.substring(start, tagEnd + 1);
      int close = text.indexOf(tag, tagEnd + 1);
      if (close >= 0) {
        return token(Type.STRING, close + tag.length());
      }
    }
    return wordToken();
  }

  private boolean atDelimiter(int offset) {
    return !delimiter.isEmpty() && text.startsWith(delimiter, offset);
  }

  /** Also the no-break space and the byte order mark, which editors leave behind. */
  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u007F' || c == '\u00A0' || c == '\uFEFF';
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || (c > '\u007F' && !isBlank(c));
  }
}

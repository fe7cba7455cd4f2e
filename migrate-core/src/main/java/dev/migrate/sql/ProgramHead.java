package dev.migrate.sql;

import java.util.Set;

/**
 * Reads a statement up to where the body of a stored program begins, if it is one: CREATE
 * PROCEDURE, FUNCTION, TRIGGER, EVENT, ALTER EVENT, and MariaDB's compound statements outside
 * programs.
 */
final class ProgramHead {

  private enum State {
    FIRST,
    /** After a first word that may be a label. */
    LABEL,
    /** After BEGIN: NOT ATOMIC makes it a block. */
    BEGIN,
    BEGIN_NOT,
    BEGIN_NOT_ATOMIC,
    CREATE,
    /** In the name and the parameters of a routine. */
    PARAMETERS,
    /** Between parameters and body: type and characteristics. */
    CHARACTERISTICS,
    /** After AS: the source in dollar quotes, or a body in Oracle's way. */
    SOURCE,
    TRIGGER,
    /** After FOR EACH ROW. */
    TRIGGER_ORDER,
    EVENT,
    BODY,
    /** No stored program. */
    OTHER
  }

  private static final Set<String> BEFORE_PROGRAM =
      Set.of("OR", "REPLACE", "DEFINER", "AGGREGATE", "CURRENT_USER", "CURRENT_ROLE");

  /** What may stand between a routine's parameters and its body. */
  private static final Set<String> CHARACTERISTICS =
      Set.of(
          ("RETURNS UNSIGNED SIGNED ZEROFILL BINARY ASCII UNICODE BYTE CHARACTER CHAR CHARSET COLLATE"
                  + " PRECISION VARYING VARCHAR VARCHARACTER VARBINARY TYPE OF COMMENT LANGUAGE NOT"
                  + " DETERMINISTIC CONTAINS NO SQL READS MODIFIES DATA SECURITY DEFINER INVOKER"
                  + " USING")
              .split(" "));

  /** After one of these the next token is a name or a type, whatever it looks like. */
  private static final Set<String> BEFORE_NAME =
      Set.of(
          "=",
          "@",
          ".",
          "RETURNS",
          "CHARSET",
          "SET",
          "COLLATE",
          "OF",
          "LANGUAGE",
          "FOLLOWS",
          "PRECEDES");

  private final Script script;
  private State state = State.FIRST;
  private String previous = "";
  private int depth;
  private boolean alter;
  private boolean function;
  private boolean returns;
  private int compoundOffset = -1;

  ProgramHead(Script script) {
    this.script = script;
  }

  /** Offset of the BEGIN of BEGIN NOT ATOMIC, which the body is inside of; negative if none. */
  int compoundOffset() {
    return compoundOffset;
  }

  /** Takes the next token of the statement: whether it is the first of a body. */
  boolean reachesBody(Lexer token) {
    if (state != State.OTHER) {
      state = after(token);
      previous = token.type() == Lexer.Type.WORD ? token.word() : token.raw();
    }
    return state == State.BODY;
  }

  private State after(Lexer token) {
    return switch (state) {
      case FIRST -> first(token);
      case LABEL -> token.isSymbol(':') ? State.FIRST : State.OTHER;
      case BEGIN -> token.isWord("NOT") ? State.BEGIN_NOT : State.OTHER;
      case BEGIN_NOT -> token.isWord("ATOMIC") ? State.BEGIN_NOT_ATOMIC : State.OTHER;
      case BEGIN_NOT_ATOMIC -> State.BODY;
      case CREATE -> create(token);
      case PARAMETERS -> parameters(token);
      case CHARACTERISTICS -> characteristics(token);
      case SOURCE -> source(token);
      case TRIGGER ->
          token.isWord("ROW") && previous.equals("EACH") ? State.TRIGGER_ORDER : State.TRIGGER;
      case TRIGGER_ORDER -> order(token);
      case EVENT -> previous.equals("DO") ? State.BODY : State.EVENT;
      case BODY, OTHER -> state;
    };
  }

  private State first(Lexer token) {
    return switch (token.word()) {
      case "CREATE" -> State.CREATE;
      case "ALTER" -> {
        alter = true;
        yield State.CREATE;
      }
      case "BEGIN" -> {
        compoundOffset = token.start();
        yield State.BEGIN;
      }
      case "IF", "CASE", "LOOP", "REPEAT", "WHILE", "FOR" -> State.BODY;
      default -> State.LABEL;
    };
  }

  private State create(Lexer token) {
    if (BEFORE_NAME.contains(previous) || token.type() != Lexer.Type.WORD) {
      return State.CREATE;
    }
    String word = token.word();
    if (word.equals("EVENT")) {
      return State.EVENT;
    }
    if (BEFORE_PROGRAM.contains(word)) {
      return State.CREATE;
    }
    return alter ? State.OTHER : created(word, token);
  }

  private State created(String word, Lexer token) {
    function = word.equals("FUNCTION");
    return switch (word) {
      case "PROCEDURE", "FUNCTION" -> State.PARAMETERS;
      case "TRIGGER" -> State.TRIGGER;
      case "PACKAGE" -> throw oracleMode(token);
      default -> State.OTHER;
    };
  }

  private State parameters(Lexer token) {
    if (inParentheses(token)) {
      return depth == 0 ? State.CHARACTERISTICS : State.PARAMETERS;
    }
    return switch (token.word()) {
      case "AS", "IS", "RETURN" -> throw oracleMode(token);
      // CREATE FUNCTION name RETURNS type SONAME library: no body.
      case "RETURNS" -> State.OTHER;
      default -> State.PARAMETERS;
    };
  }

  private State characteristics(Lexer token) {
    String word = token.word();
    returns |= word.equals("RETURNS");
    if (inParentheses(token) || BEFORE_NAME.contains(previous) || isCharacteristic(token)) {
      return State.CHARACTERISTICS;
    }
    if (word.equals("IS") || (word.equals("RETURN") && function && !returns)) {
      throw oracleMode(token);
    }
    return word.equals("AS") ? State.SOURCE : State.BODY;
  }

  private boolean isCharacteristic(Lexer token) {
    boolean characterSet = token.isWord("SET") && previous.startsWith("CHAR");
    return characterSet
        || token.isSymbol('.')
        || token.type() == Lexer.Type.STRING
        || CHARACTERISTICS.contains(token.word());
  }

  private State source(Lexer token) {
    if (token.type() != Lexer.Type.STRING) {
      throw oracleMode(token);
    }
    return State.OTHER;
  }

  private State order(Lexer token) {
    boolean ordering = token.isWord("FOLLOWS") || token.isWord("PRECEDES") || token.isSymbol('.');
    return ordering || BEFORE_NAME.contains(previous) ? State.TRIGGER_ORDER : State.BODY;
  }

  /** Whether the token is a parenthesis or between two, keeping count. */
  private boolean inParentheses(Lexer token) {
    boolean inside = depth > 0;
    if (token.isSymbol('(')) {
      depth++;
      return true;
    }
    if (token.isSymbol(')')) {
      depth--;
    }
    return inside;
  }

  private RuntimeException oracleMode(Lexer token) {
    return script.refuse(
        "sql-oracle-mode",
        "Where a program in Oracle's syntax ends cannot be told while ; is the delimiter.",
        token.start(),
        "Put the statement between the lines DELIMITER $$ and DELIMITER ; and end it with $$");
  }
}

package dev.migrate.sql;

import dev.migrate.outcome.ConfigurationException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Tells which delimiters inside the body of a stored program end the whole statement. Follows where
 * the statements of the body begin, for only there BEGIN, IF, CASE, LOOP, REPEAT, WHILE and FOR
 * open a block; everywhere else they are functions, expressions or names.
 */
final class Blocks {

  private enum Kind {
    BEGIN,
    IF,
    CASE,
    CASE_EXPRESSION,
    LOOP,
    REPEAT,
    WHILE,
    FOR
  }

  private static final class Block {
    final Kind kind;
    final int offset;

    /** REPEAT: UNTIL was seen. WHILE, FOR: DO was seen. */
    boolean headOrTail;

    Block(Kind kind, int offset) {
      this.kind = kind;
      this.offset = offset;
    }
  }

  /** Where in a statement of the body the cursor is. */
  private enum At {
    START,
    /** After what may be a label: a colon makes it one. */
    LABEL,
    INSIDE,
    /** After END: its suffix and label follow. */
    END,
    /** In the list of DECLARE ... HANDLER FOR, before a condition. */
    HANDLER_CONDITION,
    /** After a condition: a comma goes on, anything else begins the handler's statement. */
    HANDLER_NEXT,
    /** On that comma. */
    HANDLER_LIST
  }

  /** After one of these words, or a symbol, an operand comes: END is a column's name there. */
  private static final Set<String> BEFORE_OPERAND =
      Set.of(
          "CASE", "WHEN", "THEN", "ELSE", "AND", "OR", "XOR", "NOT", "BETWEEN", "LIKE", "IN", "DIV",
          "MOD", "SELECT", "BY", "UNTIL");

  private final Script script;
  private final Deque<Block> open = new ArrayDeque<>();
  private ProgramHead head;
  private boolean body;
  private At at = At.START;
  private boolean declare;
  private String previous = "";

  Blocks(Script script) {
    this.script = script;
    this.head = new ProgramHead(script);
  }

  /** A new statement begins. */
  void reset() {
    open.clear();
    head = new ProgramHead(script);
    body = false;
    newStatement();
  }

  /** Takes the next token of the statement. */
  void accept(Lexer token) {
    if (body && token.isSymbol(';')) {
      // Inside an executable comment, where the lexer knows no delimiter.
      endsStatement();
      return;
    }
    if (!body) {
      if (!head.reachesBody(token)) {
        return;
      }
      body = true;
      if (head.compoundOffset() >= 0) {
        open.push(new Block(Kind.BEGIN, head.compoundOffset()));
      }
    }
    bodyToken(token);
    previous = token.type() == Lexer.Type.WORD ? token.word() : token.raw();
  }

  /** The cursor is on a delimiter: whether it ends the whole statement. */
  boolean endsStatement() {
    while (isTop(Kind.CASE_EXPRESSION)) {
      open.pop();
    }
    newStatement();
    return open.isEmpty();
  }

  /**
   * The script has ended.
   *
   * @throws ConfigurationException if a block is still open
   */
  void requireClosed() {
    if (endsStatement()) {
      return;
    }
    Block block = open.getLast();
    String end = block.kind == Kind.BEGIN ? "END" : "END " + block.kind;
    throw script.unterminated(
        "The " + block.kind + " block", block.offset, "Close it with " + end + ";");
  }

  private void newStatement() {
    at = At.START;
    declare = false;
    previous = "";
  }

  private void bodyToken(Lexer token) {
    if (at == At.HANDLER_NEXT) {
      at = token.isSymbol(',') ? At.HANDLER_LIST : At.START;
    }
    switch (at) {
      case START -> startOfStatement(token);
      case LABEL -> afterLabel(token);
      case INSIDE -> inside(token);
      case HANDLER_CONDITION -> handlerCondition(token);
      case HANDLER_LIST -> at = At.HANDLER_CONDITION;
      default -> {}
    }
  }

  private void afterLabel(Lexer token) {
    if (token.isSymbol(':')) {
      at = At.START;
    } else {
      at = At.INSIDE;
      inside(token);
    }
  }

  private void startOfStatement(Lexer token) {
    at = At.INSIDE;
    switch (token.word()) {
      case "BEGIN" -> push(Kind.BEGIN, token, At.START);
      case "LOOP" -> push(Kind.LOOP, token, At.START);
      case "REPEAT" -> push(Kind.REPEAT, token, At.START);
      case "IF" -> push(Kind.IF, token, At.INSIDE);
      case "WHILE" -> push(Kind.WHILE, token, At.INSIDE);
      case "FOR" -> push(Kind.FOR, token, At.INSIDE);
      case "CASE" -> push(Kind.CASE, token, At.INSIDE);
      case "ELSE" -> at = At.START;
      case "END" -> pop();
      case "UNTIL" -> mark(Kind.REPEAT);
      case "DECLARE" -> declare = true;
      case "ELSEIF", "WHEN" -> {}
      default -> at = At.LABEL;
    }
  }

  private void inside(Lexer token) {
    if (previous.equals(".") || previous.equals("@")) {
      return;
    }
    switch (token.word()) {
      case "CASE" -> push(Kind.CASE_EXPRESSION, token, At.INSIDE);
      case "END" -> endInside();
      case "THEN" -> startAfter(isTop(Kind.IF) || isTop(Kind.CASE));
      case "DO" -> startAfter(mark(Kind.WHILE) || mark(Kind.FOR));
      case "FOR" -> {
        if (declare && previous.equals("HANDLER")) {
          at = At.HANDLER_CONDITION;
        }
      }
      default -> {}
    }
  }

  /** END of a CASE expression, or of REPEAT ... UNTIL condition END REPEAT. */
  private void endInside() {
    Block top = open.peek();
    if (top == null || operandExpected()) {
      return;
    }
    if (top.kind == Kind.CASE_EXPRESSION) {
      open.pop();
    } else if (top.kind == Kind.REPEAT && top.headOrTail) {
      pop();
    }
  }

  private boolean operandExpected() {
    return BEFORE_OPERAND.contains(previous)
        || (previous.length() == 1 && "=<>!+-*/%&|^~,(".contains(previous));
  }

  private void handlerCondition(Lexer token) {
    boolean goesOn = token.isWord("SQLSTATE") || token.isWord("VALUE") || token.isWord("NOT");
    at = goesOn ? At.HANDLER_CONDITION : At.HANDLER_NEXT;
  }

  private void startAfter(boolean opens) {
    if (opens) {
      at = At.START;
    }
  }

  private void push(Kind kind, Lexer token, At next) {
    open.push(new Block(kind, token.start()));
    at = next;
  }

  private void pop() {
    if (!open.isEmpty()) {
      open.pop();
    }
    at = At.END;
  }

  private boolean isTop(Kind kind) {
    Block top = open.peek();
    return top != null && top.kind == kind;
  }

  /** Marks the innermost block if it is of this kind and not marked yet. */
  private boolean mark(Kind kind) {
    Block top = open.peek();
    if (top == null || top.kind != kind || top.headOrTail) {
      return false;
    }
    top.headOrTail = true;
    return true;
  }
}

package dev.migrate.sql;

import dev.migrate.outcome.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a script into the statements to send to the server, as the {@code mysql} client and Flyway
 * do where they agree: {@code ;} or what a {@code DELIMITER} line names ends a statement; while it
 * is {@code ;}, the body of a stored program is kept whole. Comments around a statement are left
 * out, those inside are kept; comments that servers execute are code.
 */
public final class Splitter {

  private static final String DIRECTIVE = "migrate:";

  private static final String UNDOES = "undoes:";

  /** Commands of the mysql client with which no statement of a server begins. */
  private static final Set<String> CLIENT_COMMANDS =
      Set.of(
          "SOURCE",
          "EXIT",
          "QUIT",
          "SYSTEM",
          "TEE",
          "NOTEE",
          "PAGER",
          "NOPAGER",
          "PRINT",
          "CONNECT",
          "STATUS",
          "WARNINGS",
          "NOWARNING",
          "CHARSET",
          "CLEAR",
          "EGO",
          "EDIT",
          "GO",
          "PROMPT",
          "REHASH",
          "RESETCONNECTION");

  private final Script script;
  private final Lexer lexer;
  private final Blocks blocks;
  private final List<Statement> statements = new ArrayList<>();
  private List<String> directives = new ArrayList<>();
  private int start = -1;
  private int end;
  private boolean code;
  private int line = 1;
  private int lineOffset;

  private Splitter(Script script) {
    this.script = script;
    this.lexer = new Lexer(script, ";");
    this.blocks = new Blocks(script);
  }

  /**
   * The statements of a script, in order.
   *
   * @param file the script's name in messages
   * @param text the script, placeholders replaced
   * @throws ConfigurationException with file and line: a string, comment or block that does not end
   *     ({@code sql-unterminated}), a command only the mysql client knows ({@code
   *     sql-client-command}), a bad DELIMITER line ({@code sql-delimiter}), two statements with no
   *     delimiter between them ({@code sql-several-statements}), or text that Flyway, client and
   *     server read differently ({@code sql-dashes}, {@code sql-line-ending}, {@code
   *     sql-oracle-mode})
   */
  public static List<Statement> split(String file, String text) {
    return split(file, text, Set.of());
  }

  /**
   * The same, of a script with secrets in it: no literal of a statement that holds one is shown.
   *
   * @param secrets the texts not to be shown
   */
  public static List<Statement> split(String file, String text, Set<String> secrets) {
    return new Splitter(new Script(file, text, secrets)).split();
  }

  private List<Statement> split() {
    while (lexer.next() != Lexer.Type.END) {
      token();
    }
    if (code) {
      blocks.requireClosed();
      emit();
    }
    return List.copyOf(statements);
  }

  private void token() {
    switch (lexer.type()) {
      case COMMENT -> comment();
      case EXECUTABLE_OPEN, EXECUTABLE_CLOSE -> extend();
      case DELIMITER -> delimiter();
      case DASHES -> dashes();
      default -> code();
    }
  }

  /** The current token belongs to the statement. */
  private void extend() {
    if (start < 0) {
      start = lexer.start();
    }
    end = lexer.end();
  }

  private void comment() {
    if (start < 0 && lexer.at(lexer.start()) == '-') {
      String content = lexer.raw().substring(2).strip();
      if (content.startsWith(DIRECTIVE)) {
        directives.add(content.substring(DIRECTIVE.length()).strip());
      } else if (content.startsWith(UNDOES)) {
        directives.add("undoes " + content.substring(UNDOES.length()).strip());
      }
    }
  }

  private void delimiter() {
    if (code && !blocks.endsStatement()) {
      extend();
    } else if (code) {
      emit();
    } else {
      start = -1;
    }
  }

  /**
   * No statement begins with two minus signs: there they are a comment, as Flyway has it. Inside a
   * statement, Flyway takes {@code --x} for a comment and the server for two minus signs.
   */
  private void dashes() {
    if (start < 0) {
      lexer.restOfLine();
    } else if (lexer.at(lexer.start() - 1) <= ' ') {
      throw script.refuse(
          "sql-dashes",
          "Inside a statement the server takes -- for a comment only if a blank follows it.",
          lexer.start(),
          "Write \"-- \" for a comment, \"- -\" for two minus signs.");
    } else {
      code();
    }
  }

  private void code() {
    if (lexer.isWord("DELIMITER") && isDelimiterCommand()) {
      changeDelimiter();
      return;
    }
    refuseClientCommands();
    extend();
    if (lexer.delimiter().equals(";")) {
      blocks.accept(lexer);
    }
    code = true;
  }

  private boolean isDelimiterCommand() {
    if (start < 0) {
      return lexer.at(lexer.end()) <= ' ';
    }
    int lineStart = script.text().lastIndexOf('\n', lexer.start()) + 1;
    int lineEnd = script.text().indexOf('\n', lexer.end());
    String before = script.text().substring(lineStart, lexer.start());
    String after =
        script.text().substring(lexer.end(), lineEnd < 0 ? script.text().length() : lineEnd);
    if (before.isBlank() && after.matches("\\s+[^\\w\\s,`'\"()]+\\s*")) {
      throw script.refuse(
          "sql-delimiter",
          "DELIMITER comes before the statement above it has ended.",
          lexer.start(),
          "End that statement with " + lexer.delimiter());
    }
    return false;
  }

  private void changeDelimiter() {
    int offset = lexer.start();
    String argument = lexer.restOfLine();
    String first = argument.split("\\s", 2)[0];
    String delimiter =
        first.matches("(['\"`]).+\\1") ? first.substring(1, first.length() - 1) : first;
    if (delimiter.isEmpty() || delimiter.contains("\\")) {
      throw script.refuse(
          "sql-delimiter",
          "DELIMITER takes one or more characters without a backslash.",
          offset,
          "DELIMITER $$");
    }
    lexer.delimiter(delimiter);
  }

  private void refuseClientCommands() {
    boolean backslash = lexer.isSymbol('\\') && lexer.at(lexer.end()) != 'N';
    if (backslash || (!code && CLIENT_COMMANDS.contains(lexer.word()))) {
      String command = backslash ? "\\" + lexer.at(lexer.end()) : lexer.raw();
      throw script.refuse(
          "sql-client-command",
          command + " is a command of the mysql client, not of a server.",
          lexer.start(),
          "Remove it, or put what it does into the script.");
    }
  }

  private void emit() {
    for (; lineOffset < start; lineOffset++) {
      if (script.text().charAt(lineOffset) == '\n') {
        line++;
      }
    }
    String sql = script.text().substring(start, end);
    Statement statement = Statement.of(script, line, statements.size() + 1, sql, directives);
    if (!lexer.delimiter().equals(";")) {
      SeveralStatements.refuse(script, start, statement);
    }
    statements.add(statement);
    directives = new ArrayList<>();
    blocks.reset();
    start = -1;
    code = false;
  }
}

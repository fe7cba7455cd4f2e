package dev.migrate.execute;

import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a statement's first words tell the one who executes it. */
final class Words {

  /** What MariaDB does name by name, without taking the first back when the second fails. */
  private static final Pattern NAME_BY_NAME =
      Pattern.compile(
          "^(DROP (TEMPORARY )?(TABLES?|VIEW|SEQUENCE|USER|ROLE)|CREATE (USER|ROLE))\\b");

  private static final Pattern SET_USER_VARIABLE = Pattern.compile("^SET @[^@]");

  /** What may hold a comma or a word before an equals sign, and no assignment. */
  private static final Pattern NESTED =
      Pattern.compile("'[^']*'|\"[^\"]*\"|\\([^()]*\\)|/\\*.*?\\*/", Pattern.DOTALL);

  /** {@code SET @old = @@sql_mode, sql_mode = ''}: the second. */
  private static final Pattern SET_SYSTEM_VARIABLE =
      Pattern.compile(",\\s*(@@|[A-Za-z])[\\w.\\s]*:?=");

  private static final Pattern SAVEPOINT =
      Pattern.compile("^(SAVEPOINT|RELEASE|ROLLBACK (WORK )?TO)\\b");

  private static final Pattern COMMENT_OPENING = Pattern.compile("^/\\*M?!\\d* *");

  private static final Pattern CHAIN = Pattern.compile("(?<!\\bNO )\\bCHAIN\\b");

  private Words() {}

  /** The statement's beginning in upper case, also where it is inside an executable comment. */
  static String of(Statement statement) {
    return COMMENT_OPENING.matcher(statement.summary()).replaceFirst("").toUpperCase(Locale.ROOT);
  }

  static boolean begin(Statement statement, String word) {
    return of(statement).startsWith(word);
  }

  /** Whether it only reads or changes rows, in the transaction it is in. */
  static boolean isTransactional(Statement statement) {
    return switch (statement.kind()) {
      case DML, LOAD, QUERY -> statement.commit() == ImplicitCommit.NO;
      default -> false;
    };
  }

  /** CREATE TEMPORARY TABLE and its like: nothing of it outlives the session. */
  static boolean isTemporary(Statement statement) {
    return statement.kind() == StatementKind.DDL && statement.commit() == ImplicitCommit.NO;
  }

  /** A query, too, may call a function that changes rows. */
  static boolean calls(Statement statement) {
    return statement.sql().indexOf('(') >= 0;
  }

  static boolean isNameByName(Statement statement) {
    return statement.sql().indexOf(',') >= 0 && NAME_BY_NAME.matcher(of(statement)).find();
  }

  /** SET of nothing but user variables. */
  static boolean setsUserVariable(Statement statement) {
    if (!SET_USER_VARIABLE.matcher(of(statement)).find()) {
      return false;
    }
    String flat = statement.sql();
    for (String before = ""; !before.equals(flat); ) {
      before = flat;
      flat = NESTED.matcher(flat.replaceFirst("^\\s*/\\*M?!\\d*", "")).replaceAll("x");
    }
    return !SET_SYSTEM_VARIABLE.matcher(flat).find();
  }

  static boolean isSavepoint(Statement statement) {
    return SAVEPOINT.matcher(of(statement)).find();
  }

  /** START TRANSACTION, BEGIN, COMMIT AND CHAIN: afterwards the script has a transaction. */
  static boolean beginsTransaction(Statement statement) {
    String words = of(statement);
    return words.startsWith("START") || words.startsWith("BEGIN") || CHAIN.matcher(words).find();
  }
}

package dev.migrate.sql;

import dev.migrate.sql.Change.Kind;

/** Reads what a statement does to its objects. */
final class ChangeReader {

  private ChangeReader() {}

  static Change read(Statement statement) {
    return switch (statement.kind()) {
      case DDL, ACCOUNT, ADMIN ->
          of(
              statement.objects().isEmpty(),
              new Words(new Script(statement.file(), statement.sql())));
      case SESSION, TRANSACTION -> Change.of(Kind.REPEATABLE);
      case CALL -> Change.hidden("runs a program, and what that did cannot be seen");
      case LOAD, DML -> Change.hidden("changes rows, and whether it did cannot be seen");
      case QUERY -> Change.hidden("may run functions, and what they did cannot be seen");
      case UNKNOWN -> Change.hidden("is not understood, so what it did cannot be seen");
    };
  }

  private static Change of(boolean noObjects, Words words) {
    String first = words.word();
    words.advance();
    return switch (first) {
      case "CREATE", "ALTER", "DROP" ->
          definition(Definition.Head.read(first, words), noObjects, words);
      case "TRUNCATE" -> Change.of(Kind.MOVE).moving();
      case "RENAME" -> Change.of(Kind.RENAME).moving();
      case "GRANT" -> Change.of(Kind.REPEATABLE);
      case "REVOKE" -> Change.of(Kind.ALTER);
      case "SET" -> set(noObjects, words);
      default -> maintenance(first, words);
    };
  }

  private static Change maintenance(String first, Words words) {
    boolean repeatable =
        switch (first) {
          case "ANALYZE", "CHECK", "OPTIMIZE", "REPAIR", "FLUSH", "CHECKSUM", "CACHE" -> true;
          case "LOAD", "LOCK", "UNLOCK" -> true;
          case "INSTALL", "UNINSTALL", "RESET" -> isConditional(words);
          default -> false;
        };
    return repeatable
        ? Change.of(Kind.REPEATABLE)
        : Change.hidden("changes the server, and whether it did cannot be seen");
  }

  /** {@code INSTALL PLUGIN IF NOT EXISTS}, {@code RESET PERSIST IF EXISTS}. */
  private static boolean isConditional(Words words) {
    words.advance();
    return words.at("IF");
  }

  private static Change set(boolean noObjects, Words words) {
    return switch (words.word()) {
      case "PASSWORD" -> Change.of(Kind.ALTER);
      case "DEFAULT" -> Change.of(Kind.REPEATABLE);
      case "STATEMENT" -> {
        words.seek("FOR");
        words.advance();
        yield of(noObjects, words);
      }
      default -> variables(words);
    };
  }

  /** Assigned twice, a constant is what it was; anything else may be another value by then. */
  private static Change variables(Words words) {
    while (!words.ended()) {
      boolean assignment = words.at('=');
      words.advance();
      if (assignment) {
        words.skip('-');
        boolean constant = words.isConstant();
        words.advance();
        if (!constant || !(words.ended() || words.at(','))) {
          return Change.hidden("sets a variable to what an expression gives, which may change");
        }
      }
    }
    return Change.of(Kind.REPEATABLE);
  }

  private static Change definition(Definition.Head head, boolean noObjects, Words words) {
    if (head.type().equals("PACKAGE")) {
      words.skip("BODY");
    }
    boolean conditional = words.at("IF");
    if (noObjects) {
      return unnamed(head, conditional, words);
    }
    Change change =
        switch (head.verb()) {
          case "CREATE" -> create(head, words);
          case "DROP" -> Change.of(head.type().equals("INDEX") ? Kind.ALTER : Kind.DROP);
          default -> alter(head, words);
        };
    return change.kind() == Kind.ALTER ? change : change.conditionalIf(conditional);
  }

  /** Of what no object is known: a tablespace, a server, the current database. */
  private static Change unnamed(Definition.Head head, boolean conditional, Words words) {
    boolean repeatable =
        switch (head.verb() + " " + head.type()) {
          case "ALTER DATABASE", "ALTER SCHEMA", "ALTER SERVER", "ALTER RESOURCE" -> true;
          case "ALTER INSTANCE" -> words.at("RELOAD");
          case "ALTER USER" -> true;
          default -> conditional || head.replace();
        };
    return repeatable
        ? Change.of(Kind.REPEATABLE)
        : Change.hidden("changes what cannot be looked at (" + head.type() + ")");
  }

  private static Change create(Definition.Head head, Words words) {
    Change change = Change.of(head.replace() ? Kind.REPLACE : Kind.CREATE);
    return switch (head.type()) {
      case "TABLE" -> head.replace() ? change.moving() : change;
      case "SEQUENCE" -> head.replace() ? change.because("starts the sequence anew") : change;
      case "INDEX" -> Change.of(Kind.ALTER);
      case "FUNCTION" -> function(change, words);
      case "EVENT" -> change.because(passing(words));
      default -> change;
    };
  }

  /** {@code CREATE FUNCTION name RETURNS type SONAME library} is not in a schema. */
  private static Change function(Change change, Words words) {
    boolean conditional = words.at("IF");
    words.seek("RETURNS");
    words.advance();
    words.advance();
    return words.at("SONAME")
        ? Change.hidden("loads a function, which cannot be looked at").conditionalIf(conditional)
        : change;
  }

  private static Change alter(Definition.Head head, Words words) {
    Change change = Change.of(Kind.ALTER);
    return switch (head.type()) {
      case "TABLE" -> AlteredTable.read(words);
      case "EVENT" -> change.because(passing(words));
      case "USER", "ROLE" -> change.conditionalIf(true);
      case "SEQUENCE" ->
          words.seek("RESTART").isEmpty()
              ? change
              : change.because("restarts the sequence, which no definition shows");
      default -> change;
    };
  }

  /** Why an event may be gone as soon as it is made: it takes place once, and is not kept. */
  private static String passing(Words words) {
    if (words.seek("SCHEDULE").isEmpty()) {
      return "";
    }
    words.advance();
    if (!words.at("AT")) {
      return "";
    }
    if (words.seek("COMPLETION", "DO").equals("COMPLETION")) {
      words.advance();
      if (words.at("PRESERVE")) {
        return "";
      }
    }
    return "makes an event that takes place once and may be gone already";
  }
}

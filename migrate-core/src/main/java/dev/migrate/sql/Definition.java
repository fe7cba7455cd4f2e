package dev.migrate.sql;

import static dev.migrate.sql.ImplicitCommit.NO;
import static dev.migrate.sql.ImplicitCommit.POSSIBLE;
import static dev.migrate.sql.ImplicitCommit.YES;

import java.util.List;
import java.util.Set;

/** CREATE, ALTER and DROP: of what. */
final class Definition {

  /** What may stand between the verb and the type of object, besides DEFINER and its like. */
  private static final Set<String> MODIFIERS =
      Set.of(
          ("OR REPLACE UNIQUE FULLTEXT SPATIAL VECTOR AGGREGATE ONLINE OFFLINE IGNORE UNDO SQL SECURITY"
                  + " INVOKER JSON RELATIONAL DUALITY EXTERNAL")
              .split(" "));

  private Definition() {}

  /**
   * The first words: CREATE OR REPLACE TEMPORARY TABLE.
   *
   * @param type the word that tells what is defined
   */
  record Head(String verb, String type, boolean temporary, boolean replace) {

    /** {@code words} is after the verb, and then after the type. */
    static Head read(String verb, Words words) {
      boolean temporary = false;
      boolean replace = false;
      while (true) {
        String word = words.word();
        words.advance();
        if (word.equals("TEMPORARY")) {
          temporary = true;
        } else if (word.equals("DEFINER") || word.equals("ALGORITHM")) {
          skipValue(words);
        } else if (!MODIFIERS.contains(word)) {
          return new Head(verb, word, temporary, replace);
        }
        replace |= word.equals("REPLACE");
      }
    }
  }

  /** {@code words} is after the verb. */
  static Classification of(String verb, Words words) {
    Head head = Head.read(verb, words);
    return of(verb, head.type, head.temporary, words);
  }

  private static Classification of(String verb, String type, boolean temporary, Words words) {
    return switch (type) {
      case "USER", "ROLE" -> Classification.account(Accounts.named(words));
      case "PREPARE" -> Classification.plain(StatementKind.SESSION, NO);
      case "INSTANCE" -> Classification.plain(StatementKind.ADMIN, YES);
      case "TABLE", "TABLES" -> ddl(temporary, Touched.table(verb, words));
      case "VIEW" -> ddl(false, Touched.names(ObjectName.Type.VIEW, words));
      case "SEQUENCE" -> ddl(temporary, Touched.names(ObjectName.Type.SEQUENCE, words));
      case "PROCEDURE" -> ddl(false, Touched.name(ObjectName.Type.PROCEDURE, words));
      case "FUNCTION" -> ddl(false, Touched.name(ObjectName.Type.FUNCTION, words));
      case "LIBRARY" -> ddl(false, Touched.name(ObjectName.Type.LIBRARY, words));
      case "PACKAGE" -> ddl(false, Touched.name(packageType(words), words));
      case "EVENT" -> ddl(false, Touched.event(verb, words));
      case "DATABASE", "SCHEMA" -> ddl(false, Touched.database(words));
      case "INDEX" -> ddl(false, Touched.onTable(ObjectName.Type.INDEX, words));
      case "TRIGGER" -> ddl(false, Touched.onTable(ObjectName.Type.TRIGGER, words));
      case "TABLESPACE", "LOGFILE" -> ddl(false, List.of());
      // Not in either manual's list for every version.
      case "SERVER", "RESOURCE", "REFERENCE" -> Classification.plain(StatementKind.DDL, POSSIBLE);
      default -> Classification.unknown();
    };
  }

  private static ObjectName.Type packageType(Words words) {
    return words.skip("BODY") ? ObjectName.Type.PACKAGE_BODY : ObjectName.Type.PACKAGE;
  }

  private static Classification ddl(boolean temporary, List<ObjectName> objects) {
    return new Classification(StatementKind.DDL, temporary ? NO : YES, objects);
  }

  /** {@code = value}, where the value may be {@code user@host} or CURRENT_USER(). */
  private static void skipValue(Words words) {
    if (!words.skip('=')) {
      return;
    }
    words.advance();
    if (words.skip('(')) {
      words.skip(')');
    }
    if (words.skip('@')) {
      words.advance();
      while (words.skip('.')) {
        words.advance();
      }
    }
  }
}

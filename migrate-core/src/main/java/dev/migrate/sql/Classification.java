package dev.migrate.sql;

import static dev.migrate.sql.ImplicitCommit.NO;
import static dev.migrate.sql.ImplicitCommit.POSSIBLE;
import static dev.migrate.sql.ImplicitCommit.YES;

import java.util.List;

/** What a statement is, told from its first words. */
record Classification(StatementKind kind, ImplicitCommit commit, List<ObjectName> objects) {

  static Classification of(Script statement) {
    Words words = new Words(statement);
    Classification is = of(words);
    return words.beginsExecutable() && is.commit == YES
        ? new Classification(is.kind, POSSIBLE, is.objects)
        : is;
  }

  private static Classification of(Words words) {
    String first = words.word();
    boolean query = words.at('(');
    words.advance();
    return switch (first) {
      case "CREATE", "ALTER", "DROP" -> Definition.of(first, words);
      case "TRUNCATE" -> new Classification(StatementKind.DDL, YES, Touched.truncate(words));
      case "RENAME" -> rename(words);
      case "IMPORT" -> plain(StatementKind.DDL, POSSIBLE);
      case "INSERT", "REPLACE" -> dml(Touched.insert(words));
      case "UPDATE" -> dml(Touched.update(words));
      case "DELETE" -> dml(Touched.delete(words));
      case "WITH" -> with(words);
      case "LOAD" -> load(words);
      case "CALL", "IF", "CASE", "LOOP", "REPEAT", "WHILE", "FOR" ->
          plain(StatementKind.CALL, POSSIBLE);
      case "BEGIN" -> begin(words);
      case "START" -> start(words);
      case "COMMIT" -> plain(StatementKind.TRANSACTION, YES);
      case "ROLLBACK", "SAVEPOINT", "RELEASE" -> plain(StatementKind.TRANSACTION, NO);
      case "XA" -> plain(StatementKind.TRANSACTION, POSSIBLE);
      case "SET" -> Settings.of(words);
      case "USE", "PREPARE", "DEALLOCATE", "HANDLER", "GET", "SIGNAL", "RESIGNAL" ->
          plain(StatementKind.SESSION, NO);
      case "EXECUTE" -> plain(StatementKind.SESSION, POSSIBLE);
      case "LOCK", "UNLOCK" -> lock(first, words);
      case "GRANT" -> account(Accounts.granted(words, "TO"));
      case "REVOKE" -> account(Accounts.granted(words, "FROM"));
      case "ANALYZE" -> analyze(words);
      case "CHECK", "OPTIMIZE", "REPAIR", "FLUSH" -> plain(StatementKind.ADMIN, YES);
      case "RESET" -> plain(StatementKind.ADMIN, words.at("PERSIST") ? NO : YES);
      case "CHECKSUM", "KILL" -> plain(StatementKind.ADMIN, NO);
      case "CACHE",
          "CHANGE",
          "STOP",
          "INSTALL",
          "UNINSTALL",
          "PURGE",
          "BINLOG",
          "CLONE",
          "SHUTDOWN",
          "RESTART",
          "BACKUP" ->
          plain(StatementKind.ADMIN, POSSIBLE);
      case "SELECT", "SHOW", "TABLE", "VALUES", "EXPLAIN", "DESCRIBE", "DESC", "DO", "HELP" ->
          plain(StatementKind.QUERY, NO);
      default -> query ? plain(StatementKind.QUERY, NO) : unknown();
    };
  }

  static Classification plain(StatementKind kind, ImplicitCommit commit) {
    return new Classification(kind, commit, List.of());
  }

  static Classification unknown() {
    return plain(StatementKind.UNKNOWN, POSSIBLE);
  }

  /** The statement that begins at the current token. */
  static Classification inner(Words words) {
    return of(words);
  }

  private static Classification dml(List<ObjectName> objects) {
    return new Classification(StatementKind.DML, NO, objects);
  }

  static Classification account(List<ObjectName> accounts) {
    return new Classification(StatementKind.ACCOUNT, YES, accounts);
  }

  private static Classification rename(Words words) {
    if (words.skip("TABLE", "TABLES")) {
      return new Classification(StatementKind.DDL, YES, Touched.rename(words));
    }
    return words.skip("USER") ? account(Accounts.renamed(words)) : unknown();
  }

  private static Classification with(Words words) {
    return switch (words.seek("SELECT", "UPDATE", "DELETE", "TABLE", "VALUES")) {
      case "UPDATE", "DELETE" -> of(words);
      default -> plain(StatementKind.QUERY, NO);
    };
  }

  private static Classification load(Words words) {
    if (words.at("INDEX")) {
      // MySQL commits, MariaDB does not.
      return plain(StatementKind.ADMIN, POSSIBLE);
    }
    return words.at("DATA") || words.at("XML")
        ? new Classification(StatementKind.LOAD, NO, Touched.load(words))
        : unknown();
  }

  private static Classification begin(Words words) {
    return words.at("NOT")
        ? plain(StatementKind.CALL, POSSIBLE)
        : plain(StatementKind.TRANSACTION, YES);
  }

  private static Classification start(Words words) {
    return words.at("TRANSACTION")
        ? plain(StatementKind.TRANSACTION, YES)
        : plain(StatementKind.ADMIN, POSSIBLE);
  }

  private static Classification lock(String first, Words words) {
    if (words.at("INSTANCE")) {
      return plain(StatementKind.ADMIN, NO);
    }
    return plain(StatementKind.SESSION, first.equals("LOCK") ? YES : POSSIBLE);
  }

  /** MariaDB's ANALYZE executes the statement after it; ANALYZE TABLE is of both servers. */
  private static Classification analyze(Words words) {
    words.skipAll("LOCAL", "NO_WRITE_TO_BINLOG");
    if (words.at("TABLE") || words.at("TABLES")) {
      return plain(StatementKind.ADMIN, YES);
    }
    if (words.skip("FORMAT")) {
      words.skip('=');
      words.advance();
    }
    return of(words);
  }
}

package dev.migrate.sql;

/** The kinds of SET. */
final class Settings {

  private Settings() {}

  /** {@code words} is after SET. */
  static Classification of(Words words) {
    return switch (words.word()) {
      case "PASSWORD" -> Classification.account(Accounts.set(words));
      // SET DEFAULT ROLE
      case "DEFAULT" ->
          new Classification(StatementKind.ACCOUNT, ImplicitCommit.POSSIBLE, Accounts.set(words));
      // MariaDB: SET STATEMENT variables FOR statement.
      case "STATEMENT" -> statement(words);
      default -> variables(words);
    };
  }

  private static Classification statement(Words words) {
    words.seek("FOR");
    words.advance();
    return words.ended() ? Classification.unknown() : Classification.inner(words);
  }

  /** The widest of what the assignments do. */
  private static Classification variables(Words words) {
    boolean global = false;
    boolean autocommit = false;
    for (; !words.ended(); words.advance()) {
      global |= words.at("GLOBAL") || words.at("PERSIST") || words.at("PERSIST_ONLY");
      if (words.skip("AUTOCOMMIT")) {
        autocommit |= words.at('=') || words.at(':');
      }
    }
    if (autocommit && !global) {
      return Classification.plain(StatementKind.TRANSACTION, ImplicitCommit.POSSIBLE);
    }
    return Classification.plain(
        global ? StatementKind.ADMIN : StatementKind.SESSION, ImplicitCommit.NO);
  }
}

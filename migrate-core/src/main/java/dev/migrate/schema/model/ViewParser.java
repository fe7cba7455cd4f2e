package dev.migrate.schema.model;

import java.util.List;
import java.util.Locale;

/** Reads what SHOW CREATE VIEW printed. */
final class ViewParser {

  private ViewParser() {}

  static View read(String name, String printed, String database) {
    String text = Printed.withoutDatabase(printed, database);
    Cursor cursor = new Cursor("view `" + name + "`", text);
    cursor.expect("CREATE");
    cursor.expect("ALGORITHM");
    cursor.expect('=');
    String algorithm = cursor.word();
    String definer = Definer.take(cursor);
    cursor.expect("SQL", "SECURITY");
    String security = cursor.word();
    cursor.expect("VIEW");
    cursor.name();
    List<String> columns = cursor.peek().isSymbol('(') ? cursor.names() : List.of();
    cursor.expect("AS");
    String select = cursor.rest().strip();
    String check = check(select);
    if (!check.isEmpty()) {
      select = select.substring(0, select.lastIndexOf(" WITH " + check)).stripTrailing();
    }
    return new View(name, columns, select, algorithm, security, check, definer);
  }

  /** What the last words say; empty if they are no CHECK OPTION. */
  private static String check(String select) {
    List<Token> tokens = Token.all(select);
    int end = tokens.size() - 1;
    boolean option =
        end >= 4
            && tokens.get(end - 1).isWord("OPTION")
            && tokens.get(end - 2).isWord("CHECK")
            && tokens.get(end - 4).isWord("WITH");
    return option ? tokens.get(end - 3).raw().toUpperCase(Locale.ROOT) : "";
  }
}

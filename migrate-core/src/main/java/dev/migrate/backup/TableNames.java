package dev.migrate.backup;

import java.util.Set;
import java.util.TreeSet;

/**
 * Names with a database in front, as in {@code nextval(`db`.`s`)} and {@code REFERENCES `db`.`t`}.
 * The table's own database is left out, so that the definition holds under any name.
 */
final class TableNames {

  private final String database;
  private final Set<String> others = new TreeSet<>();

  TableNames(String database) {
    this.database = database;
  }

  /** Other databases met so far. */
  Set<String> others() {
    return Set.copyOf(others);
  }

  /** The sequences that an expression without databases asks for a value. */
  static Set<String> sequences(String text) {
    Set<String> sequences = new TreeSet<>();
    DdlTokens tokens = new DdlTokens(text, 0);
    boolean asked = false;
    while (tokens.next()) {
      if (asked && tokens.type() == DdlTokens.Type.NAME) {
        sequences.add(tokens.name());
      }
      asked =
          tokens.isWord("nextval")
              || tokens.isWord("lastval")
              || tokens.isWord("setval")
              || (asked && tokens.isSymbol('('));
    }
    return sequences;
  }

  String withoutDatabase(String text) {
    StringBuilder result = new StringBuilder();
    DdlTokens tokens = new DdlTokens(text, 0);
    int copied = 0;
    int nameStart = -1;
    int nameEnd = -1;
    String name = "";
    while (tokens.next()) {
      if (tokens.isSymbol('.') && tokens.start() == nameEnd) {
        if (name.equals(database)) {
          result.append(text, copied, nameStart);
          copied = tokens.end();
        } else {
          others.add(name);
        }
      }
      if (tokens.type() == DdlTokens.Type.NAME) {
        name = tokens.name();
        nameStart = tokens.start();
        nameEnd = tokens.end();
      } else {
        nameEnd = -1;
      }
    }
    return result.append(text.substring(copied)).toString();
  }
}

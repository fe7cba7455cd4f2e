package dev.migrate.sql;

import dev.migrate.sql.Change.Kind;

/** What an ALTER TABLE does to its table. */
final class AlteredTable {

  private boolean exchanges;
  private boolean tablespace;
  private boolean positions;
  private int renames;

  private AlteredTable() {}

  /** {@code words} is after TABLE. */
  static Change read(Words words) {
    AlteredTable table = new AlteredTable();
    String previous = "";
    while (!words.ended()) {
      String word = words.word();
      table.accept(previous, word);
      previous = word;
      words.advance();
    }
    return table.change();
  }

  private void accept(String previous, String word) {
    switch (previous + " " + word) {
      case "EXCHANGE PARTITION", "TRUNCATE PARTITION" -> exchanges = true;
      case "DISCARD TABLESPACE", "IMPORT TABLESPACE" -> tablespace = true;
      case "DISCARD PARTITION", "IMPORT PARTITION" -> tablespace = true;
      case "RENAME COLUMN" -> renames++;
      default -> {
        switch (word) {
          case "CHANGE" -> renames++;
          case "FIRST", "AFTER" -> positions = true;
          default -> {}
        }
      }
    }
  }

  private Change change() {
    if (tablespace) {
      return Change.hidden("takes a table's file away or brings one in, which cannot be seen");
    }
    if (exchanges) {
      return Change.of(Kind.MOVE).moving();
    }
    // Two equal columns that exchange their names and their places leave the definition as it was.
    return renames > 1 && positions
        ? Change.of(Kind.ALTER).because("may exchange the names of columns that are alike")
        : Change.of(Kind.ALTER);
  }
}

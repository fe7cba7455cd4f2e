package dev.migrate.backup;

import org.jspecify.annotations.Nullable;

/**
 * What follows the columns and keys in a table's definition: options and partitions.
 *
 * @param text as printed, from the closing parenthesis on, a character a byte
 * @param lastingText the same without what changes by itself: the AUTO_INCREMENT option, and the
 *     number of partitions that MariaDB adds by itself
 * @param engine as printed, empty if it is not
 * @param autoIncrement the next value
 * @param versioned whether the table is system-versioned
 */
record TableOptions(
    String text,
    String lastingText,
    String engine,
    @Nullable Long autoIncrement,
    boolean versioned) {

  static TableOptions of(String text) {
    DdlTokens tokens = new DdlTokens(text, 0);
    StringBuilder lasting = new StringBuilder();
    int copied = 0;
    String engine = "";
    Long autoIncrement = null;
    String previous = "";
    boolean versioned = false;
    boolean auto = false;
    while (tokens.next()) {
      int start = tokens.start();
      if (tokens.isWord("ENGINE") && engine.isEmpty()) {
        engine = value(tokens);
      } else if (tokens.isWord("AUTO_INCREMENT") && autoIncrement == null) {
        autoIncrement = Long.parseUnsignedLong(value(tokens));
        lasting.append(text, copied, start - 1);
        copied = tokens.end();
      } else if (tokens.isWord("PARTITIONS") && auto) {
        tokens.next();
        lasting.append(text, copied, start - 1);
        copied = tokens.end();
      }
      auto |= tokens.isWord("AUTO");
      versioned |= tokens.isWord("VERSIONING") && previous.equals("SYSTEM");
      previous = tokens.raw();
    }
    lasting.append(text.substring(copied));
    return new TableOptions(text, lasting.toString(), engine, autoIncrement, versioned);
  }

  private static String value(DdlTokens tokens) {
    tokens.next();
    tokens.next();
    return tokens.raw();
  }

  boolean isInnodb() {
    return engine.equalsIgnoreCase("InnoDB");
  }
}

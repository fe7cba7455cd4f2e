package dev.migrate.maven;

import java.util.function.Consumer;

/**
 * The last line of a terminal, drawn again and again: no longer than the terminal is wide, and gone
 * before anything else is printed. For all threads.
 */
final class ProgressLine {

  private static final String ERASE = "\r\u001b[K";

  private final Consumer<String> terminal;
  private final int width;
  private boolean drawn;

  /**
   * Nothing is drawn yet.
   *
   * @param terminal takes text as it is, control characters included
   * @param width in columns
   */
  ProgressLine(Consumer<String> terminal, int width) {
    this.terminal = terminal;
    this.width = width;
  }

  /** Draws the line. */
  synchronized void draw(String text) {
    // The last column stays free: some terminals go to the next line with it.
    terminal.accept(ERASE + clipped(text.replaceAll("\\s+", " "), Math.max(1, width - 1)));
    drawn = true;
  }

  private static String clipped(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** Takes the line away, if there is one. */
  synchronized void erase() {
    if (drawn) {
      terminal.accept(ERASE);
      drawn = false;
    }
  }
}

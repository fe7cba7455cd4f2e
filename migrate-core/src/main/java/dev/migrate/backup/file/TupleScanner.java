package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads the SQL of a data frame as it comes, in parts of any length: demands its exact text around
 * the rows, counts the rows and their values, and sums the rows' hashes. Keeps at most 1 MiB of a
 * row.
 */
final class TupleScanner {

  private enum Place {
    BEFORE,
    ROW,
    QUOTED,
    ESCAPED,
    ROW_ENDED,
    COMMA,
    NEXT_ROW,
    SEMICOLON,
    AFTER
  }

  /** Something a backup never has. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** What does not go by within quotes: a table, since nearly every byte is looked up. */
  private static final boolean[] STOPS = new boolean[256];

  static {
    for (char stop : "\\'\n\r\0\u001A".toCharArray()) {
      STOPS[stop] = true;
    }
  }

  private final byte[] before;
  private final byte[] after;
  private final int columns;
  private final HashSum hash = new HashSum();
  private Place place = Place.BEFORE;
  private int matched;
  private long rows;
  private int commas;

  /** Where in the part the row begins, or goes on. */
  private int start;

  /** The row began in an earlier part. */
  private boolean carried;

  TupleScanner(TableFacts table, boolean lenient) {
    String begin = (lenient ? Session.LENIENT : "") + table.insert() + "(";
    this.before = begin.getBytes(UTF_8);
    this.after = (lenient ? Session.STRICT : "").getBytes(UTF_8);
    this.columns = table.columns().size();
  }

  /** The next part. */
  void feed(byte[] bytes, int from, int to) throws MalformedException {
    start = from;
    int at = from;
    while (at < to) {
      switch (place) {
        case BEFORE, AFTER -> at = fixed(bytes, at);
        case ROW -> at = row(bytes, at, to);
        case QUOTED -> at = quoted(bytes, at, to);
        case ESCAPED -> at = go(Place.QUOTED, at);
        case ROW_ENDED -> at = rowEnded(bytes, at);
        case COMMA -> at = expect('\n', Place.NEXT_ROW, bytes, at);
        case SEMICOLON -> at = expect('\n', Place.AFTER, bytes, at);
        case NEXT_ROW -> {
          start = at;
          at = expect('(', Place.ROW, bytes, at);
        }
      }
    }
    if (place == Place.ROW || place == Place.QUOTED || place == Place.ESCAPED) {
      hash.piece(bytes, start, to - start);
      carried = true;
    }
  }

  /** There are no more parts. */
  void end() throws MalformedException {
    if (place != Place.AFTER || matched != after.length) {
      throw new MalformedException("the statement does not end");
    }
  }

  /** How many rows there were. */
  long rows() {
    return rows;
  }

  /** The sum of their hashes. */
  String hash() {
    return hash.hex();
  }

  private int fixed(byte[] bytes, int at) throws MalformedException {
    byte[] text = place == Place.BEFORE ? before : after;
    if (matched >= text.length || bytes[at] != text[matched]) {
      throw new MalformedException("there is something else around the rows");
    }
    matched++;
    if (place == Place.BEFORE && matched == text.length) {
      matched = 0;
      start = at;
      place = Place.ROW;
    }
    return at + 1;
  }

  private int row(byte[] bytes, int from, int to) throws MalformedException {
    for (int at = from; at < to; at++) {
      switch (bytes[at]) {
        case '\'' -> {
          return go(Place.QUOTED, at);
        }
        case ')' -> {
          endRow(bytes, at + 1);
          return go(Place.ROW_ENDED, at);
        }
        case ',' -> commas++;
        case '(', ';', '\n' -> throw malformed("has an unquoted " + (int) bytes[at]);
        default -> {}
      }
    }
    return to;
  }

  private int quoted(byte[] bytes, int from, int to) throws MalformedException {
    int at = from;
    while (at < to && !STOPS[bytes[at] & 0xff]) {
      at++;
    }
    if (at == to) {
      return to;
    }
    return switch (bytes[at]) {
      case '\\' -> go(Place.ESCAPED, at);
      case '\'' -> go(Place.ROW, at);
      default -> throw malformed("has a character that is always escaped: " + (int) bytes[at]);
    };
  }

  private int rowEnded(byte[] bytes, int at) throws MalformedException {
    if (bytes[at] == ';') {
      return go(Place.SEMICOLON, at);
    }
    return expect(',', Place.COMMA, bytes, at);
  }

  private void endRow(byte[] bytes, int end) throws MalformedException {
    if (commas != Math.max(0, columns - 1)) {
      throw malformed("has " + (commas + 1) + " values instead of " + columns);
    }
    if (carried) {
      hash.piece(bytes, start, end - start);
      hash.endRow();
    } else {
      hash.add(bytes, start, end - start);
    }
    carried = false;
    commas = 0;
    rows++;
  }

  private int expect(char wanted, Place next, byte[] bytes, int at) throws MalformedException {
    if (bytes[at] != wanted) {
      throw malformed("is followed by something else than a row");
    }
    return go(next, at);
  }

  private int go(Place next, int at) {
    place = next;
    return at + 1;
  }

  private MalformedException malformed(String what) {
    return new MalformedException("row " + (rows + 1) + " " + what);
  }
}

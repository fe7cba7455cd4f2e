package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Statements as the text of a frame that the mysql client and this program read alike: a line
 * {@code DELIMITER d}, each statement and a line with the delimiter, a line {@code DELIMITER ;}.
 * The delimiter is one that no statement contains, so the text says for itself where each ends.
 * Statements are bytes, since a routine's text has the character set it was created with.
 */
public final class Statements {

  private static final String BEFORE = "DELIMITER ";
  private static final byte[] AFTER = "DELIMITER ;\n".getBytes(US_ASCII);
  private static final List<String> DELIMITERS = List.of(";;", "$$", "//");

  private Statements() {}

  /** The text of a frame with these statements. */
  public static byte[] join(List<byte[]> statements) {
    byte[] delimiter = delimiter(statements);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(BEFORE.getBytes(US_ASCII));
    text.writeBytes(delimiter);
    text.write('\n');
    for (byte[] statement : statements) {
      text.writeBytes(statement);
      text.write('\n');
      text.writeBytes(delimiter);
      text.write('\n');
    }
    text.writeBytes(AFTER);
    return text.toByteArray();
  }

  /**
   * The statements in the text of a frame.
   *
   * @throws IllegalArgumentException if {@link #join} did not make it
   */
  public static List<byte[]> split(byte[] text) {
    int at = BEFORE.length();
    int line = indexOf(text, new byte[] {'\n'}, 0);
    int end = text.length - AFTER.length;
    if (line <= at
        || end <= line
        || !has(text, 0, BEFORE.getBytes(US_ASCII))
        || !has(text, end, AFTER)) {
      throw new IllegalArgumentException("not the text of a frame");
    }
    byte[] delimiter = Arrays.copyOfRange(text, at, line);
    List<byte[]> statements = new ArrayList<>();
    at = line + 1;
    while (at < end) {
      int found = indexOf(text, delimiter, at);
      int next = found + delimiter.length + 1;
      if (found <= at || next > end || text[found - 1] != '\n' || text[next - 1] != '\n') {
        throw new IllegalArgumentException("a statement of a frame does not end");
      }
      statements.add(Arrays.copyOfRange(text, at, found - 1));
      at = next;
    }
    return statements;
  }

  private static byte[] delimiter(List<byte[]> statements) {
    for (int i = 0; ; i++) {
      String text =
          i < DELIMITERS.size() ? DELIMITERS.get(i) : "$" + (i - DELIMITERS.size() + 1) + "$";
      byte[] delimiter = text.getBytes(US_ASCII);
      if (statements.stream().noneMatch(s -> indexOf(s, delimiter, 0) >= 0)) {
        return delimiter;
      }
    }
  }

  private static boolean has(byte[] text, int at, byte[] part) {
    return at >= 0
        && at + part.length <= text.length
        && Arrays.equals(text, at, at + part.length, part, 0, part.length);
  }

  private static int indexOf(byte[] text, byte[] part, int from) {
    for (int i = from; i + part.length <= text.length; i++) {
      if (text[i] == part[0] && has(text, i, part)) {
        return i;
      }
    }
    return -1;
  }
}

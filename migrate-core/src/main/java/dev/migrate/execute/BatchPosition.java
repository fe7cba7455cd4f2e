package dev.migrate.execute;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a statement in batches has come; values as {@link KeyColumn} keeps them.
 *
 * @param columns the key's columns
 * @param rows how many rows of the table are behind it
 * @param last the key of the last row behind it; null: none is
 * @param end the greatest key when the statement began; null: there was no row
 */
record BatchPosition(
    List<String> columns, long rows, @Nullable List<String> last, @Nullable List<String> end) {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Format, rows, columns, last, end; lists of hexadecimal texts, each after an x. */
  private static final Pattern ENCODED =
      Pattern.compile(
          "1 \\d{1,18} (x(H{2})*)+ (-|(x(H{2})*)+) (-|(x(H{2})*)+)".replace("H", "[0-9A-F]"));

  BatchPosition {
    columns = List.copyOf(columns);
  }

  /** Nothing is left. */
  boolean isComplete() {
    return end == null || end.equals(last);
  }

  BatchPosition at(long newRows, List<String> key) {
    return new BatchPosition(columns, newRows, key, end);
  }

  /**
   * One line of ASCII letters, digits, blanks and minus signs; at most about 13,000 characters, for
   * keys have at most 3,072 bytes.
   */
  String encode() {
    List<String> names =
        columns.stream().map(name -> HEX.formatHex(name.getBytes(StandardCharsets.UTF_8))).toList();
    return "1 " + rows + " " + text(names) + " " + text(last) + " " + text(end);
  }

  /**
   * What {@link #encode} wrote.
   *
   * @throws ServerException {@code batch-position-unknown} for anything else
   */
  static BatchPosition decode(String encoded) {
    if (!ENCODED.matcher(encoded).matches()) {
      throw new ServerException(
          Problem.of("batch-position-unknown", "\"" + encoded + "\" is no position of a batch.")
              .fix("Run with the release of this plugin that began the statement."));
    }
    String[] parts = encoded.split(" ", -1);
    List<String> names =
        values(parts[2]).stream()
            .map(name -> new String(HEX.parseHex(name), StandardCharsets.UTF_8))
            .toList();
    return new BatchPosition(names, Long.parseLong(parts[1]), key(parts[3]), key(parts[4]));
  }

  private static String text(@Nullable List<String> values) {
    return values == null
        ? "-"
        : values.stream().map(value -> "x" + value).collect(Collectors.joining());
  }

  private static @Nullable List<String> key(String text) {
    return text.equals("-") ? null : values(text);
  }

  private static List<String> values(String text) {
    return Arrays.asList(text.substring(1).split("x", -1));
  }
}

package dev.migrate.execute;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.server.Identifier;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of a key whose values can be read and written as literals exactly. A value is kept as
 * the hexadecimal digits of its bytes: of a string in the column's own character set, else of its
 * text.
 *
 * @param name as the server writes it
 * @param charset of a string, else null
 * @param collation of a string, else null
 */
record KeyColumn(String name, Kind kind, @Nullable String charset, @Nullable String collation) {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** How its values are written. */
  enum Kind {
    NUMBER("-?\\d+(\\.\\d+)?"),
    STRING(".*"),
    BINARY(".*"),
    DATE("[\\d-]+"),
    DATETIME("[\\d :.-]+"),
    TIME("[\\d:.-]+"),
    /** MariaDB's UUID, INET4, INET6. */
    ADDRESS("[0-9A-Fa-f:.-]+");

    private final Pattern text;

    Kind(String text) {
      this.text = Pattern.compile(text, Pattern.DOTALL);
    }
  }

  /**
   * The kind of a type, as information_schema names it; null where a literal is not always equal to
   * the value (FLOAT), is not ordered like it (ENUM) or means another time in another time zone
   * (TIMESTAMP).
   */
  static @Nullable Kind kind(String dataType) {
    return switch (dataType) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year" -> Kind.NUMBER;
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> Kind.STRING;
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Kind.BINARY;
      case "date" -> Kind.DATE;
      case "datetime" -> Kind.DATETIME;
      case "time" -> Kind.TIME;
      case "uuid", "inet4", "inet6" -> Kind.ADDRESS;
      default -> null;
    };
  }

  /** {@code `t`.`id`}; {@code qualifier} is quoted already. */
  String of(String qualifier) {
    return qualifier + "." + Identifier.quote(name);
  }

  /** The expression to read a value with; {@link #value} takes what comes back. */
  String select(String qualifier) {
    return switch (kind) {
      case STRING, BINARY -> "HEX(" + of(qualifier) + ")";
      default -> "CAST(" + of(qualifier) + " AS CHAR)";
    };
  }

  /** A value from what {@link #select} gave. */
  String value(String selected) {
    return switch (kind) {
      case STRING, BINARY -> selected;
      default -> HEX.formatHex(selected.getBytes(StandardCharsets.US_ASCII));
    };
  }

  /** The value as a literal, equal to it whatever sql_mode and character set the session has. */
  String literal(String value) {
    String text = new String(HEX.parseHex(value), StandardCharsets.ISO_8859_1);
    if (!kind.text.matcher(text).matches()) {
      throw new ServerException(
          Problem.of("batch-position-unknown", "\"" + text + "\" is no value of " + name + "."));
    }
    return switch (kind) {
      case NUMBER -> text;
      case STRING -> "_" + charset + " X'" + value + "' COLLATE " + collation;
      case BINARY -> "X'" + value + "'";
      case DATE -> "DATE'" + text + "'";
      case DATETIME -> "TIMESTAMP'" + text + "'";
      case TIME -> "TIME'" + text + "'";
      case ADDRESS -> "'" + text + "'";
    };
  }
}

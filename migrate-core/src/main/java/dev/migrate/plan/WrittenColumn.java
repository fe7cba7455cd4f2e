package dev.migrate.plan;

import dev.migrate.schema.model.Column;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Columns as a statement's text tells them, in the words that servers print them with. */
public final class WrittenColumn {

  private static final Pattern TEXT = Pattern.compile("(text|blob)\\((\\d+)\\)");
  private static final Pattern FLOAT = Pattern.compile("float\\((\\d+)\\)(.*)");

  /** A FLOAT of more binary digits is a DOUBLE. */
  private static final int FLOAT_DIGITS = 24;

  private static final long BYTES_OF_TINY = 255;
  private static final long BYTES_OF_PLAIN = 65_535;
  private static final long BYTES_OF_MEDIUM = 16_777_215;

  /** Text types, and what each of them is when its characters are bytes. */
  private static final Map<String, String> BYTES =
      Map.of(
          "char", "binary",
          "varchar", "varbinary",
          "tinytext", "tinyblob",
          "text", "blob",
          "mediumtext", "mediumblob",
          "longtext", "longblob");

  private WrittenColumn() {}

  /**
   * A column.
   *
   * @param inherited the table's character set; null where it is not known, and then the column's
   *     is null unless the text names it
   */
  public static Column of(ColumnText text, @Nullable String inherited) {
    boolean characters =
        BYTES.containsKey(text.baseType()) || List.of("enum", "set").contains(text.baseType());
    String charset = characters ? charset(text, inherited) : null;
    return new Column(
        text.name(),
        type(text.type(), charset),
        charset,
        text.collation(),
        !text.notNull() && !text.primaryKey(),
        defaultOf(text),
        text.onUpdate(),
        text.autoIncrement(),
        text.generated() ? new Column.Generated("", true) : null,
        text.invisible(),
        null,
        text.comment(),
        text.check(),
        List.of());
  }

  private static @Nullable String charset(ColumnText text, @Nullable String inherited) {
    String named = text.collation() == null ? inherited : charsetOf(text.collation());
    return named(text.charset() == null ? named : text.charset());
  }

  /**
   * The character set that columns get for want of one of their own.
   *
   * @param clauses of a CREATE or ALTER TABLE
   * @param before what they got before it; null where that is not known
   * @return null where it is not known
   */
  public static @Nullable String inherited(List<Clause> clauses, @Nullable String before) {
    String charset = before;
    for (Clause clause : clauses) {
      if (clause instanceof Clause.Convert convert) {
        charset = lower(convert.charset());
      } else if (clause instanceof Clause.Option option && option.name().equals("CHARSET")) {
        charset = lower(option.value());
      } else if (clause instanceof Clause.Option option && option.name().equals("COLLATE")) {
        String named = charsetOf(lower(option.value()));
        charset = named == null ? charset : named;
      }
    }
    return "default".equals(charset) ? null : named(charset);
  }

  /** The old name still stands for the character set of three bytes, if not told otherwise. */
  private static @Nullable String named(@Nullable String charset) {
    return "utf8".equals(charset) ? "utf8mb3" : charset;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The name of a collation begins with that of its character set. */
  private static @Nullable String charsetOf(String collation) {
    boolean open = collation.startsWith("uca1400");
    return open ? null : collation.split("_", 2)[0];
  }

  private static @Nullable String defaultOf(ColumnText text) {
    boolean none = text.defaultText() == null || text.defaultText().equalsIgnoreCase("NULL");
    return none ? null : text.defaultText();
  }

  /** With the arguments that the servers add, and without those that choose another type. */
  private static String type(String written, @Nullable String charset) {
    String full =
        written
            .replaceFirst("^decimal(?!\\()", "decimal(10,0)")
            .replaceFirst("^decimal\\((\\d+)\\)", "decimal($1,0)")
            .replaceFirst("^(char|binary|bit)(?!\\()", "$1(1)")
            .replaceFirst("^year\\(4\\)", "year");
    String sized = sized(full, charset);
    String base = sized.split("\\(", 2)[0];
    return "binary".equals(charset) && BYTES.containsKey(base)
        ? BYTES.get(base) + sized.substring(base.length())
        : sized;
  }

  private static String sized(String type, @Nullable String charset) {
    Matcher floating = FLOAT.matcher(type);
    if (floating.matches()) {
      int digits = Integer.parseInt(floating.group(1));
      return (digits > FLOAT_DIGITS ? "double" : "float") + floating.group(2);
    }
    Matcher text = TEXT.matcher(type);
    if (!text.matches()) {
      return type;
    }
    boolean wide = text.group(1).equals("text") && charset != null && charset.startsWith("utf8mb4");
    return size(Long.parseLong(text.group(2)) * (wide ? 4 : 1)) + text.group(1);
  }

  private static String size(long bytes) {
    if (bytes <= BYTES_OF_TINY) {
      return "tiny";
    }
    if (bytes <= BYTES_OF_PLAIN) {
      return "";
    }
    return bytes <= BYTES_OF_MEDIUM ? "medium" : "long";
  }
}

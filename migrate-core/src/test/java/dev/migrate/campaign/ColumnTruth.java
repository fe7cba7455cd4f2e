package dev.migrate.campaign;

import static dev.migrate.campaign.Catalog.lower;

import dev.migrate.sql.ColumnText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a column that was read with the one that is there. */
final class ColumnTruth {

  /** Where the server keeps another type than the one that is written. */
  private static final Map<String, Set<String>> KEPT =
      Map.of(
          "json", Set.of("longtext"),
          "geometrycollection", Set.of("geomcollection"),
          "geomcollection", Set.of("geometrycollection"),
          "text", Set.of("tinytext", "mediumtext", "longtext"),
          "blob", Set.of("tinyblob", "mediumblob", "longblob"),
          "char", Set.of("binary"),
          "varchar", Set.of("varbinary", "text", "mediumtext"),
          "float", Set.of("double"));

  private final ColumnText text;
  private final Catalog.Column column;
  private final List<String> wrong = new ArrayList<>();

  ColumnTruth(ColumnText text, Catalog.Column column) {
    this.text = text;
    this.column = column;
  }

  List<String> wrong() {
    check(typeIsRight(), "type " + text.type() + " is not " + column.type());
    check(!text.notNull() || !column.nullable(), "NULL");
    boolean timestamp = text.baseType().equals("timestamp");
    boolean computed = text.generated() || text.autoIncrement() || timestamp;
    check(
        computed
            || text.hasDefault()
            || column.defaultValue() == null
            || isNull(column.defaultValue()),
        "default " + column.defaultValue());
    check(
        text.defaultText() == null
            || text.defaultText().equalsIgnoreCase("NULL")
            || column.defaultValue() != null,
        "no default");
    check(text.autoIncrement() == column.extra().contains("auto_increment"), "auto_increment");
    check(
        text.generated()
            == (column.extra().matches(".*(virtual|stored|row (start|end)).*")
                || column.extra().contains("generated always")),
        "computed: " + column.extra());
    check(text.invisible() == column.extra().contains("invisible"), "invisible");
    check(text.comment().equals(column.comment()), "comment");
    String collation = text.collation();
    check(
        collation == null
            || column.collation() == null
            || column.collation().endsWith(Catalog.collation(collation)),
        "collation");
    return wrong;
  }

  private static boolean isNull(String value) {
    return value.equalsIgnoreCase("NULL");
  }

  private boolean typeIsRight() {
    String is = lower(column.type()).replaceAll(" /\\*.*\\*/", "");
    String base = is.split("[( ]", 2)[0];
    if (!base.equals(text.baseType())) {
      return KEPT.getOrDefault(text.baseType(), Set.of()).contains(base);
    }
    boolean unsigned = text.type().contains(" unsigned");
    String arguments = arguments(text.type());
    return unsigned == is.contains(" unsigned")
        && (arguments.isEmpty()
            || !Set.of("varchar", "char", "decimal", "enum", "set", "varbinary", "datetime")
                .contains(base)
            || spaceless(arguments(is)).startsWith(spaceless(lower(arguments)))
            || base.equals("decimal"));
  }

  private static String spaceless(String text) {
    return text.replace(" ", "").replace("\"", "'").replaceAll("\\)$", "");
  }

  private static String arguments(String type) {
    int open = type.indexOf('(');
    return open < 0 || type.contains("(0)") ? "" : type.substring(open, type.lastIndexOf(')') + 1);
  }

  private void check(boolean right, String what) {
    if (!right) {
      wrong.add(text.name() + ": " + what);
    }
  }
}

package dev.migrate.schema.model;

import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SQL of the parts of a schema, in the order and the words of the server itself (SHOW CREATE in
 * MySQL's and MariaDB's manuals), without the comments that hide new attributes from old servers.
 * Meant for sessions with backslash escapes and without ANSI_QUOTES, which is what both servers
 * start with.
 */
public final class Clauses {

  /** Attributes of a column that are printed right after its type. */
  private static final List<String> OF_THE_TYPE = List.of("COMPRESSED");

  /** Those before NOT NULL, which they imply. */
  static final String ROW_TIME = "GENERATED ALWAYS AS ROW ";

  /** Those before DEFAULT. */
  private static final List<String> BEFORE_DEFAULT =
      List.of("NOT SECONDARY", "STORAGE", "COLUMN_FORMAT");

  /** Those after DEFAULT. */
  private static final List<String> AFTER_DEFAULT = List.of("WITHOUT SYSTEM VERSIONING");

  /** How the part of an index over a period ends (MariaDB). */
  static final String WITHOUT_OVERLAPS = " WITHOUT OVERLAPS";

  private static final List<String> BEFORE_INDEX_COMMENT = List.of("USING", "KEY_BLOCK_SIZE");
  private static final List<String> AFTER_INDEX_COMMENT = List.of("WITH PARSER");

  private Clauses() {}

  /**
   * A column as in CREATE TABLE, ADD COLUMN and MODIFY COLUMN: every attribute, its character set
   * and collation where they are not the table's.
   */
  public static String column(Column column, TableOptions table, ServerVersion server) {
    List<String> parts = new ArrayList<>(List.of(Identifier.quote(column.name()), column.type()));
    boolean mariadb = server.vendor() == Vendor.MARIADB;
    Long srid = column.srid();
    addIf(parts, srid != null && mariadb, "REF_SYSTEM_ID=" + srid);
    addThoseOf(parts, column.others(), OF_THE_TYPE);
    addCharset(parts, column, table);
    addGenerated(parts, column);
    addNullable(parts, column);
    addIf(parts, srid != null && !mariadb, "SRID " + srid);
    addIf(parts, column.invisible() && mariadb, "INVISIBLE");
    addThoseOf(parts, column.others(), BEFORE_DEFAULT);
    addIf(parts, column.defaultValue() != null, "DEFAULT " + column.defaultValue());
    addThoseOf(parts, column.others(), AFTER_DEFAULT);
    addIf(parts, column.onUpdate() != null, "ON UPDATE " + column.onUpdate());
    addIf(parts, column.autoIncrement(), "AUTO_INCREMENT");
    // MySQL makes such a column NOT NULL unless this stands here, where it does not print it.
    addIf(parts, column.autoIncrement() && column.nullable(), "NULL");
    addIf(parts, column.invisible() && !mariadb, "INVISIBLE");
    addIf(parts, !column.comment().isEmpty(), "COMMENT " + text(column.comment()));
    parts.addAll(remaining(column));
    addIf(parts, column.check() != null, "CHECK (" + column.check() + ")");
    return String.join(" ", parts);
  }

  private static void addCharset(List<String> parts, Column column, TableOptions table) {
    String charset = column.charset();
    String collation = column.collation();
    if (charset == null || collation == null || collation.equals(table.collation())) {
      return;
    }
    parts.add("CHARACTER SET " + charset);
    parts.add("COLLATE " + collation);
  }

  private static void addGenerated(List<String> parts, Column column) {
    Column.Generated generated = column.generated();
    if (generated != null) {
      parts.add("GENERATED ALWAYS AS (" + generated.expression() + ")");
      parts.add(generated.stored() ? "STORED" : "VIRTUAL");
    }
  }

  /** NULL is said of timestamps, which are NOT NULL without it on some servers. */
  private static void addNullable(List<String> parts, Column column) {
    List<String> rowTime = thoseOf(column.others(), List.of(ROW_TIME));
    parts.addAll(rowTime);
    boolean timestamp = column.type().toLowerCase(Locale.ROOT).startsWith("timestamp");
    addIf(parts, !column.nullable() && rowTime.isEmpty(), "NOT NULL");
    addIf(parts, column.nullable() && timestamp && column.generated() == null, "NULL");
  }

  private static List<String> remaining(Column column) {
    List<String> placed =
        Stream.of(OF_THE_TYPE, List.of(ROW_TIME), BEFORE_DEFAULT, AFTER_DEFAULT)
            .flatMap(List::stream)
            .toList();
    return without(column.others(), placed);
  }

  /** An index as in CREATE TABLE and after ADD. */
  public static String index(Index index, ServerVersion server) {
    List<String> parts = new ArrayList<>(List.of(index.kind().sql()));
    addIf(parts, index.kind() != Index.Kind.PRIMARY, Identifier.quote(index.name()));
    List<String> overlaps =
        index.others().stream().filter(other -> other.endsWith(WITHOUT_OVERLAPS)).toList();
    parts.add(
        Stream.concat(index.parts().stream().map(Clauses::part), overlaps.stream())
            .collect(Collectors.joining(",", "(", ")")));
    List<String> others = without(index.others(), overlaps);
    addThoseOf(parts, others, BEFORE_INDEX_COMMENT);
    addIf(parts, !index.comment().isEmpty(), "COMMENT " + text(index.comment()));
    addThoseOf(parts, others, AFTER_INDEX_COMMENT);
    boolean mariadb = server.vendor() == Vendor.MARIADB;
    addIf(parts, !index.visible() && !mariadb, "INVISIBLE");
    List<String> placed = new ArrayList<>(BEFORE_INDEX_COMMENT);
    placed.addAll(AFTER_INDEX_COMMENT);
    parts.addAll(without(others, placed));
    addIf(parts, !index.visible() && mariadb, "IGNORED");
    return String.join(" ", parts);
  }

  private static String part(Index.Part part) {
    String what =
        part.column() == null ? "(" + part.expression() + ")" : Identifier.quote(part.column());
    String prefix = part.prefix() == null ? "" : "(" + part.prefix() + ")";
    return what + prefix + (part.descending() ? " DESC" : "");
  }

  /** A foreign key as in CREATE TABLE and after ADD. */
  public static String foreignKey(ForeignKey key) {
    String schema = key.referencedSchema();
    return "CONSTRAINT "
        + Identifier.quote(key.name())
        + " FOREIGN KEY ("
        + names(key.columns())
        + ") REFERENCES "
        + (schema == null ? "" : Identifier.quote(schema) + ".")
        + Identifier.quote(key.referencedTable())
        + " ("
        + names(key.referencedColumns())
        + ")"
        + action(" ON DELETE ", key.onDelete())
        + action(" ON UPDATE ", key.onUpdate());
  }

  private static String action(String when, ForeignKey.Action action) {
    return action == ForeignKey.Action.RESTRICT ? "" : when + action.sql();
  }

  /** A table's CHECK constraint as in CREATE TABLE and after ADD. */
  public static String check(Check check, ServerVersion server) {
    boolean unenforced = !check.enforced() && server.vendor() == Vendor.MYSQL;
    return "CONSTRAINT "
        + Identifier.quote(check.name())
        + " CHECK ("
        + check.expression()
        + ")"
        + (unenforced ? " NOT ENFORCED" : "");
  }

  /** What follows a table's columns, and stands in ALTER TABLE; without partitioning. */
  public static String options(TableOptions options, ServerVersion server) {
    List<String> parts = new ArrayList<>();
    parts.add("ENGINE=" + options.engine());
    parts.add("DEFAULT CHARSET=" + options.charset());
    parts.add("COLLATE=" + options.collation());
    addIf(parts, !options.rowFormat().isEmpty(), "ROW_FORMAT=" + options.rowFormat());
    parts.addAll(options.others());
    addIf(parts, !options.comment().isEmpty(), "COMMENT=" + text(options.comment()));
    return String.join(" ", parts);
  }

  /** CREATE TABLE with everything; a caller that adds foreign keys later leaves them out. */
  public static String create(Table table, ServerVersion server) {
    List<String> items = new ArrayList<>();
    table.columns().forEach(each -> items.add(column(each, table.options(), server)));
    items.addAll(table.periods());
    table.indexes().forEach(each -> items.add(index(each, server)));
    table.foreignKeys().forEach(each -> items.add(foreignKey(each)));
    table.checks().forEach(each -> items.add(check(each, server)));
    return "CREATE TABLE "
        + table(table.name())
        + " (\n  "
        + String.join(",\n  ", items)
        + "\n) "
        + options(table.options(), server)
        + (table.partitioning().isEmpty() ? "" : "\n" + table.partitioning());
  }

  /** CREATE VIEW; whoever runs it is the definer. */
  public static String create(View view) {
    return "CREATE ALGORITHM="
        + view.algorithm()
        + " SQL SECURITY "
        + view.security()
        + " VIEW "
        + table(view.name())
        + (view.columns().isEmpty() ? "" : " (" + names(view.columns()) + ")")
        + " AS "
        + view.select()
        + (view.check().isEmpty() ? "" : " WITH " + view.check() + " CHECK OPTION");
  }

  /** CREATE SEQUENCE. */
  public static String create(Sequence sequence) {
    return sequence.definition();
  }

  /** A name as in a statement. */
  public static String table(String name) {
    return Identifier.quote(name);
  }

  /** Names in backticks, with commas between. */
  public static String names(List<String> names) {
    return names.stream().map(Identifier::quote).collect(Collectors.joining(","));
  }

  /** A literal as the servers print one: quotes doubled, backslash and ends of lines escaped. */
  public static String text(String value) {
    StringBuilder literal = new StringBuilder("'");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\'' -> literal.append("''");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\0' -> literal.append("\\0");
        default -> literal.append(c);
      }
    }
    return literal.append('\'').toString();
  }

  private static void addIf(List<String> parts, boolean condition, String part) {
    if (condition) {
      parts.add(part);
    }
  }

  private static void addThoseOf(List<String> parts, List<String> others, List<String> beginnings) {
    parts.addAll(thoseOf(others, beginnings));
  }

  private static List<String> thoseOf(List<String> others, List<String> beginnings) {
    return others.stream()
        .filter(other -> beginnings.stream().anyMatch(other::startsWith))
        .toList();
  }

  private static List<String> without(List<String> others, List<String> beginnings) {
    return others.stream()
        .filter(other -> beginnings.stream().noneMatch(other::startsWith))
        .toList();
  }
}

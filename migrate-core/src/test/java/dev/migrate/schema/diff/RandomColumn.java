package dev.migrate.schema.diff;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A column of a {@link RandomTable}; names in expressions are the columns' numbers in braces.
 *
 * @param number the same before and after a change
 * @param references number of the table that it refers to, whose key's type it has; -1 for none, -2
 *     for one that refers to a table's code
 * @param expression of a generated column; empty for others
 * @param attributes DEFAULT, ON UPDATE, COMMENT and the like
 */
record RandomColumn(
    int number,
    String name,
    String type,
    String charset,
    boolean notNull,
    String attributes,
    int references,
    String expression,
    boolean stored) {

  /** Types, and a default for each; empty for none. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("int", "7"),
          Map.entry("bigint", "-1"),
          Map.entry("smallint unsigned", "3"),
          Map.entry("decimal(8,2)", "1.50"),
          Map.entry("decimal(10,4)", "0.5"),
          Map.entry("varchar(20)", "'a''b'"),
          Map.entry("varchar(50)", "''"),
          Map.entry("char(5)", "'x'"),
          Map.entry("text", ""),
          Map.entry("longtext", ""),
          Map.entry("datetime", "CURRENT_TIMESTAMP"),
          Map.entry("datetime(3)", "CURRENT_TIMESTAMP(3)"),
          Map.entry("timestamp", "CURRENT_TIMESTAMP"),
          Map.entry("date", "'2020-02-29'"),
          Map.entry("time(2)", "'10:00:00'"),
          Map.entry("year", "2001"),
          Map.entry("enum('a','b')", "'b'"),
          Map.entry("enum('a','b','c')", "'a'"),
          Map.entry("enum('b','a')", "'a'"),
          Map.entry("set('x','y')", "'x,y'"),
          Map.entry("set('x','y','z')", "'z'"),
          Map.entry("double", "1.5"),
          Map.entry("float", "2"),
          Map.entry("blob", ""),
          Map.entry("json", ""),
          Map.entry("varbinary(10)", "'q'"),
          Map.entry("bit(4)", "b'101'"),
          Map.entry("tinyint(1)", "1"));

  private static final List<String> NAMES = TYPES.keySet().stream().sorted().toList();

  /** A plain column of any type. */
  static RandomColumn plain(int number, String name, Random random) {
    String type = NAMES.get(random.nextInt(NAMES.size()));
    String charset = "";
    if (type.matches("(var)?char.*|.*text|enum.*|set.*") && random.nextInt(4) == 0) {
      charset = random.nextBoolean() ? " CHARACTER SET latin1" : " COLLATE utf8mb4_bin";
    }
    return new RandomColumn(
        number,
        name,
        type,
        charset,
        random.nextInt(3) == 0,
        attributes(type, random),
        -1,
        "",
        false);
  }

  private static String attributes(String type, Random random) {
    StringBuilder sql = new StringBuilder();
    String value = TYPES.getOrDefault(type, "");
    if (!value.isEmpty() && random.nextInt(3) == 0) {
      sql.append(" DEFAULT ").append(value);
      if (value.startsWith("CURRENT") && random.nextBoolean()) {
        sql.append(" ON UPDATE ").append(value);
      }
    }
    if (random.nextInt(6) == 0) {
      sql.append(" COMMENT 'it''s ").append(random.nextInt(3)).append("'");
    }
    if (random.nextInt(12) == 0) {
      sql.append(" INVISIBLE");
    }
    return sql.toString();
  }

  /** A number that expressions can use. */
  static RandomColumn number(int number, String name, Random random) {
    String type = random.nextBoolean() ? "int" : "bigint";
    return new RandomColumn(
        number, name, type, "", random.nextInt(3) == 0, attributes(type, random), -1, "", false);
  }

  /** A number whose default is computed from another column, or that is checked by itself. */
  static RandomColumn computed(int number, String name, int base, boolean checks) {
    String attributes = checks ? " CHECK ({" + number + "} <> 4)" : " DEFAULT ({" + base + "} + 1)";
    return new RandomColumn(number, name, "bigint", "", false, attributes, -1, "", false);
  }

  /** A number that is unique, and can be referred to. */
  static RandomColumn code(int number) {
    return new RandomColumn(number, "code" + number, "bigint", "", true, "", -1, "", false);
  }

  boolean isCode() {
    return name.equals("code" + number);
  }

  /** Whether its definition names other columns, or itself. */
  boolean isComputed() {
    return attributes.contains("{");
  }

  static RandomColumn reference(int number, String name, int table) {
    return new RandomColumn(number, name, "", "", false, "", table, "", false);
  }

  static RandomColumn generated(int number, String name, String expression, boolean stored) {
    return new RandomColumn(number, name, "bigint", "", false, "", -1, expression, stored);
  }

  RandomColumn named(String other) {
    return new RandomColumn(
        number, other, type, charset, notNull, attributes, references, expression, stored);
  }

  boolean isNumber() {
    return expression.isEmpty()
        && references == -1
        && !isComputed()
        && !isCode()
        && (type.equals("int") || type.equals("bigint"));
  }

  boolean isPlain() {
    return expression.isEmpty() && references == -1 && !isComputed() && !isCode();
  }

  boolean isLong() {
    return type.matches(".*text|.*blob|json");
  }

  boolean isText() {
    return type.matches("(var)?char.*|.*text") && charset.isEmpty();
  }
}

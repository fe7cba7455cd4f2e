package dev.migrate.schema.diff;

import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of a {@link RandomSchema}. */
final class RandomTable {

  private static final Pattern NUMBER = Pattern.compile("\\{(\\d+)}");

  /** A key or a constraint: SQL with the numbers of columns in braces. */
  record Item(String name, String sql) {}

  final int number;
  String name;
  String idType = "int";
  boolean autoIncrement;
  String options = "";
  String partitioning = "";
  final List<RandomColumn> columns = new ArrayList<>();
  final List<Item> indexes = new ArrayList<>();
  final List<Item> checks = new ArrayList<>();
  final List<Item> foreignKeys = new ArrayList<>();

  RandomTable(int number, String name) {
    this.number = number;
    this.name = name;
  }

  RandomTable copy() {
    RandomTable copy = new RandomTable(number, name);
    copy.idType = idType;
    copy.autoIncrement = autoIncrement;
    copy.options = options;
    copy.partitioning = partitioning;
    copy.columns.addAll(columns);
    copy.indexes.addAll(indexes);
    copy.checks.addAll(checks);
    copy.foreignKeys.addAll(foreignKeys);
    return copy;
  }

  boolean isInnoDb() {
    return !options.contains("MyISAM") && partitioning.isEmpty();
  }

  /** Removes what names columns that are gone. */
  void tidy() {
    boolean more = true;
    while (more) {
      more = columns.removeIf(column -> !exists(column.expression() + column.attributes()));
    }
    indexes.removeIf(item -> !exists(item.sql()));
    checks.removeIf(item -> !exists(item.sql()));
    foreignKeys.removeIf(item -> !exists(item.sql()));
  }

  private boolean exists(String sql) {
    return NUMBER.matcher(sql).results().allMatch(match -> find(match.group(1)).isPresent());
  }

  private Optional<RandomColumn> find(String columnNumber) {
    return columns.stream()
        .filter(column -> column.number() == Integer.parseInt(columnNumber))
        .findFirst();
  }

  String sql(String template) {
    return NUMBER
        .matcher(template)
        .replaceAll(
            match ->
                Matcher.quoteReplacement("`" + find(match.group(1)).orElseThrow().name() + "`"));
  }

  /** CREATE TABLE without foreign keys. */
  String create(RandomSchema schema) {
    List<String> items = new ArrayList<>();
    items.add("`id` " + idType + " NOT NULL" + (autoIncrement ? " AUTO_INCREMENT" : ""));
    columns.forEach(column -> items.add(definition(column, schema)));
    items.add("PRIMARY KEY (`id`)");
    indexes.forEach(item -> items.add(sql(item.sql())));
    checks.forEach(item -> items.add(sql(item.sql())));
    return "CREATE TABLE `"
        + name
        + "` ("
        + String.join(", ", items)
        + ")"
        + options
        + partitioning;
  }

  private String definition(RandomColumn column, RandomSchema schema) {
    String type = column.references() < 0 ? column.type() : schema.idType(column.references());
    String generated =
        column.expression().isEmpty()
            ? ""
            : " AS (" + sql(column.expression()) + ")" + (column.stored() ? " STORED" : " VIRTUAL");
    boolean optional = column.attributes().contains("INVISIBLE");
    String nullable =
        column.notNull() && !optional ? " NOT NULL" : generated.isEmpty() ? " NULL" : "";
    return "`"
        + column.name()
        + "` "
        + type
        + column.charset()
        + generated
        + nullable
        + sql(column.attributes());
  }

  /** Any index on any of the columns. */
  Item index(Random random, Vendor vendor, String indexName) {
    if (columns.isEmpty()) {
      return new Item(indexName, "KEY `" + indexName + "` (`id`)");
    }
    List<String> parts = new ArrayList<>();
    List<RandomColumn> choice = new ArrayList<>(columns);
    java.util.Collections.shuffle(choice, random);
    boolean unique = random.nextInt(5) == 0 && partitioning.isEmpty();
    for (RandomColumn column : choice.subList(0, Math.min(choice.size(), 1 + random.nextInt(2)))) {
      if (column.type().equals("json")) {
        parts.remove("`id`");
        parts.add("`id`");
      } else {
        boolean prefixed = column.isLong() || column.type().equals("varchar(50)");
        String descending = random.nextInt(5) == 0 ? " DESC" : "";
        parts.add("{" + column.number() + "}" + (prefixed ? "(9)" : "") + descending);
      }
    }
    RandomColumn first = choice.get(0);
    if (first.isText() && random.nextInt(4) == 0 && isInnoDb()) {
      return new Item(indexName, "FULLTEXT KEY `" + indexName + "` ({" + first.number() + "})");
    }
    if (vendor == Vendor.MYSQL && first.isNumber() && random.nextInt(3) == 0 && isInnoDb()) {
      parts.set(0, "({" + first.number() + "} + " + random.nextInt(3) + ")");
    }
    String unused = vendor == Vendor.MYSQL ? " INVISIBLE" : " IGNORED";
    return new Item(
        indexName,
        (unique ? "UNIQUE " : "")
            + "KEY `"
            + indexName
            + "` ("
            + String.join(", ", parts)
            + ")"
            + (random.nextInt(8) == 0 ? unused : "")
            + (random.nextInt(8) == 0 ? " COMMENT 'i'" : ""));
  }
}

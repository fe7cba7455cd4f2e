package dev.migrate.schema.diff;

import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A schema made by chance, and another one made of it by chance. */
final class RandomSchema {

  /** The number of a column that a foreign key refers to. */
  private static final Pattern CODE = Pattern.compile("\\[(\\d+)]");

  private final Random random;
  private final Vendor vendor;
  private int next;

  /** Numbers from this on are of what the schema that it was made of does not have. */
  private int firstNew;

  private final List<RandomTable> tables = new ArrayList<>();

  private final RandomObjects objects;

  private final List<String> renames = new ArrayList<>();

  private RandomSchema(Random random, Vendor vendor) {
    this.random = random;
    this.vendor = vendor;
    this.objects = new RandomObjects(random, vendor);
  }

  static RandomSchema of(Random random, Vendor vendor) {
    RandomSchema schema = new RandomSchema(random, vendor);
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      schema.addTable();
    }
    for (int i = 0; i < count; i++) {
      schema.change(schema.tables.get(i));
    }
    schema.objects.change();
    schema.settle();
    return schema;
  }

  /** Another one that has much in common with this. */
  RandomSchema changed() {
    RandomSchema other = new RandomSchema(random, vendor);
    other.next = next;
    other.firstNew = next;
    tables.forEach(table -> other.tables.add(table.copy()));
    other.objects.copy(objects);
    other.changeTables();
    other.objects.change();
    other.settle();
    other.renames.removeIf(each -> each.contains(".") && !other.hasColumn(each));
    return other;
  }

  /** Of what was changed, as {@link Renames#parse} reads it. */
  List<String> renames() {
    return renames;
  }

  private boolean hasColumn(String rename) {
    String name = rename.substring(rename.indexOf(':') + 1);
    return tables.stream()
        .flatMap(table -> table.columns.stream())
        .anyMatch(column -> column.name().equals(name));
  }

  private boolean chance(int oneOf) {
    return random.nextInt(oneOf) == 0;
  }

  private RandomTable addTable() {
    String name = freeName("t");
    RandomTable table = new RandomTable(next++, name);
    table.idType = chance(3) ? "bigint" : "int";
    table.autoIncrement = chance(2);
    tables.add(table);
    for (int i = random.nextInt(6); i >= 0; i--) {
      addColumn(table);
    }
    return table;
  }

  private String freeName(String stem) {
    while (true) {
      String name = stem + random.nextInt(12);
      if (tables.stream().noneMatch(table -> table.name.equals(name))
          && renames.stream().noneMatch(each -> each.startsWith(name + ":"))) {
        return name;
      }
    }
  }

  private void addColumn(RandomTable table) {
    String name = String.valueOf((char) ('a' + random.nextInt(20)));
    boolean renamedAway = renames.stream().anyMatch(each -> each.contains("." + name + ":"));
    if (renamedAway || table.columns.stream().anyMatch(column -> column.name().equals(name))) {
      return;
    }
    int number = next++;
    List<RandomColumn> numbers = table.columns.stream().filter(RandomColumn::isNumber).toList();
    int place = random.nextInt(table.columns.size() + 1);
    if (chance(8)) {
      addCode(table);
    } else if (!numbers.isEmpty() && chance(6)) {
      int base = numbers.get(random.nextInt(numbers.size())).number();
      boolean checks = vendor == Vendor.MARIADB && chance(2);
      table.columns.add(RandomColumn.computed(number, name, base, checks));
    } else if (chance(4)) {
      table.columns.add(place, RandomColumn.number(number, name, random));
    } else if (!numbers.isEmpty() && chance(4)) {
      String base = "{" + numbers.get(random.nextInt(numbers.size())).number() + "}";
      String expression = base + " + " + random.nextInt(3);
      table.columns.add(RandomColumn.generated(number, name, expression, chance(2)));
    } else {
      table.columns.add(place, RandomColumn.plain(number, name, random));
    }
  }

  private void addCode(RandomTable table) {
    int number = next++;
    String name = "q" + number;
    table.columns.add(RandomColumn.code(number));
    table.indexes.add(new RandomTable.Item(name, "UNIQUE KEY `" + name + "` ({" + number + "})"));
  }

  private void changeTables() {
    tables.removeIf(table -> chance(6));
    for (RandomTable table : List.copyOf(tables)) {
      if (chance(8)) {
        String old = table.name;
        renames.add(old + ":" + freeName("r"));
        table.name = renames.get(renames.size() - 1).substring(old.length() + 1);
      }
      if (!chance(4)) {
        change(table);
      }
    }
    while (chance(3) || tables.isEmpty()) {
      change(addTable());
    }
  }

  private void change(RandomTable table) {
    if (chance(6)) {
      table.columns.removeIf(column -> chance(4));
    }
    if (chance(4)) {
      table.columns.replaceAll(
          column ->
              column.isPlain() && !column.isNumber() && chance(3)
                  ? RandomColumn.plain(column.number(), column.name(), random)
                  : column);
      table.columns.replaceAll(
          column ->
              column.isNumber() && chance(4)
                  ? RandomColumn.number(column.number(), column.name(), random)
                  : column);
    }
    if (chance(8)) {
      renameColumn(table);
    }
    while (chance(3)) {
      addColumn(table);
    }
    table.idType = chance(8) ? (chance(3) ? "int" : "bigint") : table.idType;
    table.autoIncrement = chance(8) != table.autoIncrement;
    changeOptions(table);
    table.indexes.removeIf(item -> chance(4));
    table.checks.removeIf(item -> chance(4));
    table.foreignKeys.removeIf(item -> chance(4));
    while (chance(2)) {
      addIndex(table);
    }
    if (chance(3)) {
      addCheck(table);
    }
    while (chance(2)) {
      addForeignKey(table);
    }
  }

  private void renameColumn(RandomTable table) {
    List<RandomColumn> plain =
        table.columns.stream()
            .filter(column -> column.expression().isEmpty() && column.number() < firstNew)
            .filter(column -> !column.isCode())
            .toList();
    if (!plain.isEmpty()) {
      RandomColumn column = plain.get(random.nextInt(plain.size()));
      String name = "n" + next++;
      renames.add(table.name + "." + column.name() + ":" + name);
      table.columns.set(table.columns.indexOf(column), column.named(name));
    }
  }

  private void changeOptions(RandomTable table) {
    if (chance(6)) {
      List<String> choice =
          List.of(
              "",
              " COMMENT='c1'",
              " COMMENT='it''s'",
              " ROW_FORMAT=COMPACT",
              " DEFAULT CHARSET=latin1",
              " COLLATE=utf8mb4_bin",
              " STATS_PERSISTENT=1",
              " ENGINE=MyISAM");
      table.options = choice.get(random.nextInt(choice.size()));
    }
    if (chance(10)) {
      List<String> choice =
          List.of(
              "",
              " PARTITION BY HASH (`id`) PARTITIONS 2",
              " PARTITION BY RANGE (`id`) (PARTITION p0 VALUES LESS THAN (10),"
                  + " PARTITION p1 VALUES LESS THAN MAXVALUE)");
      table.partitioning = choice.get(random.nextInt(choice.size()));
    }
  }

  private void addIndex(RandomTable table) {
    String name = "k" + random.nextInt(8);
    if (table.indexes.stream().noneMatch(item -> item.name().equals(name))) {
      table.indexes.add(table.index(random, vendor, name));
    }
  }

  private void addCheck(RandomTable table) {
    String name = "c" + random.nextInt(8);
    List<RandomColumn> numbers = table.columns.stream().filter(RandomColumn::isNumber).toList();
    boolean taken =
        tables.stream()
            .flatMap(each -> each.checks.stream())
            .anyMatch(item -> item.name().equals(name));
    if (!taken && !numbers.isEmpty()) {
      String column = "{" + numbers.get(random.nextInt(numbers.size())).number() + "}";
      String unenforced = vendor == Vendor.MYSQL && chance(4) ? " NOT ENFORCED" : "";
      String sql = "CHECK (" + column + " > " + random.nextInt(4) + ")" + unenforced;
      table.checks.add(new RandomTable.Item(name, "CONSTRAINT `" + name + "` " + sql));
    }
  }

  private void addForeignKey(RandomTable table) {
    String name = "f" + random.nextInt(12);
    boolean taken =
        tables.stream()
            .flatMap(each -> each.foreignKeys.stream())
            .anyMatch(item -> item.name().equals(name));
    if (taken) {
      return;
    }
    RandomTable parent = tables.get(random.nextInt(tables.size()));
    List<RandomColumn> codes = parent.columns.stream().filter(RandomColumn::isCode).toList();
    RandomColumn code = codes.isEmpty() || chance(2) ? null : codes.get(0);
    RandomColumn column = reference(parent, code);
    table.columns.add(column);
    List<String> actions =
        List.of("", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE");
    String sql =
        "ADD CONSTRAINT `"
            + name
            + "` FOREIGN KEY ({"
            + column.number()
            + "}) REFERENCES #"
            + parent.number
            + (code == null ? "# (`id`)" : "# ([" + code.number() + "])")
            + actions.get(random.nextInt(actions.size()));
    table.foreignKeys.add(new RandomTable.Item(name, sql));
    if (chance(3) && table.indexes.stream().noneMatch(item -> item.name().equals(name + "x"))) {
      String index = "KEY `" + name + "x` ({" + column.number() + "}, `id`)";
      table.indexes.add(new RandomTable.Item(name + "x", index));
    }
  }

  private RandomColumn reference(RandomTable parent, @Nullable RandomColumn code) {
    int number = next++;
    return code == null
        ? RandomColumn.reference(number, "r" + number, parent.number)
        : new RandomColumn(number, "r" + number, "bigint", "", false, "", -2, "", false);
  }

  /** Whether what a foreign key refers to is there, and unique. */
  private boolean isThere(String sql) {
    Optional<RandomTable> parent = parentOf(sql);
    Matcher code = CODE.matcher(sql);
    return parent.isPresent()
        && (!code.find()
            || parent.get().indexes.stream()
                .anyMatch(
                    item ->
                        item.sql().endsWith("({" + code.group(1) + "})")
                            && item.sql().startsWith("UNIQUE")));
  }

  /** Removes what is no longer possible. */
  private void settle() {
    for (RandomTable table : tables) {
      table.columns.removeIf(
          column -> column.references() >= 0 && find(column.references()).isEmpty());
      if (!table.partitioning.isEmpty()) {
        table.options = table.options.replace(" ENGINE=MyISAM", "");
        table.indexes.removeIf(
            item -> item.sql().startsWith("UNIQUE") || item.sql().startsWith("FULL"));
      }
      if (!table.isInnoDb()) {
        table.indexes.removeIf(item -> item.sql().contains("(({") || item.sql().contains(" DESC"));
      }
      table.tidy();
      fixIndexes(table);
    }
    for (RandomTable table : tables) {
      table.foreignKeys.removeIf(
          item -> !isThere(item.sql()) || !table.isInnoDb() || !parent(item.sql()).isInnoDb());
    }
  }

  /** An index on a column of another type than it had may be none any more. */
  private void fixIndexes(RandomTable table) {
    table.indexes.removeIf(
        item ->
            table.columns.stream()
                .anyMatch(
                    column ->
                        item.sql().contains("{" + column.number() + "}")
                            && !fits(item.sql(), column)));
  }

  private static boolean fits(String sql, RandomColumn column) {
    boolean prefixed = sql.contains("{" + column.number() + "}(9)");
    boolean expression = sql.contains("({" + column.number() + "} +");
    boolean text = column.isLong() || column.type().equals("varchar(50)");
    if (sql.startsWith("FULL")) {
      return column.isText();
    }
    return expression ? column.isNumber() : prefixed == text && !column.type().equals("json");
  }

  private Optional<RandomTable> find(int number) {
    return tables.stream().filter(table -> table.number == number).findFirst();
  }

  private RandomTable parent(String sql) {
    return parentOf(sql).orElseThrow();
  }

  private Optional<RandomTable> parentOf(String sql) {
    return find(Integer.parseInt(sql.replaceAll("(?s).*#(\\d+)#.*", "$1")));
  }

  String idType(int table) {
    return find(table).orElseThrow().idType;
  }

  /** All statements that make it in an empty database. */
  List<String> statements() {
    List<String> sql = new ArrayList<>(objects.independent());
    tables.forEach(table -> sql.add(table.create(this)));
    for (RandomTable table : tables) {
      for (RandomTable.Item item : table.foreignKeys) {
        RandomTable parent = parent(item.sql());
        String clause = table.sql(item.sql()).replaceAll("#\\d+#", "`" + parent.name + "`");
        clause = parent.sql(CODE.matcher(clause).replaceAll("{$1}"));
        sql.add("ALTER TABLE `" + table.name + "` " + clause);
      }
    }
    sql.addAll(objects.reading(tables));
    return sql;
  }
}

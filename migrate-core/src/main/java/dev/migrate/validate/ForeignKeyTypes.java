package dev.migrate.validate;

import dev.migrate.schema.model.Column;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Foreign keys whose columns are of another type than those they refer to. */
final class ForeignKeyTypes implements Check {

  private static final Rule RULE =
      new Rule("S603", Severity.WARNING, "a foreign key's column has another type");

  private static final Set<String> TEXTS =
      Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene
        .table()
        .ifPresent(
            table -> {
              table
                  .clauses(Clause.AddForeignKey.class)
                  .forEach(key -> key(scene, table, key, findings));
              Defined.columns(table).forEach(column -> reference(scene, table, column, findings));
            });
  }

  private static void key(
      Scene scene, TableStatement table, Clause.AddForeignKey key, Findings findings) {
    int pairs = Math.min(key.columns().size(), key.referencedColumns().size());
    for (int i = 0; i < pairs; i++) {
      compare(
          scene,
          table,
          key.columns().get(i),
          key.references(),
          key.referencedColumns().get(i),
          findings);
    }
  }

  private static void reference(
      Scene scene, TableStatement table, ColumnText column, Findings findings) {
    ObjectName to = column.references();
    String referenced = column.referencedColumn();
    if (to != null && referenced != null) {
      compare(scene, table, column.name(), to, referenced, findings);
    }
  }

  private static void compare(
      Scene scene,
      TableStatement table,
      String name,
      ObjectName to,
      String referenced,
      Findings findings) {
    Optional<Column> column = column(scene, table, name);
    boolean itself = to.name().equalsIgnoreCase(table.table().name());
    Optional<Column> target =
        itself ? column(scene, table, referenced) : scene.before(to, referenced);
    if (column.isPresent() && target.isPresent() && differ(column.get(), target.get())) {
      findings.add(
          RULE,
          scene.statement(),
          "%s.%s is %s, but %s.%s, which it refers to, is %s."
              .formatted(
                  table.table().name(),
                  name,
                  shown(column.get()),
                  to.name(),
                  referenced,
                  shown(target.get())),
          "Give both columns the same type, sign and character set.");
    }
  }

  private static Optional<Column> column(Scene scene, TableStatement table, String name) {
    return Defined.columns(table)
        .filter(each -> each.name().equalsIgnoreCase(name))
        .findFirst()
        .map(text -> scene.written(table, text))
        .or(() -> scene.before(table.table(), name));
  }

  private static boolean differ(Column one, Column other) {
    String type = comparable(one);
    if (!type.equals(comparable(other))) {
      return true;
    }
    String charset = one.charset();
    return TEXTS.contains(type)
        && charset != null
        && other.charset() != null
        && !charset.equals(other.charset());
  }

  /** Lengths of texts and display widths may differ. */
  private static String comparable(Column column) {
    String type = column.type();
    String base = type.split("[( ]", 2)[0];
    String kind =
        switch (base) {
          case "char", "varchar" -> "varchar";
          case "binary", "varbinary" -> "varbinary";
          case "decimal" -> type.replace(" ", "").replaceAll("unsigned|zerofill", "");
          default -> base;
        };
    return kind + (type.contains(" unsigned") ? " unsigned" : "");
  }

  private static String shown(Column column) {
    return column.charset() == null ? column.type() : column.type() + " in " + column.charset();
  }
}

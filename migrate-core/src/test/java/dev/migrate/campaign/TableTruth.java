package dev.migrate.campaign;

import static dev.migrate.campaign.Catalog.collation;
import static dev.migrate.campaign.Catalog.lower;

import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.TableStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the clauses that were read with what became of the table. */
final class TableTruth {

  private final TableStatement statement;
  private final Catalog.Table before;
  private final Catalog.Table after;
  private final List<String> wrong = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private final Map<String, Catalog.Index> indexes = new TreeMap<>();
  private final List<Catalog.Index> wanted = new ArrayList<>();

  private TableTruth(TableStatement statement, Catalog.Table before, Catalog.Table after) {
    this.statement = statement;
    this.before = before;
    this.after = after;
  }

  /** What was read wrongly; {@code before} is null for a table that was not there. */
  static List<String> compare(TableStatement statement, Catalog.Table before, Catalog.Table after) {
    TableTruth truth = new TableTruth(statement, before, after);
    truth.compare();
    return truth.wrong;
  }

  private void compare() {
    if (before != null) {
      columns.addAll(before.columnNames());
      indexes.putAll(before.indexes());
    }
    statement.clauses().forEach(this::apply);
    if (statement.select()) {
      columns.removeIf(name -> !after.columnNames().contains(name));
      check(after.columnNames().containsAll(columns), "columns " + columns);
    } else {
      check(columns.equals(after.columnNames()), columns + " are not " + after.columnNames());
    }
    indexes();
    if (before != null && statement.clauses().isEmpty()) {
      check(before.equals(after), "changed without a clause");
    }
  }

  private void check(boolean right, String what) {
    if (!right) {
      wrong.add(what);
    }
  }

  private void apply(Clause clause) {
    if (clause instanceof Clause.AddColumn add) {
      boolean there = columns.contains(lower(add.column().name()));
      if (!there) {
        place(lower(add.column().name()), add.after(), columns.size());
        column(add.column());
      }
    } else if (clause instanceof Clause.ModifyColumn modify) {
      int at = columns.indexOf(lower(modify.name()));
      if (at >= 0) {
        columns.remove(at);
        place(lower(modify.column().name()), modify.after(), at);
        renamed(lower(modify.name()), lower(modify.column().name()));
        column(modify.column());
      }
    } else if (clause instanceof Clause.RenameColumn rename) {
      columns.replaceAll(name -> name.equals(lower(rename.from())) ? lower(rename.to()) : name);
      renamed(lower(rename.from()), lower(rename.to()));
    } else if (clause instanceof Clause.DropColumn drop) {
      columns.remove(lower(drop.name()));
      indexes.values().forEach(index -> index.columns().remove(lower(drop.name())));
      indexes.values().removeIf(index -> index.columns().isEmpty());
    } else {
      applyKey(clause);
    }
  }

  private void applyKey(Clause clause) {
    if (clause instanceof Clause.AddIndex add) {
      Catalog.Index index =
          new Catalog.Index(
              add.kind().name(),
              new ArrayList<>(add.columns().stream().map(Catalog::lower).toList()));
      String name = add.name();
      if (name != null && indexes.get(lower(name)) == null) {
        indexes.put(lower(name), index);
      } else if (name == null) {
        wanted.add(index);
      }
    } else if (clause instanceof Clause.DropIndex drop) {
      drop(drop.name());
    } else if (clause instanceof Clause.DropConstraint drop) {
      if (before == null || !before.checks().contains(lower(drop.name()))) {
        drop(drop.name());
      }
      check(
          !after.checks().contains(lower(drop.name())), "constraint " + drop.name() + " is there");
    } else if (clause instanceof Clause.DropForeignKey drop) {
      check(!after.keys().containsKey(lower(drop.name())), "key " + drop.name() + " is there");
    } else if (clause instanceof Clause.RenameIndex rename) {
      Catalog.Index index = indexes.remove(lower(rename.from()));
      if (index != null) {
        indexes.put(lower(rename.to()), index);
      }
    } else if (clause instanceof Clause.AddForeignKey key) {
      foreignKey(key);
    } else {
      applyOther(clause);
    }
  }

  private void drop(String name) {
    indexes.remove(lower(name));
  }

  private void foreignKey(Clause.AddForeignKey key) {
    List<String> of = key.columns().stream().map(Catalog::lower).toList();
    String to = lower(key.references().name());
    boolean found =
        key.name() == null
            ? after.keys().values().stream()
                .anyMatch(each -> each.columns().equals(of) && each.to().equals(to))
            : new Catalog.Key(to, new ArrayList<>(of)).equals(after.keys().get(lower(key.name())));
    check(found || !"InnoDB".equals(after.engine()), key + " is not in " + after.keys());
  }

  private void applyOther(Clause clause) {
    if (clause instanceof Clause.AddCheck check) {
      String name = check.name();
      check(name == null || after.checks().contains(lower(name)), check + " is not there");
    } else if (clause instanceof Clause.Option option) {
      option(option.name(), option.value());
    } else if (clause instanceof Clause.Partition partition) {
      partition(partition);
    } else if (clause instanceof Clause.AlterDefault of) {
      Catalog.Column column = after.column(of.column());
      check(column != null, "no column " + of.column());
    } else if (clause instanceof Clause.Convert convert && !convert.charset().equals("DEFAULT")) {
      check(
          after.collation().startsWith(collation(convert.charset())),
          convert + " is not " + after.collation());
    }
  }

  private void option(String name, String value) {
    switch (name) {
      case "ENGINE" ->
          check(value.equalsIgnoreCase(after.engine()), value + " is not " + after.engine());
      case "COMMENT" ->
          check(
              after.comment().startsWith(value) || !statement.option(name).orElse("").equals(value),
              value + " is not " + after.comment());
      case "COLLATE" ->
          check(
              value.equalsIgnoreCase("DEFAULT") || after.collation().endsWith(collation(value)),
              value + " is not " + after.collation());
      case "CHARSET" ->
          check(
              value.equalsIgnoreCase("DEFAULT") || after.collation().startsWith(collation(value)),
              value + " is not of " + after.collation());
      default -> {}
    }
  }

  private void partition(Clause.Partition partition) {
    switch (partition.verb()) {
      case "BY" -> check(!after.partitions().isEmpty(), "not partitioned");
      case "REMOVE" -> check(after.partitions().isEmpty(), "partitioned");
      case "DROP" ->
          partition
              .partitions()
              .forEach(
                  name -> check(!after.partitions().contains(lower(name)), name + " is there"));
      case "ADD" ->
          check(after.partitions().size() > before.partitions().size(), "no more partitions");
      default -> {}
    }
  }

  private void place(String name, String position, int otherwise) {
    int at = position == null ? otherwise : columns.indexOf(lower(position)) + 1;
    columns.add(Math.min(at, columns.size()), name);
  }

  private void renamed(String from, String to) {
    indexes.replaceAll(
        (name, index) ->
            new Catalog.Index(
                index.kind(),
                new ArrayList<>(
                    index.columns().stream().map(c -> c.equals(from) ? to : c).toList())));
  }

  private void column(ColumnText text) {
    if (text.primaryKey()) {
      indexes.put("primary", index("PRIMARY", text));
    }
    if (text.unique()) {
      wanted.add(index("UNIQUE", text));
    }
    Catalog.Column column = after.column(text.name());
    if (column == null) {
      return;
    }
    List<String> problems = new ColumnTruth(text, column).wrong();
    wrong.addAll(problems);
  }

  private static Catalog.Index index(String kind, ColumnText text) {
    return new Catalog.Index(kind, new ArrayList<>(List.of(lower(text.name()))));
  }

  /**
   * Named ones are there; unnamed ones by their columns; what else is there is of a foreign key.
   */
  private void indexes() {
    Map<String, Catalog.Index> left = new TreeMap<>(after.indexes());
    indexes.forEach(
        (name, index) -> {
          Catalog.Index found = left.remove(name);
          boolean implicit = found == null && ofForeignKey(index);
          check(implicit || index.equals(found), name + " " + index + " is not " + found);
        });
    for (Catalog.Index index : wanted) {
      boolean found = left.values().remove(index) || isPrimary(index) || before != null;
      check(found, index + " is not among " + after.indexes());
    }
    left.values().removeIf(this::ofForeignKey);
    check(left.isEmpty(), "unforeseen: " + left);
  }

  /** A column that is both has one index. */
  private boolean isPrimary(Catalog.Index index) {
    return indexes.containsKey("primary")
        && indexes.get("primary").columns().equals(index.columns());
  }

  private boolean ofForeignKey(Catalog.Index index) {
    return index.kind().equals("PLAIN")
        && (after.keys().values().stream().anyMatch(key -> index.columns().equals(key.columns()))
            || (before != null
                && before.keys().values().stream()
                    .anyMatch(key -> index.columns().equals(key.columns()))));
  }
}

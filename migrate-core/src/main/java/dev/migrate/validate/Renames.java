package dev.migrate.validate;

import dev.migrate.schema.model.Column;
import dev.migrate.sql.Change;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Optional;

/** What the release that runs meanwhile relies on and does not find any more. */
final class Renames implements Check {

  private static final Rule TABLE = rule("C201", "a table gets another name");
  private static final Rule COLUMN = rule("C202", "a column gets another name");
  private static final Rule DEMANDED = rule("C204", "a column that inserts have to name");
  private static final Rule DEFAULT = rule("C205", "a default that inserts rely on goes");

  private static Rule rule(String code, String title) {
    return new Rule(code, Severity.WARNING, title);
  }

  @Override
  public List<Rule> rules() {
    return List.of(TABLE, COLUMN, DEMANDED, DEFAULT);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene.altered().ifPresent(table -> altered(scene, table, findings));
    if (scene.table().isEmpty()
        && scene.statement().kind() == StatementKind.DDL
        && Change.of(scene.statement()).kind() == Change.Kind.RENAME) {
      renamed(scene, scene.statement().objects(), findings);
    }
  }

  private static void renamed(Scene scene, List<ObjectName> names, Findings findings) {
    for (int i = 0; i + 1 < names.size(); i += 2) {
      ObjectName from = names.get(i);
      boolean kept = false;
      for (int j = i + 3; j < names.size(); j += 2) {
        kept |= names.get(j).name().equalsIgnoreCase(from.name());
      }
      if (from.type() == ObjectName.Type.TABLE && !kept && !scene.known().isNew(from)) {
        table(scene, from, names.get(i + 1), findings);
      }
    }
  }

  private static void table(Scene scene, ObjectName from, ObjectName to, Findings findings) {
    findings.add(
        TABLE,
        scene.statement(),
        "The release that runs meanwhile does not find the table " + from.name() + " any more.",
        "Leave a view of the old name in its place until that release is gone: CREATE VIEW "
            + from.name()
            + " AS SELECT * FROM "
            + to.name());
  }

  private static void altered(Scene scene, TableStatement table, Findings findings) {
    for (Clause clause : table.clauses()) {
      if (clause instanceof Clause.RenameTable renamed) {
        table(scene, table.table(), renamed.to(), findings);
      } else if (clause instanceof Clause.RenameColumn renamed) {
        column(scene, table, renamed.from(), findings);
      } else if (clause instanceof Clause.ModifyColumn modify) {
        modified(scene, table, modify, findings);
      } else if (clause instanceof Clause.AddColumn added) {
        added(scene, table, added.column(), findings);
      } else if (clause instanceof Clause.AlterDefault changed && changed.defaultText() == null) {
        withoutDefault(scene, table, changed.column(), findings);
      }
    }
  }

  private static void column(Scene scene, TableStatement table, String from, Findings findings) {
    if (!scene.known().isNew(table.table(), from)) {
      findings.add(
          COLUMN,
          scene.statement(),
          "The release that runs meanwhile does not find "
              + table.table().name()
              + "."
              + from
              + " any more.",
          "Add the new column beside it, copy the values, and drop the old one in a later release.");
    }
  }

  private static void modified(
      Scene scene, TableStatement table, Clause.ModifyColumn modify, Findings findings) {
    if (modify.renames()) {
      column(scene, table, modify.name(), findings);
    }
    if (modify.column().notNull() && !hasValue(modify.column())) {
      withoutDefault(scene, table, modify.name(), findings);
    }
  }

  private static boolean hasValue(ColumnText column) {
    return column.hasDefault() || column.autoIncrement() || column.generated();
  }

  /** A nullable column without a default is given NULL by an INSERT that does not name it. */
  private static void withoutDefault(
      Scene scene, TableStatement table, String name, Findings findings) {
    if (scene.known().isNew(table.table(), name)) {
      return;
    }
    Optional<Column> before = scene.before(table.table(), name);
    if (before.isEmpty()) {
      findings.unjudged(DEFAULT);
    } else if (before.get().nullable() || before.get().defaultValue() != null) {
      findings.add(
          DEFAULT,
          scene.statement(),
          "An INSERT that does not name "
              + table.table().name()
              + "."
              + name
              + " fails from now on; the release that runs meanwhile may rely on it.",
          "Keep a default until every release that runs names the column.");
    }
  }

  private static void added(
      Scene scene, TableStatement table, ColumnText column, Findings findings) {
    if (column.notNull() && !hasValue(column)) {
      findings.add(
          DEMANDED,
          scene.statement(),
          "The INSERTs of the release that runs meanwhile do not name "
              + table.table().name()
              + "."
              + column.name()
              + ", and fail.",
          "Give it a DEFAULT, or let it be NULL until every release that runs names it.");
    }
  }
}

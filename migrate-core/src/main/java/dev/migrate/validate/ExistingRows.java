package dev.migrate.validate;

import static dev.migrate.server.Identifier.quote;

import dev.migrate.schema.model.Column;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a statement demands of rows that are there already. */
final class ExistingRows implements Check {

  private static final Rule UNIQUE =
      rule("V301", "a unique key over rows that may have duplicates");
  private static final Rule NOT_NULL = rule("V302", "NOT NULL over rows that may have none");
  private static final Rule CHECK = rule("V303", "a CHECK that rows may break");
  private static final Rule FOREIGN_KEY = rule("V304", "a foreign key over rows without a parent");

  private static Rule rule(String code, String title) {
    return new Rule(code, Severity.WARNING, title);
  }

  @Override
  public List<Rule> rules() {
    return List.of(UNIQUE, NOT_NULL, CHECK, FOREIGN_KEY);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene
        .altered()
        .filter(table -> !scene.known().isAbsent(table.table()))
        .ifPresent(table -> new Demands(scene, table, findings).look());
  }

  /** What one statement demands. */
  private record Demands(Scene scene, TableStatement statement, Findings findings) {

    void look() {
      statement.clauses().forEach(this::clause);
    }

    private void clause(Clause clause) {
      if (clause instanceof Clause.AddIndex index) {
        index(index);
      } else if (clause instanceof Clause.AddColumn add) {
        added(add.column());
      } else if (clause instanceof Clause.ModifyColumn modify) {
        modified(modify);
      } else if (clause instanceof Clause.AddCheck check && check.enforced()) {
        check(check.expression());
      } else if (clause instanceof Clause.AddForeignKey key) {
        foreignKey(key.columns(), key.references(), key.referencedColumns());
      }
    }

    private void index(Clause.AddIndex index) {
      boolean primary = index.kind() == Clause.IndexKind.PRIMARY;
      if (statement.ignore() || !(primary || index.kind() == Clause.IndexKind.UNIQUE)) {
        return;
      }
      if (primary && index.columns().stream().allMatch(this::isAddedAutoIncrement)) {
        return;
      }
      unique(index.columns(), index.text());
      if (primary) {
        index.columns().forEach(this::notNull);
      }
    }

    /** {@code ADD id INT AUTO_INCREMENT, ADD PRIMARY KEY (id)}: the server counts. */
    private boolean isAddedAutoIncrement(String column) {
      return statement.columns().stream()
          .anyMatch(each -> each.name().equalsIgnoreCase(column) && each.autoIncrement());
    }

    private void unique(List<String> columns, String text) {
      if (columns.stream().anyMatch(this::isEmpty)) {
        return;
      }
      List<String> shown = columns.stream().map(each -> each.isEmpty() ? "…" : each).toList();
      String what = "Two rows of " + name() + " with the same " + String.join(", ", shown);
      if (columns.contains("") || columns.stream().anyMatch(this::isNew)) {
        judge(UNIQUE, what, null);
      } else {
        List<String> expressions = columns.stream().map(each -> prefixed(each, text)).toList();
        judge(UNIQUE, what, Question.duplicates(name(), expressions, primaryKey()));
      }
    }

    /** {@code name(10)}: only the first characters have to differ. */
    private static String prefixed(String column, String text) {
      Matcher length =
          Pattern.compile("`?" + Pattern.quote(column) + "`?\\s*\\(\\s*(\\d+)\\s*\\)")
              .matcher(text);
      return length.find() ? "LEFT(" + quote(column) + ", " + length.group(1) + ")" : quote(column);
    }

    private void added(ColumnText column) {
      boolean counted = column.autoIncrement() || column.generated();
      boolean filled = column.notNull() || hasValue(column);
      if ((column.unique() || column.primaryKey()) && !counted && filled) {
        judge(
            UNIQUE,
            "Two rows of " + name() + ", which both get the default of " + column.name(),
            null);
      }
      if (column.check() != null && filled) {
        judge(CHECK, "The default of " + column.name() + " where it breaks its CHECK", null);
      }
      if (column.references() != null && column.referencedColumn() != null && hasValue(column)) {
        judge(FOREIGN_KEY, "The default of " + column.name() + " without its parent", null);
      }
    }

    private static boolean hasValue(ColumnText column) {
      return column.defaultText() != null && !column.defaultText().equalsIgnoreCase("NULL");
    }

    private void modified(Clause.ModifyColumn modify) {
      ColumnText column = modify.column();
      if (column.notNull()) {
        notNull(modify.name());
      }
      if (column.unique()) {
        unique(List.of(modify.name()), "");
      }
      String check = column.check();
      boolean same =
          scene
              .before(statement.table(), modify.name())
              .map(Column::check)
              .filter(each -> check != null && plain(each).equals(plain(check)))
              .isPresent();
      if (check != null && !same) {
        check(check);
      }
    }

    private static String plain(String expression) {
      return KnownTable.lower(expression.replaceAll("[`()\\s]", ""));
    }

    private void notNull(String column) {
      boolean filled = scene.known().isAssigned(statement.table(), column);
      if (isAddedHere(column) || filled) {
        return;
      }
      Optional<Column> before = scene.before(statement.table(), column);
      if (before.isEmpty()) {
        findings.unjudged(NOT_NULL);
      } else if (isEmpty(column)) {
        judge(
            NOT_NULL,
            "A row of " + name() + ", in which " + column + " is empty still,",
            Question.rows(name(), "TRUE", primaryKey()));
      } else if (before.get().nullable() && !isNew(column)) {
        judge(
            NOT_NULL,
            "A row of " + name() + " without " + column,
            Question.rows(name(), quote(column) + " IS NULL", primaryKey()));
      }
    }

    private void check(String expression) {
      boolean later =
          statement.columns().stream().anyMatch(each -> expression.contains(each.name()));
      judge(
          CHECK,
          "A row of " + name() + " that breaks " + expression,
          later ? null : Question.rows(name(), "NOT (" + expression + ")", primaryKey()));
    }

    private void foreignKey(List<String> columns, ObjectName parent, List<String> parentColumns) {
      if (columns.stream().anyMatch(this::isEmpty)) {
        return;
      }
      List<String> referenced = parentColumns.isEmpty() ? columns : parentColumns;
      boolean askable =
          referenced.size() == columns.size()
              && !scene.known().isNew(parent)
              && columns.stream().noneMatch(this::isNew);
      String shown =
          (parent.schema() == null ? "" : quote(parent.schema()) + ".") + quote(parent.name());
      judge(
          FOREIGN_KEY,
          "A row of " + name() + " whose " + String.join(", ", columns) + " is not in " + shown,
          askable ? Question.orphans(name(), columns, shown, referenced, primaryKey()) : null);
    }

    private void judge(Rule rule, String what, @Nullable Question question) {
      Optional<RealData> data = scene.facts().data();
      String fails = what + " makes this fail.";
      if (question == null) {
        add(rule, fails, "Look at the rows before, and correct them in a statement of its own.");
      } else if (scene.known().isWritten(statement.table())) {
        // The rows of now are not those that the statement will meet.
        add(rule, fails, "After the statements before it, ask: " + question.count());
      } else if (data.isEmpty()) {
        add(rule, fails, "Ask first, by hand or with -Dmigrate.checkData: " + question.count());
      } else {
        answered(rule, what, question, data.get().ask(question));
      }
    }

    private void answered(Rule rule, String what, Question question, RealData.Answer answer) {
      if (answer.failure() != null) {
        String why = what + " makes this fail; the rows could not be asked: " + answer.failure();
        add(rule, why, "Ask first: " + question.count());
      } else if (answer.count() > 0) {
        findings.addCertain(
            rule,
            scene.statement(),
            what + " makes this fail, and there " + answer.text() + ".",
            "Correct the rows in a statement before this one; they are found by: "
                + question.listing());
      }
    }

    private void add(Rule rule, String message, String fix) {
      findings.add(rule, scene.statement(), message, fix);
    }

    private boolean isAddedHere(String column) {
      return statement.columns().stream().anyMatch(each -> each.name().equalsIgnoreCase(column));
    }

    private boolean isNew(String column) {
      return isAddedHere(column) || scene.known().isNew(statement.table(), column);
    }

    /** Whether it was just added and no row has a value in it. */
    private boolean isEmpty(String column) {
      if (isAddedHere(column)) {
        return statement.columns().stream()
            .filter(each -> each.name().equalsIgnoreCase(column))
            .noneMatch(each -> each.notNull() || hasValue(each) || each.generated());
      }
      return isNew(column)
          && !scene.known().isAssigned(statement.table(), column)
          && scene
              .known()
              .table(statement.table())
              .flatMap(table -> table.column(column))
              .filter(
                  each ->
                      each.nullable() && each.defaultValue() == null && each.generated() == null)
              .isPresent();
    }

    private List<String> primaryKey() {
      return scene.known().table(statement.table()).map(KnownTable::primaryKey).orElse(List.of());
    }

    private String name() {
      return statement.table().name();
    }
  }
}

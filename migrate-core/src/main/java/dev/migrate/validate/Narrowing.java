package dev.migrate.validate;

import dev.migrate.schema.diff.Loss;
import dev.migrate.schema.diff.Lost;
import dev.migrate.schema.diff.Unfit;
import dev.migrate.schema.model.Column;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Columns that become too small for values they may have. */
final class Narrowing implements Check {

  private static final Rule RANGE = rule("D107", "a column becomes too small for its values");
  private static final Rule SIGN = rule("D108", "a column loses its sign, or digits");
  private static final Rule VALUES =
      rule("D109", "an ENUM or SET changes other than by values at its end");
  private static final Rule CHARSET = rule("D110", "a character set lacks characters");

  /** What the type alone takes, so that a condition on the values tells which rows lose it. */
  private static final Set<Lost.Kind> OF_TYPE =
      Set.of(Lost.Kind.RANGE, Lost.Kind.SIGN, Lost.Kind.PRECISION);

  private static Rule rule(String code, String title) {
    return new Rule(code, Severity.WARNING, title);
  }

  @Override
  public List<Rule> rules() {
    return List.of(RANGE, SIGN, VALUES, CHARSET);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene
        .altered()
        .ifPresent(
            table -> {
              table
                  .clauses(Clause.ModifyColumn.class)
                  .filter(clause -> !scene.known().isNew(table.table(), clause.name()))
                  .forEach(clause -> modified(scene, table, clause, findings));
              table
                  .clauses(Clause.Convert.class)
                  .forEach(clause -> converted(scene, table, clause, findings));
            });
  }

  private static void modified(
      Scene scene, TableStatement table, Clause.ModifyColumn clause, Findings findings) {
    Optional<Column> before = scene.before(table.table(), clause.name());
    if (before.isEmpty()) {
      rulesOf(clause).forEach(findings::unjudged);
      return;
    }
    Column after =
        scene
            .after(table.table(), clause.column().name())
            .orElseGet(() -> scene.written(table, clause.column()));
    String object = table.table().name() + "." + clause.name();
    String change = " (" + before.get().type() + " becomes " + after.type() + ")";
    Optional<Question> question =
        Unfit.rows(before.get(), after)
            .map(unfit -> Question.rows(table.table().name(), unfit, primaryKey(scene, table)));
    List<Lost> lost = Loss.between(before.get(), after);
    for (Lost each : lost) {
      String message = each.of(object) + change + ".";
      boolean asked = question.isPresent() && OF_TYPE.contains(each.kind());
      if (!asked) {
        findings.add(rule(each.kind()), scene.statement(), "May lose " + message, fix(each.kind()));
      } else if (isAskable(scene, table, before.get())) {
        answered(scene, each, message, question.get(), findings);
      } else {
        String fix = "Ask first, by hand or with -Dmigrate.checkData: " + question.get().count();
        findings.add(rule(each.kind()), scene.statement(), "May lose " + message, fix);
      }
    }
    if (lost.isEmpty() && Loss.reorders(before.get(), after)) {
      findings.add(
          VALUES,
          scene.statement(),
          "The values of "
              + object
              + " change their order, by which they are sorted"
              + change
              + ".",
          "Leave the values that are there in their order, and put new ones behind them.");
    }
  }

  private static void answered(
      Scene scene, Lost lost, String message, Question question, Findings findings) {
    RealData.Answer answer = scene.facts().data().orElseThrow().ask(question);
    Rule rule = rule(lost.kind());
    if (answer.failure() != null) {
      String why = "May lose " + message + " The rows could not be asked: " + answer.failure();
      findings.add(rule, scene.statement(), why, "Ask first: " + question.count());
    } else if (answer.count() > 0) {
      findings.addCertain(
          rule,
          scene.statement(),
          "Loses, or fails at, " + message + " In the rows there " + answer.text() + ".",
          "Correct the rows in a statement before this one; they are found by: "
              + question.count());
    }
  }

  /** Whether the rows of now are those that the statement meets, in the column as it is now. */
  private static boolean isAskable(Scene scene, TableStatement table, Column before) {
    ObjectName name = table.table();
    return scene.facts().data().isPresent()
        && !scene.file().undo()
        && !scene.known().isWritten(name)
        && scene
            .facts()
            .live()
            .flatMap(schema -> schema.table(name.name()))
            .flatMap(live -> live.column(before.name()))
            .filter(live -> live.type().equals(before.type()))
            .isPresent();
  }

  private static List<String> primaryKey(Scene scene, TableStatement table) {
    return scene.known().table(table.table()).map(KnownTable::primaryKey).orElse(List.of());
  }

  /** What may be lost where only the new definition is known. */
  private static Stream<Rule> rulesOf(Clause.ModifyColumn clause) {
    return switch (clause.column().baseType()) {
      case "enum", "set" -> Stream.of(VALUES);
      case "longtext", "longblob", "json" -> Stream.empty();
      default -> Stream.of(RANGE, SIGN);
    };
  }

  private static void converted(
      Scene scene, TableStatement table, Clause.Convert clause, Findings findings) {
    List<String> lost =
        scene.columns(table.table()).stream()
            .filter(column -> column.charset() != null)
            .filter(column -> !Loss.charsetHolds(column.charset(), clause.charset()))
            .map(Column::name)
            .toList();
    boolean unknown =
        scene.columns(table.table()).stream().allMatch(column -> column.charset() == null);
    if (!lost.isEmpty() || (unknown && !Loss.charsetHolds("utf8mb4", clause.charset()))) {
      findings.add(
          CHARSET,
          scene.statement(),
          "May lose characters of "
              + (unknown ? table.table().name() : String.join(", ", lost))
              + " that "
              + clause.charset()
              + " does not have.",
          fix(Lost.Kind.CHARSET));
    }
  }

  private static Rule rule(Lost.Kind kind) {
    return switch (kind) {
      case RANGE, COMPUTED -> RANGE;
      case SIGN, PRECISION -> SIGN;
      case VALUES -> VALUES;
      case CHARSET -> CHARSET;
    };
  }

  private static String fix(Lost.Kind kind) {
    return switch (kind) {
      case COMPUTED -> "Add a computed column beside it, and drop the old one in a later release.";
      case CHARSET -> "Stay with utf8mb4, which has every character.";
      case VALUES -> "UPDATE the rows that have these values first; better keep the values.";
      default ->
          "Ask the rows first whether such values are there; better let the column as wide as it is.";
    };
  }
}

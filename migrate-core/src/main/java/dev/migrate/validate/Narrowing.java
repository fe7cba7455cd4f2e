package dev.migrate.validate;

import dev.migrate.schema.diff.Loss;
import dev.migrate.schema.diff.Lost;
import dev.migrate.schema.diff.Unfit;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Schema;
import dev.migrate.sql.Clause;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Columns that become too small for values they may have. */
final class Narrowing implements Check {

  private static final Rule RANGE = rule("D107", "a column becomes too small for its values");
  private static final Rule SIGN = rule("D108", "a column loses its sign, or digits");
  private static final Rule VALUES =
      rule("D109", "an ENUM or SET changes other than by values at its end");
  private static final Rule CHARSET = rule("D110", "a character set lacks characters");

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
    boolean retyped = !before.get().type().equals(after.type());
    String change = retyped ? " (" + before.get().type() + " becomes " + after.type() + ")" : "";
    List<Lost> lost = Loss.between(before.get(), after);
    for (Lost each : lost) {
      Optional<String> unfit = Unfit.rows(before.get(), after, each.kind());
      new Losing(scene, table, findings)
          .judge(each.kind(), each.of(object) + change, unfit, List.of(before.get()));
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
    String charset = charset(scene, clause);
    if (charset == null) {
      findings.unjudged(CHARSET);
      return;
    }
    List<Column> lost =
        scene.columns(table.table()).stream()
            .filter(column -> column.charset() != null)
            .filter(column -> !Loss.charsetHolds(column.charset(), charset))
            .toList();
    boolean unknown =
        scene.columns(table.table()).stream().allMatch(column -> column.charset() == null);
    if (!lost.isEmpty() || (unknown && !Loss.charsetHolds("utf8mb4", charset))) {
      String which =
          unknown
              ? table.table().name()
              : lost.stream().map(Column::name).collect(Collectors.joining(", "));
      List<String> conditions =
          lost.stream().flatMap(column -> Unfit.rows(column, charset).stream()).toList();
      Optional<String> unfit =
          conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" OR ", conditions));
      String what = "characters of " + which + " that " + charset + " does not have";
      new Losing(scene, table, findings).judge(Lost.Kind.CHARSET, what, unfit, lost);
    }
  }

  /** The database's own where the statement says so; then null where that is not known. */
  private static @Nullable String charset(Scene scene, Clause.Convert clause) {
    return clause.charset().equalsIgnoreCase("DEFAULT")
        ? scene.facts().live().map(Schema::charset).orElse(null)
        : clause.charset();
  }

  /** What one statement loses of a table's rows, unless they say that it does not. */
  private record Losing(Scene scene, TableStatement table, Findings findings) {

    /**
     * Judges a loss.
     *
     * @param what is lost: {@code high values of tasks.id}
     * @param unfit a condition on the rows; empty where none tells which lose it
     * @param columns that it is about, as they are before
     */
    void judge(Lost.Kind kind, String what, Optional<String> unfit, List<Column> columns) {
      if (unfit.isEmpty()) {
        add(kind, "May lose " + what + ".", fix(kind));
        return;
      }
      Question question = Question.rows(table.table().name(), unfit.get(), primaryKey());
      if (columns.stream().allMatch(this::isAskable)) {
        answered(kind, what, question);
      } else {
        String fix = "Ask first, by hand or with -Dmigrate.checkData: " + question.count();
        add(kind, "May lose " + what + ".", fix);
      }
    }

    private void answered(Lost.Kind kind, String what, Question question) {
      RealData.Answer answer = scene.facts().data().orElseThrow().ask(question);
      if (answer.failure() != null) {
        String why = "May lose " + what + ". The rows could not be asked: " + answer.failure();
        add(kind, why, "Ask first: " + question.count());
      } else if (answer.count() > 0) {
        findings.addCertain(
            rule(kind),
            scene.statement(),
            "Loses, or fails at, " + what + ". In the rows there " + answer.text() + ".",
            "Correct the rows in a statement before this one; they are found by: "
                + question.listing());
      }
    }

    private void add(Lost.Kind kind, String message, String fix) {
      findings.add(rule(kind), scene.statement(), message, fix);
    }

    /** Whether the rows of now are those that the statement meets, in the column as it is now. */
    private boolean isAskable(Column before) {
      return scene.facts().data().isPresent()
          && !scene.file().undo()
          && !scene.known().isWritten(table.table())
          && scene
              .facts()
              .live()
              .flatMap(schema -> schema.table(table.table().name()))
              .flatMap(live -> live.column(before.name()))
              .filter(live -> live.type().equals(before.type()))
              .filter(live -> Objects.equals(live.charset(), before.charset()))
              .isPresent();
    }

    private List<String> primaryKey() {
      return scene.known().table(table.table()).map(KnownTable::primaryKey).orElse(List.of());
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

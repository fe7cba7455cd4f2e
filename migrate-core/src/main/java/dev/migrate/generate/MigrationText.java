package dev.migrate.generate;

import dev.migrate.schema.diff.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of a migration and of its undo, as their files hold them. */
public final class MigrationText {

  private final Session session;
  private final Map<String, String> set;
  private final StringBuilder text = new StringBuilder();
  private int statements;

  private MigrationText(Session session) {
    this.session = session;
    this.set =
        new HashMap<>(Map.of("sql_mode", session.sqlMode(), "time_zone", session.timeZone()));
  }

  /** The settings that are in force where the migration will run, and are kept with programs. */
  public record Session(String sqlMode, String timeZone) {}

  /**
   * Both texts.
   *
   * @param up the migration: what loses data is marked
   * @param undo the last step first, each with the number of the statement that it takes back; one
   *     that cannot bring data back makes the whole irreversible, and says why
   */
  public record Pair(String up, String undo) {}

  /**
   * Writes both.
   *
   * @param session a program kept with other settings is created with those
   */
  public static Pair of(List<Step> steps, Session session) {
    MigrationText up = new MigrationText(session);
    List<Integer> numbers = new ArrayList<>();
    for (Step step : steps) {
      numbers.add(up.add(step, step.up(), mark("destructive", step.destructive())));
    }
    MigrationText undo = new MigrationText(session);
    undo.irreversible(steps);
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      undo.add(step, step.down(), mark("undoes", String.valueOf(numbers.get(i))));
    }
    return new Pair(up.text.toString(), undo.text.toString());
  }

  private static String mark(String name, @Nullable String value) {
    return value == null ? "" : "-- " + name + ": " + oneLine(value) + "\n";
  }

  private void irreversible(List<Step> steps) {
    String lost =
        steps.stream()
            .map(Step::irreversible)
            .filter(Objects::nonNull)
            .map(MigrationText::oneLine)
            .distinct()
            .collect(Collectors.joining("; "));
    if (!lost.isEmpty()) {
      text.append("-- migrate:irreversible ").append(lost).append('\n');
      text.append(
          "-- What follows brings back the structure, not the data. Without the line above,\n");
      text.append("-- migrate:downgrade runs it.\n\n");
    }
  }

  /** Writes a statement; gives its number in the script. */
  private int add(Step step, String sql, String mark) {
    boolean kept = sql.startsWith("CREATE");
    set("sql_mode", kept && step.sqlMode() != null ? step.sqlMode() : session.sqlMode());
    set("time_zone", kept && step.timeZone() != null ? step.timeZone() : session.timeZone());
    text.append(mark);
    if (step.program() && sql.contains(";")) {
      String delimiter = delimiter(sql);
      text.append("DELIMITER ").append(delimiter).append('\n');
      text.append(sql).append('\n').append(delimiter).append("\nDELIMITER ;\n\n");
    } else {
      text.append(sql).append(";\n\n");
    }
    return ++statements;
  }

  private void set(String variable, String value) {
    if (!value.equals(set.put(variable, value))) {
      text.append("SET SESSION ").append(variable).append(" = '").append(value).append("';\n\n");
      statements++;
    }
  }

  private static String delimiter(String sql) {
    int length = 2;
    while (sql.contains("$".repeat(length))) {
      length++;
    }
    return "$".repeat(length);
  }

  private static String oneLine(String words) {
    return words.replaceAll("\\s+", " ");
  }
}

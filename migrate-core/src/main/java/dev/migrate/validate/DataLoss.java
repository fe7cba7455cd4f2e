package dev.migrate.validate;

import dev.migrate.plan.TableSize;
import dev.migrate.sql.Assigned;
import dev.migrate.sql.Losses;
import dev.migrate.sql.Losses.Cause;
import dev.migrate.sql.Losses.Lost;
import dev.migrate.sql.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements whose text says that data goes. */
final class DataLoss implements Check {

  private static final Rule TABLE = rule("D101", "a table or sequence is dropped");
  private static final Rule DATABASE =
      new Rule("D102", Severity.ERROR, "a whole database is dropped");
  private static final Rule COLUMN = rule("D103", "a column is dropped");
  private static final Rule TRUNCATE = rule("D104", "a table is emptied");
  private static final Rule DELETE = rule("D105", "DELETE without a condition");
  private static final Rule UPDATE = rule("D106", "UPDATE without a condition");
  private static final Rule PARTITION = rule("D111", "a partition is dropped or emptied");
  private static final Rule OTHERWISE = rule("D112", "rows go as a side effect");
  private static final Rule REPLACE =
      new Rule("D113", Severity.INFO, "REPLACE deletes the rows it finds");

  private static final Map<Cause, Rule> RULES =
      Map.ofEntries(
          Map.entry(Cause.DROP_TABLE, TABLE),
          Map.entry(Cause.REPLACE_TABLE, TABLE),
          Map.entry(Cause.DROP_SEQUENCE, TABLE),
          Map.entry(Cause.DROP_DATABASE, DATABASE),
          Map.entry(Cause.DROP_COLUMN, COLUMN),
          Map.entry(Cause.TRUNCATE_TABLE, TRUNCATE),
          Map.entry(Cause.DELETE_ALL, DELETE),
          Map.entry(Cause.UPDATE_ALL, UPDATE),
          Map.entry(Cause.DROP_PARTITION, PARTITION),
          Map.entry(Cause.TRUNCATE_PARTITION, PARTITION),
          Map.entry(Cause.DISCARD_TABLESPACE, OTHERWISE),
          Map.entry(Cause.DROP_HISTORY, OTHERWISE),
          Map.entry(Cause.ENGINE, OTHERWISE),
          Map.entry(Cause.DROP_DUPLICATES, OTHERWISE),
          Map.entry(Cause.REPLACE_ROWS, REPLACE),
          Map.entry(Cause.LOAD_REPLACE, REPLACE));

  private static Rule rule(String code, String title) {
    return new Rule(code, Severity.WARNING, title);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        TABLE, DATABASE, COLUMN, TRUNCATE, DELETE, UPDATE, PARTITION, OTHERWISE, REPLACE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    for (Lost lost : Losses.of(scene.statement()).map(Losses::lost).orElse(List.of())) {
      Optional.ofNullable(RULES.get(lost.cause()))
          .filter(rule -> !isOwn(scene, lost))
          .ifPresent(rule -> add(rule, scene, lost, findings));
    }
  }

  /** Whether it is what the scripts themselves made, or is not there at all. */
  private static boolean isOwn(Scene scene, Lost lost) {
    ObjectName object = lost.object();
    if (object == null || object.type() != ObjectName.Type.TABLE) {
      return false;
    }
    Known known = scene.known();
    if (known.isNew(object) || known.isAbsent(object)) {
      return true;
    }
    return switch (lost.cause()) {
      case DROP_COLUMN -> lost.part() != null && known.isNew(object, lost.part());
      case UPDATE_ALL -> {
        List<String> columns = Assigned.columns(scene.statement());
        yield !columns.isEmpty() && columns.stream().allMatch(each -> known.isNew(object, each));
      }
      default -> false;
    };
  }

  private static void add(Rule rule, Scene scene, Lost lost, Findings findings) {
    String size = lost.object() == null ? "" : size(scene, lost.object());
    findings.add(rule, scene.statement(), "Loses " + lost.text() + size + ".", fix(lost.cause()));
  }

  private static String size(Scene scene, ObjectName table) {
    return scene
        .size(table)
        .map(TableSize::rows)
        .map(rows -> " (about " + rows + (rows == 1 ? " row)" : " rows)"))
        .orElse("");
  }

  private static String fix(Cause cause) {
    return switch (cause) {
      case DROP_TABLE ->
          "Rename the table first, and drop it in a later release when nobody has missed it.";
      case REPLACE_TABLE -> "Write CREATE TABLE; drop the old one in a statement of its own.";
      case DROP_DATABASE -> "Take it out: a database goes by hand, after its last backup.";
      case DROP_COLUMN ->
          "Let a release that no longer uses the column go first, and keep its values in another"
              + " table.";
      case DELETE_ALL -> "Add a WHERE, or say TRUNCATE if all rows are meant.";
      case UPDATE_ALL -> "Add a WHERE that finds the rows that are meant.";
      case DROP_DUPLICATES -> "Leave IGNORE out, and delete the duplicates that are not wanted.";
      case REPLACE_ROWS, LOAD_REPLACE -> "Write INSERT … ON DUPLICATE KEY UPDATE.";
      default -> "Copy the rows to another table first, if anybody may ask for them.";
    };
  }
}

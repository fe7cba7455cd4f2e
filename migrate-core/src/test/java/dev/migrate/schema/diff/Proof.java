package dev.migrate.schema.diff;

import dev.migrate.schema.model.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A difference, and what is wrong with it when its statements run on a real server. */
final class Proof {

  private final List<String> problems = new ArrayList<>();
  private final Difference difference;
  private final Schema current;
  private final Schema wanted;
  private final Options options;

  private Proof(Schema current, Schema wanted, Renames renames, Options options) {
    this.current = current;
    this.wanted = wanted;
    this.options = options;
    this.difference = Difference.between(current, wanted, renames, options);
  }

  /** Up, undo, up; and a part of the way up and back, as long as the random says. */
  static Proof of(
      List<String> currentSql,
      List<String> wantedSql,
      Renames renames,
      Options options,
      Random random)
      throws SQLException {
    try (Scratch scratch = Scratch.of(currentSql);
        Scratch other = Scratch.of(wantedSql)) {
      Proof proof = new Proof(scratch.read(), other.read(), renames, options);
      List<Step> steps = proof.difference.steps();
      proof.there(scratch, steps, "up");
      proof.back(scratch, steps, "undo");
      List<Step> part = steps.subList(0, random.nextInt(steps.size() + 1));
      proof.run(scratch, part, "part of " + part.size());
      proof.back(scratch, part, "undo of part " + part.size());
      proof.there(scratch, steps, "again");
      return proof;
    }
  }

  Difference difference() {
    return difference;
  }

  /** What is wrong; empty if nothing is. */
  List<String> problems() {
    return problems;
  }

  private void there(Scratch scratch, List<Step> steps, String when) throws SQLException {
    run(scratch, steps, when);
    if (problems.isEmpty()) {
      Schema is = scratch.read();
      found(when, Values.differences(is, wanted, options.columnOrder()));
      if (!Difference.between(is, wanted, Renames.NONE, options).isEmpty()) {
        problems.add(when + ": a second comparison is not empty");
      }
    }
  }

  private void back(Scratch scratch, List<Step> steps, String when) throws SQLException {
    for (int i = steps.size() - 1; i >= 0 && problems.isEmpty(); i--) {
      execute(scratch, steps.get(i).down(), steps.get(i), when);
    }
    if (problems.isEmpty()) {
      found(when, Values.differences(scratch.read(), current, true));
    }
  }

  private void run(Scratch scratch, List<Step> steps, String when) {
    for (Step step : steps) {
      if (problems.isEmpty()) {
        execute(scratch, step.up(), step, when);
      }
    }
  }

  private void execute(Scratch scratch, String sql, Step step, String when) {
    try {
      scratch.execute(sql, step);
    } catch (SQLException e) {
      problems.add(when + ": " + e.getMessage());
    }
  }

  private void found(String when, List<String> differences) {
    differences.forEach(each -> problems.add(when + ": " + each));
  }

  /** All statements, for a failure's message. */
  String text() {
    StringBuilder text = new StringBuilder();
    difference.changes().forEach(change -> text.append(change.text()).append('\n'));
    for (Step step : difference.steps()) {
      text.append("up   ").append(step.up()).append(";\ndown ").append(step.down()).append(";\n");
    }
    problems.forEach(problem -> text.append("!! ").append(problem).append('\n'));
    return text.toString();
  }
}

package dev.migrate.schema.diff;

import dev.migrate.schema.model.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps of a difference as they are written down, each with those changes that it makes. */
final class Statements {

  /** What a change is about. */
  private record Subject(String type, String object) {
    static Subject of(Change change) {
      return new Subject(change.type(), change.object());
    }
  }

  private final List<Change> all;
  private final List<Step> steps = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param all changes of the whole difference
   */
  Statements(List<Change> all) {
    this.all = List.copyOf(all);
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * Adds a statement, if it is one.
   *
   * @param made what the statement itself changes: it may be only a part of a change, or be taken
   *     back later
   */
  void add(String up, String down, List<Change> made) {
    if (!up.isEmpty()) {
      steps.add(Step.of(up, down, thoseOf(made)));
    }
  }

  /** Adds a statement that creates or drops a stored program. */
  void add(String up, String down, Change made, Program program) {
    steps.add(Step.of(up, down, thoseOf(List.of(made)), program));
  }

  private List<Change> thoseOf(List<Change> made) {
    Set<Subject> subjects = new HashSet<>();
    made.forEach(change -> subjects.add(Subject.of(change)));
    return subjects.isEmpty()
        ? List.of()
        : all.stream().filter(change -> subjects.contains(Subject.of(change))).toList();
  }
}

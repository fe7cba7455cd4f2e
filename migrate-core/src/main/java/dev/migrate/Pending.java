package dev.migrate;

import dev.migrate.execute.Direction;
import dev.migrate.execute.JournalRow;
import dev.migrate.history.History.Entry;
import dev.migrate.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run would execute, in its order, known before anything is changed.
 *
 * @param direction which way
 * @param parts what it consists of
 */
record Pending(Direction direction, List<Part> parts) {

  Pending {
    parts = List.copyOf(parts);
  }

  /**
   * A migration, or its undo.
   *
   * @param entry the migration
   * @param statements of its script, or of its undo; null for one written in Java
   * @param done how many of them an earlier run has executed
   */
  record Part(Entry entry, @Nullable List<Statement> statements, int done) {

    Part {
      statements = statements == null ? null : List.copyOf(statements);
    }

    /**
     * A part that may be half done.
     *
     * @param half what an earlier run did of it; null for nothing
     */
    static Part of(Entry entry, @Nullable List<Statement> statements, @Nullable HalfDone half) {
      return new Part(entry, statements, half == null ? 0 : done(half));
    }

    private static int done(HalfDone half) {
      JournalRow last = half.last();
      return last.state() == JournalRow.State.DONE ? last.last() : Math.max(0, last.last() - 1);
    }

    /** What is still to be executed; empty for one written in Java. */
    List<Statement> open() {
      return statements == null ? List.of() : statements.subList(done, statements.size());
    }
  }

  /** Whether there is nothing to do. */
  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Whether the database is half way through one. */
  boolean isHalfDone() {
    return parts.stream().anyMatch(part -> part.done() > 0);
  }

  /** All statements that are still to be executed. */
  List<Statement> statements() {
    return parts.stream().flatMap(part -> part.open().stream()).toList();
  }

  /** The migrations written in Java, of which nobody knows what they do. */
  List<Entry> java() {
    return parts.stream()
        .filter(part -> part.statements() == null)
        .map(part -> Objects.requireNonNull(part.entry()))
        .toList();
  }
}

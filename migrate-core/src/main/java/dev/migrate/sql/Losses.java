package dev.migrate.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What data is lost by a statement, as far as its text alone tells: rows, columns, partitions,
 * whole tables. Views, programs and indexes are no data. What a changed type or character set loses
 * only the definitions before and after can tell.
 *
 * @param lost in the order of the text; at least one
 */
public record Losses(List<Lost> lost) {

  /** How data is lost. */
  public enum Cause {
    DROP_DATABASE,
    DROP_TABLE,
    /** CREATE OR REPLACE TABLE. */
    REPLACE_TABLE,
    /** With its place in the series. */
    DROP_SEQUENCE,
    DROP_COLUMN,
    DROP_PARTITION,
    TRUNCATE_TABLE,
    TRUNCATE_PARTITION,
    /** A table's or a partition's file goes. */
    DISCARD_TABLESPACE,
    /** The rows that were valid once (system-versioned tables, MariaDB). */
    DROP_HISTORY,
    /** An engine that keeps no rows. */
    ENGINE,
    /** ALTER IGNORE with a new unique key: of rows that are alike only one stays. */
    DROP_DUPLICATES,
    /** DELETE without a condition. */
    DELETE_ALL,
    /** DELETE of some rows. */
    DELETE_SOME,
    /** UPDATE without a condition. */
    UPDATE_ALL,
    /** REPLACE: rows of the same key go. */
    REPLACE_ROWS,
    /** LOAD DATA … REPLACE. */
    LOAD_REPLACE,
    /** Nobody can tell: a program, a prepared text, a text that was not understood. */
    UNKNOWN
  }

  /**
   * One loss.
   *
   * @param object the table, database or sequence; null where none is known
   * @param part the column or partition; null for the whole
   * @param text what is lost, to follow "loses": {@code column notes of tasks}; for {@link
   *     Cause#UNKNOWN} why nobody can tell, to follow "it": {@code runs a program}
   */
  public record Lost(
      Cause cause, @Nullable ObjectName object, @Nullable String part, String text) {}

  public Losses {
    lost = List.copyOf(lost);
  }

  /** Reads a statement; empty where it says that nothing is lost. */
  public static Optional<Losses> of(Statement statement) {
    List<Lost> lost = new LossReader(statement).read();
    return lost.isEmpty() ? Optional.empty() : Optional.of(new Losses(lost));
  }

  /** Whether nobody can tell what is lost. */
  public boolean unknown() {
    return lost.stream().anyMatch(each -> each.cause() == Cause.UNKNOWN);
  }

  /** All of it in one line. */
  public String text() {
    return lost.stream().map(Lost::text).collect(Collectors.joining("; "));
  }
}

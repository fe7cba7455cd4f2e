package dev.migrate.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said against a database's indexes. What foreign keys of other databases stand on is
 * not known; their server refuses to drop it.
 *
 * @param use where the knowledge of their use comes from
 * @param remarks by table and name
 */
public record IndexFacts(Source use, List<Remark> remarks) {

  public IndexFacts {
    remarks = List.copyOf(remarks);
  }

  /**
   * Where figures come from.
   *
   * @param name of the server's table or view
   * @param available whether it tells anything
   * @param since when its figures begin to count; null where it tells nothing
   * @param span from then to now; null as {@code since}
   * @param caution why they mean little: counted for too short a time, on a server that is not the
   *     one in use; null for none
   * @param enable what would let it tell: a setting, a grant; null where it does
   */
  public record Source(
      String name,
      boolean available,
      @Nullable Instant since,
      @Nullable Duration span,
      @Nullable String caution,
      @Nullable String enable) {}

  /** What is wrong with an index. */
  public enum Kind {
    /**
     * Nothing has read it since its figures count. Never one that keeps values unique or that a
     * foreign key stands on, and none whose reading no server counts: FULLTEXT, VECTOR.
     */
    UNUSED,
    /** Another index begins with all its columns, in their order. */
    REDUNDANT,
    /** Another index has the same columns, in the same order. */
    DUPLICATE
  }

  /**
   * An index that may be given up.
   *
   * @param columns in their order, as the server prints them
   * @param by the index that stands in for it; null where it is unused
   * @param bytes its size about; null where the server does not tell
   * @param drop the statement that drops it
   * @param but why it may be needed all the same: its figures begin with a change of its table a
   *     short time ago; null for none known
   */
  public record Remark(
      String table,
      String index,
      Kind kind,
      List<String> columns,
      @Nullable String by,
      @Nullable Long bytes,
      String drop,
      @Nullable String but) {

    /** Keeps a copy of the list. */
    public Remark {
      columns = List.copyOf(columns);
    }
  }
}

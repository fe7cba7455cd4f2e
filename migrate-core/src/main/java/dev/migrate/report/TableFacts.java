package dev.migrate.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table stands; sizes and rows are the server's estimates.
 *
 * @param engine as the server names it; null where it tells none
 * @param rows about
 * @param dataBytes of its rows
 * @param indexBytes of its secondary indexes
 * @param freeBytes allocated and not used, which a rebuild would give back; null where the server
 *     does not tell for this table alone
 * @param key whether it has a primary key, or a unique one of columns that are NOT NULL
 * @param growth its sizes after earlier upgrades, oldest first
 */
public record TableFacts(
    String name,
    @Nullable String engine,
    long rows,
    long dataBytes,
    long indexBytes,
    @Nullable Long freeBytes,
    boolean key,
    List<Size> growth) {

  public TableFacts {
    growth = List.copyOf(growth);
  }

  /**
   * The size at the end of a run.
   *
   * @param version of the database then; null for none
   * @param bytes of data and indexes
   */
  public record Size(Instant at, @Nullable String version, long rows, long bytes) {}
}

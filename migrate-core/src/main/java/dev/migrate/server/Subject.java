package dev.migrate.server;

import dev.migrate.server.StatementWatch.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A statement to be watched.
 *
 * @param where {@code file:line}, or what else it belongs to; empty for nothing
 * @param summary its beginning, without secrets
 * @param what in a few words, without secrets: {@code ALTER TABLE orders}
 * @param schema of the table it works on; null where it is about none or several
 * @param table its name; null the same
 * @param kind what may be waited for
 * @param passes how it goes over the table's rows
 */
public record Subject(
    String where,
    String summary,
    String what,
    @Nullable String schema,
    @Nullable String table,
    Kind kind,
    RowPasses passes) {

  /** A statement of which nothing else is known. */
  public static Subject of(String what, Kind kind) {
    return new Subject("", what, what, null, null, kind, RowPasses.UNKNOWN);
  }

  /** Place and beginning, as messages have it: {@code V3__x.sql:12, ALTER TABLE orders …}. */
  public String text() {
    return where.isEmpty() ? summary : where + ", " + summary;
  }
}

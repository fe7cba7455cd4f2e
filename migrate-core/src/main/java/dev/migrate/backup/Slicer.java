package dev.migrate.backup;

import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a big table into slices of its primary key that several workers can read. Numbers are halved
 * until the server's estimate of the rows between is small enough; of other keys every n-th value
 * is looked up.
 */
final class Slicer {

  private static final long LEAST = 16L * 1024 * 1024;
  private static final long MOST = 128L * 1024 * 1024;
  private static final int SLICES_EACH = 4;

  private static final Set<String> WHOLE_NUMBERS =
      Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
  private static final Set<String> TEXTS = Set.of("char", "varchar");
  private static final Set<String> BINARIES = Set.of("binary", "varbinary");
  private static final Set<String> QUOTED =
      Set.of("date", "datetime", "timestamp", "time", "uuid", "inet4", "inet6");

  private final Wire wire;
  private final long sliceBytes;

  Slicer(Wire wire, long sliceBytes) {
    this.wire = wire;
    this.sliceBytes = sliceBytes;
  }

  /**
   * The bytes of a slice, about: so few that none of the connections ends long before the others,
   * and no fewer, since the server reads ahead at each slice's end what nobody asks for there.
   */
  static long sliceBytes(List<TableSource> tables, int connections) {
    long all = tables.stream().mapToLong(TableSource::estimatedBytes).sum();
    return Math.max(LEAST, Math.min(MOST, all / connections / SLICES_EACH));
  }

  /** The table's slices, in the order of its key; one if it is small or has no key to cut by. */
  List<Slice> slices(TableSource table) throws SQLException {
    long parts = table.estimatedBytes() / sliceBytes;
    if (parts < 2 || table.primaryKey().isEmpty() || table.versioned()) {
      return List.of(Slice.WHOLE);
    }
    KeyColumn key = table.primaryKey().get(0);
    long rows = Math.max(1, table.estimatedRows() / parts);
    List<String> bounds =
        WHOLE_NUMBERS.contains(key.dataType())
            ? halved(table, key, rows)
            : looked(table, key, rows);
    return Slice.between(key.name(), bounds);
  }

  private List<String> halved(TableSource table, KeyColumn key, long rows) throws SQLException {
    String column = Identifier.quote(key.name());
    Row ends =
        wire.query(
                "SELECT MIN("
                    + column
                    + "), MAX("
                    + column
                    + ") FROM "
                    + Identifier.quote(table.name()))
            .get(0);
    if (ends.text(0) == null) {
      return List.of();
    }
    List<String> bounds = new ArrayList<>();
    halve(
        table,
        new Slice(
            key.name(),
            ends.required(0),
            new BigInteger(ends.required(1)).add(BigInteger.ONE).toString()),
        rows,
        bounds);
    return bounds;
  }

  /** Adds the bounds within a slice, growing. */
  private void halve(TableSource table, Slice slice, long rows, List<String> bounds)
      throws SQLException {
    BigInteger from = new BigInteger(String.valueOf(slice.from()));
    BigInteger to = new BigInteger(String.valueOf(slice.to()));
    BigInteger middle = from.add(to).shiftRight(1);
    if (middle.equals(from) || estimate(table, slice) <= rows) {
      return;
    }
    halve(table, new Slice(slice.column(), slice.from(), middle.toString()), rows, bounds);
    bounds.add(middle.toString());
    halve(table, new Slice(slice.column(), middle.toString(), slice.to()), rows, bounds);
  }

  private long estimate(TableSource table, Slice slice) throws SQLException {
    // With FORCE INDEX MySQL would not look how many rows there are.
    String query = slice.query(table, "USE INDEX (PRIMARY)");
    Row plan = wire.query("EXPLAIN FORMAT=TRADITIONAL " + query).get(0);
    // MariaDB's plan has no columns partitions and filtered.
    String rows = plan.text(plan.size() == 12 ? 9 : 8);
    return rows == null ? 0 : Long.parseLong(rows);
  }

  private List<String> looked(TableSource table, KeyColumn key, long rows) throws SQLException {
    List<String> bounds = new ArrayList<>();
    String last = null;
    while (true) {
      String next = next(table, key, last, rows);
      if (next == null) {
        return bounds;
      }
      bounds.add(next);
      last = next;
    }
  }

  private @Nullable String next(TableSource table, KeyColumn key, @Nullable String after, long rows)
      throws SQLException {
    String column = Identifier.quote(key.name());
    List<Row> found =
        wire.query(
            "SELECT "
                + column
                + " FROM "
                + Identifier.quote(table.name())
                + " FORCE INDEX (PRIMARY)"
                // Above the last one: the bounds grow, or the slices would overlap.
                + (after == null ? "" : " WHERE " + column + " > " + after)
                + " ORDER BY "
                + column
                + " LIMIT 1 OFFSET "
                + rows);
    return found.isEmpty() ? null : literal(key, found.get(0));
  }

  private static @Nullable String literal(KeyColumn key, Row row) {
    byte[] value = row.bytes(0);
    if (value == null) {
      return null;
    }
    if (BINARIES.contains(key.dataType())) {
      return Literal.bytes(value);
    }
    if (TEXTS.contains(key.dataType()) && key.characterSet() != null) {
      return "_" + key.characterSet() + " " + Literal.bytes(value);
    }
    if (QUOTED.contains(key.dataType())) {
      return "'" + row.text(0) + "'";
    }
    return key.dataType().equals("decimal") ? row.text(0) : null;
  }
}

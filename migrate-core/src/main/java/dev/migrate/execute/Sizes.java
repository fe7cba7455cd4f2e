package dev.migrate.execute;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.Literal;
import dev.migrate.server.Vendor;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How big tables are before and after statements that change them as a whole; the server's
 * estimates. Asked on a connection of its own, so that the session of the scripts sees nothing of
 * it; and never a reason to fail: who may not look keeps nothing.
 */
final class Sizes implements AutoCloseable {

  /** Only a statement that took that long, or a table that is that big, is worth a second look. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final long BIG = 16L << 20;

  private static final int MOST_MILLIS = 5_000;
  private static final int MOST_NAMES = 1_000;

  private static final Pattern WHOLE =
      Pattern.compile(
          "(ALTER (ONLINE |IGNORE )*TABLE|OPTIMIZE|TRUNCATE|REPAIR|DROP INDEX"
              + "|CREATE (ONLINE |OFFLINE |OR REPLACE |UNIQUE |FULLTEXT |SPATIAL )*INDEX)\\b.*",
          Pattern.DOTALL);

  private static final Pattern CREATES =
      Pattern.compile("CREATE (OR REPLACE )?TABLE\\b.*", Pattern.DOTALL);

  private final Surroundings around;
  private final String own;

  /** What this run made itself tells nothing of the time it takes with others' rows. */
  private final Set<ObjectName> created = new HashSet<>();

  private final Set<ObjectName> expected = new LinkedHashSet<>();
  private final Map<String, Size> known = new HashMap<>();
  private @Nullable Connection connection;
  private boolean denied;

  /**
   * Nothing is connected yet.
   *
   * @param own the schema of the history
   */
  Sizes(Surroundings around, String own) {
    this.around = around;
    this.own = own;
  }

  /**
   * A size.
   *
   * @param rows about
   * @param bytes of data and indexes, about
   */
  record Size(long rows, long bytes) {}

  /** A table before a statement. */
  record Before(String schema, String table, Size size) {}

  /** What a run is about to execute: the sizes of all its tables take one question. */
  void expect(List<Statement> statements) {
    statements.stream()
        .filter(statement -> WHOLE.matcher(Words.of(statement)).matches())
        .map(Sizes::one)
        .filter(Objects::nonNull)
        .limit(MOST_NAMES)
        .forEach(expected::add);
  }

  /** The one table that a statement changes as a whole; null for any other, and for none. */
  @Nullable Before before(Statement effective, @Nullable String currentSchema) {
    String words = Words.of(effective);
    if (CREATES.matcher(words).matches()) {
      created.addAll(effective.objects());
      return null;
    }
    return WHOLE.matcher(words).matches() ? ofOne(effective, currentSchema) : null;
  }

  /**
   * The one table among a statement's objects, whatever is done to it; null where it is not one.
   */
  @Nullable Before ofOne(Statement statement, @Nullable String currentSchema) {
    ObjectName table = one(statement);
    String schema = table == null || table.schema() != null ? null : currentSchema;
    if (table == null || created.contains(table) || (table.schema() == null && schema == null)) {
      return null;
    }
    String in = table.schema() == null ? Objects.requireNonNull(schema) : table.schema();
    Size size = known.get(key(in, table.name()));
    if (size == null) {
      read(in, table.name());
      size = known.get(key(in, table.name()));
    }
    return size == null ? null : new Before(in, table.name(), size);
  }

  private static @Nullable ObjectName one(Statement statement) {
    List<ObjectName> tables =
        statement.objects().stream()
            .filter(object -> object.type() == ObjectName.Type.TABLE)
            .toList();
    return tables.size() == 1 ? tables.get(0) : null;
  }

  /** Rows were changed: how big the tables are now is to be asked again. */
  void changed(Statement statement, @Nullable String currentSchema) {
    for (ObjectName object : statement.objects()) {
      String schema = object.schema() == null ? currentSchema : object.schema();
      known.remove(key(String.valueOf(schema), object.name()));
    }
  }

  /** What became of it, where that is worth a look; null where it is not. */
  @Nullable Resized after(@Nullable Before before, Duration took) {
    boolean worth = before != null && (took.compareTo(LONG) >= 0 || before.size().bytes() >= BIG);
    if (before == null || !worth) {
      return null;
    }
    String name =
        before.schema().equals(own) ? before.table() : before.schema() + "." + before.table();
    known.remove(key(before.schema(), before.table()));
    read(before.schema(), before.table());
    return new Resized(name, before.size(), known.get(key(before.schema(), before.table())));
  }

  /** Whatever the case: a server may write all names in lower case. */
  private static String key(String schema, String table) {
    return (schema + "." + table).toLowerCase(Locale.ROOT);
  }

  private void read(String schema, String table) {
    if (denied) {
      return;
    }
    Set<String> names = new LinkedHashSet<>(List.of(table));
    expected.stream()
        .filter(each -> each.schema() == null || each.schema().equals(schema))
        .map(ObjectName::name)
        .forEach(names::add);
    expected.clear();
    String query =
        "SELECT table_name, table_rows, data_length + index_length FROM information_schema.tables"
            + " WHERE table_schema = "
            + Literal.text(schema)
            + " AND table_name IN ("
            + names.stream().map(Literal::text).collect(Collectors.joining(", "))
            + ") AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')";
    try (java.sql.Statement ask = connection().createStatement();
        ResultSet row = ask.executeQuery(query)) {
      while (row.next()) {
        known.put(key(schema, row.getString(1)), new Size(row.getLong(2), row.getLong(3)));
      }
    } catch (SQLException | MigrateException e) {
      denied = true;
      around
          .events()
          .accept(
              new Event.Detail("The sizes of tables are not kept of this run: " + e.getMessage()));
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = around.database().observer();
      connection = open;
      fresh(open, around.database().version().vendor());
      open.setNetworkTimeout(Runnable::run, MOST_MILLIS);
    }
    return open;
  }

  /** Statistics as they are now, and no wait for a table's lock. */
  static void fresh(Connection connection, Vendor vendor) throws SQLException {
    try (java.sql.Statement set = connection.createStatement()) {
      set.execute(
          "SET SESSION lock_wait_timeout = 2"
              + (vendor == Vendor.MYSQL ? ", SESSION information_schema_stats_expiry = 0" : ""));
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException ignored) {
        return;
      }
    }
  }
}

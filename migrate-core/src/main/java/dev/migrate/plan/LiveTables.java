package dev.migrate.plan;

import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableReader;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Change;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The real database's tables as statements find them that are not tried out: read as they are now,
 * and changed as the texts of the statements before say. Of what no text tells there is no answer.
 */
final class LiveTables implements AutoCloseable {

  /** A table, or the database, that this account may not look at (manual, "Server Errors"). */
  private static final Set<Integer> DENIED = Set.of(1044, 1142);

  /** "Unknown database" (manual, "Server Errors"). */
  private static final int NO_DATABASE = 1049;

  /** What a statement does to the tables it names. */
  record Sides(Map<String, Table> before, Map<String, Table> after) {}

  private final @Nullable TableReader reader;
  private final String database;
  private final ServerVersion server;
  private final Map<String, Optional<Table>> known = new HashMap<>();

  /** Names as they were first written: on some servers others are other tables. */
  private final Map<String, String> spelled = new HashMap<>();

  private boolean doubtful;

  private LiveTables(@Nullable TableReader reader, String database, ServerVersion server) {
    this.reader = reader;
    this.database = database;
    this.server = server;
  }

  /** Of a database, which need not be there yet. */
  static LiveTables of(Connection real, String database, ServerVersion server) throws SQLException {
    try {
      return new LiveTables(TableReader.of(real, database, server), database, server);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_DATABASE) {
        return new LiveTables(null, database, server);
      }
      throw e;
    }
  }

  /** Something comes that may do anything: from here on nothing is known. */
  void doubt() {
    doubtful = true;
  }

  /** The tables before and after the next statement, where both are known. */
  Sides next(Statement statement) throws SQLException {
    if (doubtful || isAnything(statement)) {
      doubt();
      return new Sides(Map.of(), Map.of());
    }
    if (statement.kind() != StatementKind.DDL) {
      return new Sides(Map.of(), Map.of());
    }
    Optional<TableStatement> table = TableStatement.of(statement, server);
    return table.isPresent() ? changed(table.get()) : moved(statement);
  }

  private static boolean isAnything(Statement statement) {
    String first = statement.summary().split("\\W", 2)[0].toUpperCase(java.util.Locale.ROOT);
    return switch (statement.kind()) {
      case CALL, UNKNOWN -> true;
      case SESSION -> Set.of("USE", "PREPARE", "EXECUTE").contains(first);
      default -> false;
    };
  }

  private Sides changed(TableStatement statement) throws SQLException {
    ObjectName name = statement.table();
    Optional<Table> before = find(name);
    if (statement.verb() == TableStatement.Verb.CREATE) {
      // A table of the session hides the one that is there.
      if (statement.temporary()) {
        put(name, Optional.empty());
      } else if (before.isEmpty() || statement.replace()) {
        put(name, WrittenTable.created(statement));
      }
      return new Sides(Map.of(), Map.of());
    }
    Optional<Table> after = before.flatMap(each -> WrittenTable.altered(each, statement));
    put(name, after);
    if (before.isEmpty() || after.isEmpty()) {
      return new Sides(Map.of(), Map.of());
    }
    String now = RealTables.key(after.get().name());
    if (!now.equals(RealTables.key(name.name()))) {
      put(name, Optional.empty());
      put(new ObjectName(ObjectName.Type.TABLE, name.schema(), after.get().name()), after);
    }
    return new Sides(Map.of(RealTables.key(name.name()), before.get()), Map.of(now, after.get()));
  }

  /** DROP and RENAME: a name means another table, or none, from here on. */
  private Sides moved(Statement statement) throws SQLException {
    List<ObjectName> tables =
        statement.objects().stream().filter(each -> each.type() == ObjectName.Type.TABLE).toList();
    if (statement.objects().stream().anyMatch(o -> o.type() == ObjectName.Type.DATABASE)) {
      doubt();
    }
    if (Change.of(statement).kind() == Change.Kind.RENAME) {
      for (int i = 0; i + 1 < tables.size(); i += 2) {
        String to = tables.get(i + 1).name();
        Optional<Table> moved = find(tables.get(i)).map(table -> table.named(to));
        put(tables.get(i), Optional.empty());
        put(tables.get(i + 1), moved);
      }
    } else if (Change.of(statement).kind() == Change.Kind.DROP) {
      tables.forEach(each -> put(each, Optional.empty()));
    }
    return new Sides(Map.of(), Map.of());
  }

  private void put(ObjectName name, Optional<Table> table) {
    String key = RealTables.key(name.name());
    if (isOwn(name)) {
      boolean another = !spelled.computeIfAbsent(key, first -> name.name()).equals(name.name());
      known.put(key, another ? Optional.empty() : table);
    }
  }

  private Optional<Table> find(ObjectName name) throws SQLException {
    String key = RealTables.key(name.name());
    if (!isOwn(name) || !spelled.computeIfAbsent(key, k -> name.name()).equals(name.name())) {
      return Optional.empty();
    }
    if (!known.containsKey(key)) {
      known.put(key, read(name.name()));
    }
    return Objects.requireNonNull(known.get(key));
  }

  private Optional<Table> read(String name) throws SQLException {
    try {
      return reader == null ? Optional.empty() : reader.table(name);
    } catch (SQLException e) {
      if (DENIED.contains(e.getErrorCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean isOwn(ObjectName name) {
    return name.schema() == null || name.schema().equals(database);
  }

  @Override
  public void close() throws SQLException {
    if (reader != null) {
      reader.close();
    }
  }
}

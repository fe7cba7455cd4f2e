package dev.migrate.testing;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.Program;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.schema.model.Sequence;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.View;
import dev.migrate.server.ServerVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Schemas read from a database, and made again in another. */
public final class SchemaCopy {

  private SchemaCopy() {}

  /** All of a database. */
  public static Schema read(DatabaseSettings database) {
    return read(database, table -> false);
  }

  /** All of a database but the skipped tables. */
  public static Schema read(DatabaseSettings database, Predicate<String> skipped) {
    ServerVersion server =
        ServerVersion.parse(TestServer.query(database, "SELECT VERSION()").get(0));
    try (Connection connection = TestServer.connect(database)) {
      return SchemaReader.read(connection, database.name(), server, skipped);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes everything of a schema in an empty database, from its values alone. */
  public static void make(Schema schema, DatabaseSettings database) {
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(
          "ALTER DATABASE CHARACTER SET " + schema.charset() + " COLLATE " + schema.collation());
      statement.execute("SET foreign_key_checks = 0, sql_mode = ''");
      for (Sequence sequence : schema.sequences()) {
        statement.execute(Clauses.create(sequence));
      }
      for (Table table : schema.tables()) {
        statement.execute(Clauses.create(table, schema.server()));
      }
      programs(schema, statement, false);
      views(schema.views(), statement);
      programs(schema, statement, true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void programs(Schema schema, Statement statement, boolean ofTables)
      throws SQLException {
    Set<String> made = new HashSet<>();
    Deque<Program> programs =
        new ArrayDeque<>(
            schema.programs().stream()
                .filter(p -> ofTables == p.kind().compareTo(Program.Kind.TRIGGER) >= 0)
                .toList());
    while (!programs.isEmpty()) {
      Program program = programs.remove();
      if (!program.follows().map(made::contains).orElse(true)) {
        programs.add(program);
        continue;
      }
      statement.execute("SET sql_mode = '" + program.sqlMode() + "'");
      if (!program.timeZone().isEmpty()) {
        statement.execute("SET time_zone = '" + program.timeZone() + "'");
      }
      statement.execute(program.definition());
      made.add(program.name());
    }
    statement.execute("SET sql_mode = ''");
  }

  /** In any order that the server takes. */
  private static void views(List<View> views, Statement statement) throws SQLException {
    Deque<View> left = new ArrayDeque<>(views);
    int refused = 0;
    while (!left.isEmpty()) {
      View view = left.remove();
      try {
        statement.execute(Clauses.create(view));
        refused = 0;
      } catch (SQLException e) {
        left.add(view);
        if (++refused > left.size()) {
          throw e;
        }
      }
    }
  }
}

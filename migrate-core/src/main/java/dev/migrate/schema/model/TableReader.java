package dev.migrate.schema.model;

import dev.migrate.outcome.MigrateException;
import dev.migrate.server.ServerVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads single tables of a database, again and again, as {@link SchemaReader} reads all of it. The
 * connection is this reader's alone until it is closed.
 */
public final class TableReader implements AutoCloseable {

  private static final int NO_SUCH_TABLE = 1146;

  private final ReaderSession session;
  private final String database;
  private final TableParser.Context context;

  private TableReader(ReaderSession session, String database, TableParser.Context context) {
    this.session = session;
    this.database = database;
    this.context = context;
  }

  /** A reader of a database, which exists. */
  public static TableReader of(Connection connection, String database, ServerVersion server)
      throws SQLException {
    ReaderSession session = ReaderSession.of(connection, database);
    Map<String, String> defaults = new HashMap<>();
    for (List<@Nullable String> row : session.query(List.of("SHOW CHARACTER SET")).get(0).texts()) {
      defaults.put(Answer.required(row, 0), Answer.required(row, 2));
    }
    Charsets charsets = new Charsets(defaults);
    return new TableReader(
        session, database, new TableParser.Context(server, database, charsets, Map.of()));
  }

  /**
   * What the server prints of tables that exist, by their names, without the database's own name.
   */
  public Map<String, String> printed(Collection<String> names) throws SQLException {
    List<String> asked = List.copyOf(names);
    List<Answer> answers = session.query(asked.stream().map(TableReader::query).toList());
    Map<String, String> printed = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      printed.put(asked.get(i), Printed.withoutDatabase(text(answers.get(i)), database));
    }
    return printed;
  }

  /** A table; empty where there is none of that name, or it has what no value stands for. */
  public Optional<Table> table(String name) throws SQLException {
    try {
      String printed = text(session.query(List.of(query(name))).get(0));
      return Optional.of(TableParser.read(name, printed, context));
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_TABLE) {
        return Optional.empty();
      }
      throw e;
    } catch (MigrateException e) {
      return Optional.empty();
    }
  }

  private static String query(String name) {
    return "SHOW CREATE TABLE " + Clauses.table(name);
  }

  private static String text(Answer answer) {
    byte[] bytes = answer.rows().get(0).get(1);
    return bytes == null ? "" : Printed.text(bytes);
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}

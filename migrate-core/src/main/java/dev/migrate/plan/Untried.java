package dev.migrate.plan;

import dev.migrate.schema.model.Table;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Mentioned;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what can be told of pending statements, one after the other, where there is nothing to try
 * them out on: how large their tables are, and which columns these have before and after, as far as
 * the real database and the statements' texts say.
 */
public final class Untried implements AutoCloseable {

  private final Map<String, TableSize> sizes;
  private final LiveTables tables;
  private final String why;

  private Untried(Map<String, TableSize> sizes, LiveTables tables, String why) {
    this.sizes = sizes;
    this.tables = tables;
    this.why = why;
  }

  /**
   * Reads of the real database what the statements name.
   *
   * @param real a session of its server, this one's alone until it is closed
   * @param database which exists
   * @param statements all that are asked for afterwards
   * @param why they are not tried out
   */
  public static Untried of(
      Connection real,
      String database,
      ServerVersion server,
      List<Statement> statements,
      String why)
      throws SQLException {
    RealTables found = RealTables.read(real, database, server);
    Set<String> mentioned = new TreeSet<>();
    statements.forEach(statement -> mentioned.addAll(Mentioned.in(statement.sql())));
    return new Untried(
        found.sizes(found.named(mentioned)), LiveTables.of(real, database, server), why);
  }

  /** Something is executed now of which nobody can tell what it does. */
  public void doubt() {
    tables.doubt();
  }

  /** What can be told of the next statement. */
  public Foreseen next(Statement statement) throws SQLException {
    List<TableSize> its =
        Rehearsal.names(statement).stream()
            .map(name -> sizes.get(RealTables.key(name)))
            .filter(Objects::nonNull)
            .toList();
    LiveTables.Sides sides = tables.next(statement);
    Map<String, Table> before = sides.before();
    String unknown = statement.kind() == StatementKind.QUERY ? null : why;
    return new Foreseen(
        statement, null, null, null, its, before, sides.after(), false, null, unknown);
  }

  @Override
  public void close() throws SQLException {
    tables.close();
  }
}

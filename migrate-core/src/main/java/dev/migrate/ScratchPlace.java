package dev.migrate;

import dev.migrate.generate.MigrationText;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Predicate;

/** A scratch database to work in and to look at. */
final class ScratchPlace implements Proof.Place {

  private final ScratchSession session;
  private final Predicate<String> skipped;

  /**
   * A place to work.
   *
   * @param skipped tables that are no part of the schema: the history's and ours
   */
  ScratchPlace(ScratchSession session, Predicate<String> skipped) {
    this.session = session;
    this.skipped = skipped;
  }

  Connection connection() {
    return session.schema().connection();
  }

  @Override
  public void execute(Statement statement) throws SQLException {
    session.execute(statement);
  }

  /** Executes statements that we wrote. */
  void execute(String sql) throws SQLException {
    for (Statement statement : Splitter.split("the difference", sql)) {
      execute(statement);
    }
  }

  @Override
  public Schema read() throws SQLException {
    session.disableStrays();
    return session.asMeant(
        SchemaReader.read(
            connection(), session.schema().name(), session.schema().version(), skipped));
  }

  /** The settings of a session that sets none. */
  MigrationText.Session settings() throws SQLException {
    String query = "SELECT @@SESSION.sql_mode, @@SESSION.time_zone";
    try (java.sql.Statement statement = connection().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return new MigrationText.Session(row.getString(1), row.getString(2));
    }
  }
}

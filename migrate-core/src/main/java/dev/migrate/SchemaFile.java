package dev.migrate;

import dev.migrate.generate.MigrationText;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.diff.Difference;
import dev.migrate.schema.diff.Options;
import dev.migrate.schema.diff.Renames;
import dev.migrate.schema.diff.Step;
import dev.migrate.schema.model.Schema;
import dev.migrate.server.ScratchSchema;
import dev.migrate.server.ScratchServer;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The text of one script that makes a whole schema and its rows, proved in a scratch database. */
final class SchemaFile {

  private static final Options ORDERED = new Options(true);
  private static final int SHOWN = 20;

  private final ScratchServer server;
  private final Predicate<String> skipped;
  private final Consumer<Event> events;

  /**
   * Prepares it.
   *
   * @param skipped tables that are no part of a schema
   */
  SchemaFile(ScratchServer server, Predicate<String> skipped, Consumer<Event> events) {
    this.server = server;
    this.skipped = skipped;
    this.events = events;
  }

  /**
   * The script.
   *
   * @param name of its file, for messages
   * @param schema what it has to give
   * @param rows statements that fill its tables
   * @throws RefusedException {@code not-proved} if it gives anything else
   */
  String text(String name, Schema schema, List<String> rows) throws SQLException {
    events.accept(new Event.Preparing("proving " + name + " on " + server.version().text()));
    try (ScratchSchema scratch = server.create(schema.charset(), schema.collation())) {
      ScratchPlace place = new ScratchPlace(ScratchSession.of(scratch), skipped);
      String text = text(schema, rows, place.settings());
      execute(place, Splitter.split(name, text));
      Difference left = Difference.between(place.read(), schema, Renames.NONE, ORDERED);
      if (!left.isEmpty()) {
        throw refused(
            "this is left:\n"
                + left.changes().stream()
                    .limit(SHOWN)
                    .map(change -> "  " + change.text())
                    .collect(Collectors.joining("\n")));
      }
      if (!TableRows.inserts(scratch.connection(), schema).equals(rows) && !rows.isEmpty()) {
        throw refused("the rows it fills in are others");
      }
      return text;
    }
  }

  private static String text(Schema schema, List<String> rows, MigrationText.Session session) {
    Schema empty =
        new Schema(
            schema.server(),
            schema.charset(),
            schema.collation(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    List<Step> all = Difference.between(empty, schema, Renames.NONE, ORDERED).steps();
    List<Step> steps = new ArrayList<>(all);
    steps.addAll(firstWithCode(all), filled(rows));
    return MigrationText.of(steps, session).up();
  }

  /** Rows come before what would be set off by them. */
  private static int firstWithCode(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).up().matches("(?s)CREATE\\s+(TRIGGER|EVENT)\\b.*")) {
        return i;
      }
    }
    return steps.size();
  }

  private static List<Step> filled(List<String> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<String> statements = new ArrayList<>();
    // Rows may be older than the rules of today: zero dates, a key of 0, tables in any order.
    statements.add(
        "SET @migrate_sql_mode = @@SESSION.sql_mode, @migrate_time_zone = @@SESSION.time_zone");
    statements.add(
        "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', SESSION time_zone = '+00:00',"
            + " SESSION foreign_key_checks = 0");
    statements.addAll(rows);
    statements.add(
        "SET SESSION sql_mode = @migrate_sql_mode, SESSION time_zone = @migrate_time_zone,"
            + " SESSION foreign_key_checks = 1");
    return statements.stream()
        .map(sql -> new Step(sql, "", List.of(), null, null, false, null, null))
        .toList();
  }

  private void execute(ScratchPlace place, List<Statement> statements) {
    for (Statement statement : statements) {
      try {
        place.execute(statement);
      } catch (SQLException e) {
        throw refused(
            "its statement "
                + statement.index()
                + " fails: ["
                + e.getErrorCode()
                + "] "
                + e.getMessage()
                + "\n"
                + statement.sql());
      }
    }
  }

  private RefusedException refused(String why) {
    return new RefusedException(
        Problem.of(
                "not-proved",
                "No script could be proved to make this schema on "
                    + server.version().text()
                    + ": "
                    + why)
            .committed("nothing: no file was written")
            .fix("Write the file by hand, and report what is above"));
  }
}

package dev.migrate;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.generate.jpa.JpaDdl;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.server.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Generates a migration from a difference: finds the servers, makes both sides, has it proved. */
final class AutoRun {

  private final Environment environment;
  private final Connecting connecting;
  private final ArtifactSource artifacts;
  private final String operation;
  private final Consumer<Event> events;
  private final Predicate<String> skipped;
  private final Phases phases = new Phases();

  AutoRun(
      Environment environment,
      Connecting connecting,
      ArtifactSource artifacts,
      String operation,
      Consumer<Event> events) {
    this.environment = environment;
    this.connecting = connecting;
    this.artifacts = artifacts;
    this.operation = operation;
    this.events = events;
    this.skipped = OwnTables.of(environment);
  }

  Report.Generate generate(AutoRequest request, Supplier<Run> run) {
    Generation generation = new Generation(environment);
    // A message that names no migration is known before any server is asked.
    generation.draft(request.message());
    try {
      Scratch scratch = phases.time("connect", connecting::scratch);
      AutoSides sides = new AutoSides(environment, scratch, artifacts, operation, events, skipped);
      AutoGeneration work = new AutoGeneration(generation, request, scratch, sides, phases, events);
      Report.Generate report = work.generate(run.get(), both(sides, request, generation, work));
      phases.tell(events);
      return report;
    } catch (SQLException e) {
      throw GoalRuns.failed("a scratch database", "run the goal again", e);
    }
  }

  private AutoGeneration.Sides both(
      AutoSides sides, AutoRequest request, Generation generation, AutoGeneration work)
      throws SQLException {
    String wanted = request.wanted();
    Background<JpaDdl> entities = wanted == null ? sides.entities() : null;
    ScratchPlace place = phases.time("replay", () -> current(sides, request, generation));
    Schema current = phases.time("read", place::read);
    WantedSchema found =
        entities != null
            ? entities(sides, entities, current, work)
            : phases.time("wanted", () -> wanted(sides, wanted == null ? "" : wanted, current));
    return new AutoGeneration.Sides(place, current, found);
  }

  private WantedSchema entities(
      AutoSides sides, Background<JpaDdl> entities, Schema current, AutoGeneration work)
      throws SQLException {
    JpaDdl ddl = phases.time("wait for Hibernate", entities::join);
    phases.add("(entity scan", ddl.scanTime());
    phases.add("Hibernate)", ddl.hibernateTime());
    return phases.time("wanted", () -> sides.wanted(ddl, current, work::notice));
  }

  private ScratchPlace current(AutoSides sides, AutoRequest request, Generation generation)
      throws SQLException {
    if (request.live()) {
      DatabaseSettings live = connecting.settings();
      return sides.copied(read(live), live.address());
    }
    return generation.migrations().isEmpty() ? sides.empty() : sides.replayed();
  }

  private WantedSchema wanted(AutoSides sides, String wanted, Schema current) throws SQLException {
    Optional<DatabaseSettings> database = environment.scratch().wanted();
    if (database.isPresent()) {
      String address = database.get().address();
      Schema schema = sides.copied(read(database.get()), address).read();
      return new WantedSchema(schema, address, null, List.of());
    }
    Path path = environment.project().baseDirectory().resolve(wanted).normalize();
    return sides.wanted(path, current);
  }

  private Schema read(DatabaseSettings settings) throws SQLException {
    try (Database database = Database.open(settings, operation, events)) {
      if (!database.exists()) {
        throw new RefusedException(
            Problem.of("database-missing", "There is no database " + settings.address() + ".")
                .at(settings.address())
                .fix("Name a database that is there: -Dmigrate.wanted=…, -Dmigrate.url=…"));
      }
      return SchemaReader.read(database.executor(), database.schema(), database.version(), skipped);
    }
  }
}

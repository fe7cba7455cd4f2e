package dev.migrate;

import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.diff.Change;
import dev.migrate.schema.diff.Difference;
import dev.migrate.schema.diff.Options;
import dev.migrate.schema.diff.Renames;
import dev.migrate.schema.diff.Step;
import dev.migrate.schema.model.Program;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.server.ScratchSchema;
import dev.migrate.server.ScratchServer;
import dev.migrate.sql.EventState;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/**
 * Where a database differs from what the migrations give that it has: someone changed it by hand.
 * What is pending is no drift.
 */
final class Drift {

  private static final String CODE = "drift";
  private static final Options ORDERED = new Options(true);

  private final Workplace workplace;
  private final ScratchServer server;
  private final Predicate<String> skipped;

  Drift(Workplace workplace, ScratchServer server) {
    this.workplace = workplace;
    this.server = server;
    this.skipped = OwnTables.of(workplace.environment());
  }

  /**
   * Compares the two.
   *
   * @param history of the database, sound
   * @throws RefusedException {@code drift-unknown} where the migrations cannot give what it began
   *     with
   */
  List<Finding> find(History history) throws SQLException {
    return findings(difference(history, new HashMap<>()));
  }

  /**
   * How the two differ.
   *
   * @param replays of other databases with the same migrations; gets this one's
   */
  Difference difference(History history, Map<Replayed.Of, Replayed> replays) throws SQLException {
    requireBegun(history);
    Schema live =
        SchemaReader.read(
            workplace.connection(),
            workplace.schema(),
            workplace.found().database().version(),
            skipped);
    Applied applied = Applied.of(history);
    Replayed.Of which = new Replayed.Of(live.charset(), live.collation(), applied);
    Replayed replayed = replays.get(which);
    if (replayed == null) {
      replayed = replay(which);
      replays.put(which, replayed);
    }
    return Difference.between(
        replayed.schema(), timeless(live, replayed.relative()), Renames.NONE, ORDERED);
  }

  private Replayed replay(Replayed.Of which) throws SQLException {
    workplace
        .events()
        .accept(new Event.Preparing("replaying the migrations on " + server.address()));
    try (ScratchSchema scratch = server.create(which.charset(), which.collation())) {
      ScratchSession session =
          Replay.only(
              which.applied(),
              scratch,
              workplace.environment(),
              workplace.operation(),
              workplace.events());
      Set<String> relative = session.relativeEvents();
      return new Replayed(timeless(new ScratchPlace(session, skipped).read(), relative), relative);
    }
  }

  /**
   * What migrations give.
   *
   * @param relative the events whose time depends on when they were made
   */
  record Replayed(Schema schema, Set<String> relative) {

    /** Which migrations, in which kind of database. */
    record Of(String charset, String collation, Applied applied) {}
  }

  /** What has been applied, in whichever order. */
  record Applied(Set<MigrationVersion> versions, Set<String> repeatables)
      implements Predicate<Entry> {

    static Applied of(History history) {
      return new Applied(
          history.versions().stream()
              .map(entry -> Objects.requireNonNull(entry.version()))
              .collect(Collectors.toCollection(TreeSet::new)),
          history.repeatables().stream().map(Entry::description).collect(Collectors.toSet()));
    }

    @Override
    public boolean test(Entry entry) {
      return entry.version() == null
          ? repeatables.contains(entry.description())
          : isBaseline(entry.type()) || versions.contains(entry.version());
    }
  }

  /**
   * What a database had before its migrations, none of them gives; nor do those that a newer
   * baseline migration has taken the place of.
   */
  private void requireBegun(History history) {
    Optional<MigrationVersion> file = baselineFile();
    Optional<MigrationVersion> current =
        history.current().map(entry -> Objects.requireNonNull(entry.version()));
    if (file.isPresent() && current.isPresent() && file.get().compareTo(current.get()) > 0) {
      throw unknown(
          "The database is at version "
              + current.get()
              + ", below the project's newest baseline migration, "
              + file.get()
              + ", which gives a later schema.");
    }
    history.entries().stream()
        .filter(entry -> entry.row() != null && entry.row().type().equals("BASELINE"))
        .map(entry -> Objects.requireNonNull(entry.version()))
        .filter(version -> file.isEmpty() || file.get().compareTo(version) < 0)
        .findFirst()
        .ifPresent(
            version -> {
              throw unknown(
                  "This database was there before its migrations: it was declared to be at version "
                      + version
                      + ", and no baseline migration makes what it had then.");
            });
  }

  private Optional<MigrationVersion> baselineFile() {
    return workplace.migrations().all().stream()
        .filter(migration -> isBaseline(migration.getType().name()))
        .map(ResolvedMigration::getVersion)
        .max(Comparator.naturalOrder());
  }

  private static boolean isBaseline(String type) {
    return type.endsWith("_BASELINE");
  }

  private RefusedException unknown(String why) {
    return new RefusedException(
        Problem.of("drift-unknown", why)
            .at(workplace.address())
            .fix(
                "Upgrade the database, or write what it had then as a baseline migration of that version,"
                    + " B…__….sql"));
  }

  private static Schema timeless(Schema schema, Set<String> events) {
    List<Program> programs =
        schema.programs().stream()
            .map(
                program ->
                    program.kind() == Program.Kind.EVENT && events.contains(program.name())
                        ? timeless(program)
                        : program)
            .toList();
    return new Schema(
        schema.server(),
        schema.charset(),
        schema.collation(),
        schema.tables(),
        schema.views(),
        programs,
        schema.sequences());
  }

  private static Program timeless(Program event) {
    return new Program(
        event.kind(),
        event.name(),
        event.table(),
        EventState.of(event.definition()).timeless(),
        event.sqlMode(),
        event.timeZone(),
        event.definer());
  }

  private List<Finding> findings(Difference difference) {
    List<Finding> findings = new ArrayList<>();
    Severity severity = Finding.severity(CODE, Severity.WARNING, workplace.environment().rules());
    for (Change change : difference.changes()) {
      findings.add(
          new Finding(
              CODE,
              severity,
              null,
              null,
              back(difference, change),
              message(change),
              "If it is to stay, put it into a migration; if not, execute the statement, or what"
                  + " else brings the database back."));
    }
    return severity == Severity.OFF ? List.of() : findings;
  }

  private static String message(Change change) {
    String object = change.type() + " " + change.object();
    String detail = change.detail().isEmpty() ? "" : ": " + change.detail();
    return switch (change.kind()) {
      case ADD -> object + " is of no migration" + detail;
      case DROP -> object + " of the migrations is missing" + detail;
      case ALTER -> object + " is not as the migrations give it" + detail;
      case RENAME -> object + " has another name" + detail;
    };
  }

  /** The statement that takes a change back. */
  private static String back(Difference difference, Change change) {
    return difference.steps().stream()
        .filter(step -> step.changes().contains(change))
        .map(Step::down)
        .findFirst()
        .orElse("");
  }
}

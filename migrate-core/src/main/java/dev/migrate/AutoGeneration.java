package dev.migrate;

import dev.migrate.generate.Draft;
import dev.migrate.generate.Generated;
import dev.migrate.generate.MigrationText;
import dev.migrate.generate.SampleRows;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.diff.Change;
import dev.migrate.schema.diff.Difference;
import dev.migrate.schema.diff.Options;
import dev.migrate.schema.diff.Overlay;
import dev.migrate.schema.diff.Renames;
import dev.migrate.schema.diff.Step;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a migration from the difference between what the project wants and what its migrations
 * give, once it is proved.
 */
final class AutoGeneration {

  private static final String CURRENT = "what the migrations give";

  private final Generation generation;
  private final AutoRequest request;
  private final String server;
  private final AutoSides copies;
  private final Phases phases;
  private final Consumer<Event> events;
  private final Optional<String> unproved;
  private final Options options;
  private final Renames renames;
  private final List<String> notices = new ArrayList<>();

  AutoGeneration(
      Generation generation,
      AutoRequest request,
      Scratch scratch,
      AutoSides copies,
      Phases phases,
      Consumer<Event> events) {
    this.generation = generation;
    this.request = request;
    this.server = scratch.server().version().text();
    this.copies = copies;
    this.phases = phases;
    this.events = events;
    this.unproved = scratch.unproved();
    unproved.ifPresent(notices::add);
    this.options = new Options(request.columnOrder());
    this.renames = Renames.parse(request.renames());
  }

  /** Adds what the author should know. */
  void notice(String text) {
    notices.add(text);
  }

  /** What there is and what is wanted, both as made on the scratch server. */
  record Sides(ScratchPlace place, Schema current, WantedSchema wanted) {}

  Report.Generate generate(Run run, Sides sides) throws SQLException {
    Draft draft = generation.draft(request.message());
    Schema wanted = overlaid(sides);
    Difference difference =
        phases.time(
            "difference", () -> Difference.between(sides.current(), wanted, renames, options));
    notices.addAll(0, draft.notices());
    if (difference.isEmpty()) {
      return report(run, List.of(), null, List.of(), null, List.of());
    }
    difference
        .renameCandidates()
        .forEach(each -> notices.add("Is it a rename? Then say so: -Dmigrate.rename=" + each));
    hibernateUpgrade(sides.wanted(), difference.changes());
    List<Step> steps = new ArrayList<>(difference.steps());
    steps.addAll(sides.wanted().rowsOf(sides.current()));
    if (request.online()) {
      // Without the rows that migrations insert: what they make fail is told by the proof.
      steps = OnlineForms.of(steps, copies.copied(sides.current(), CURRENT)::execute);
      OnlineForms.without(steps).forEach(this::notice);
    }
    return proved(run, sides, wanted, draft, steps, difference.changes());
  }

  /** Hibernate chooses other types from release to release. */
  private void hibernateUpgrade(WantedSchema wanted, List<Change> changes) {
    boolean types =
        changes.stream().allMatch(c -> c.kind() == Change.Kind.ALTER && c.type().equals("column"));
    String before = generation.hibernateBefore().orElse(null);
    if (wanted.hibernate() == null || before == null || !types) {
      return;
    }
    if (!before.equals(wanted.hibernate())) {
      notices.add(
          "All changes are of columns, and Hibernate was "
              + before
              + " when the last migration was generated, and is "
              + wanted.hibernate()
              + ": probably the new Hibernate wants them, not the entities.");
    }
  }

  private Schema overlaid(Sides sides) {
    if (!sides.wanted().fromEntities()) {
      return sides.wanted().schema();
    }
    Overlay.Result result =
        Overlay.over(sides.current(), sides.wanted().schema(), renames, request.drop());
    result.leftAlone().forEach(each -> notices.add("Left alone, no entity speaks of it: " + each));
    return result.wanted();
  }

  private Report.Generate proved(
      Run run, Sides sides, Schema wanted, Draft draft, List<Step> steps, List<Change> changes)
      throws SQLException {
    MigrationText.Pair text = MigrationText.of(steps, sides.place().settings());
    List<Statement> ups = Splitter.split(name(draft.up()), text.up());
    List<Statement> undos = Splitter.split(name(draft.undo()), text.undo());
    events.accept(new Event.Preparing("proving the migration on " + server));
    ScratchPlace place = phases.time("proof", () -> place(sides, wanted, ups, undos));
    int rows =
        phases.time("sample rows", () -> sampled(place, sides.current(), wanted, ups, undos));
    Report.Proved proof = new Report.Proved(true, true, true, rows, server);
    String origin = head(sides.wanted(), rows);
    if (request.dryRun()) {
      List<String> shown = List.of(draft.text(origin, text.up()), draft.text(origin, text.undo()));
      return report(run, List.of(), draft, changes, proof, shown);
    }
    Generated written = draft.writeLiteral(origin, text.up(), text.undo());
    return report(run, written.files(), draft, changes, proof, List.of());
  }

  /**
   * Proves it, and gives the database it was proved in. Where the rows that the project's own
   * migrations insert are in the way, it is proved without them, and they are told of.
   */
  private ScratchPlace place(Sides sides, Schema wanted, List<Statement> ups, List<Statement> undos)
      throws SQLException {
    boolean order = request.columnOrder();
    try {
      new Proof(sides.place(), sides.current(), wanted, order).prove(ups, undos);
      return sides.place();
    } catch (RefusedException e) {
      if (!e.problem().code().equals(Proof.FAILED)) {
        throw e;
      }
      ScratchPlace without = copies.copied(sides.current(), CURRENT);
      new Proof(without, sides.current(), wanted, order).prove(ups, undos);
      notices.add("With the rows that the migrations themselves insert: " + e.problem().problem());
      return without;
    }
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }

  /** What the files say of their making. */
  private String head(WantedSchema wanted, int rows) {
    return "-- generated from: "
        + wanted.origin()
        + "\n-- proved: up, undo and up again on "
        + server
        + (rows == 0 ? "" : ", with " + rows + " sample rows")
        + unproved.map(words -> "\n-- unproved: " + words.replaceAll("\\s+", " ")).orElse("")
        + "\n";
  }

  /** Applies it to a few rows, too; what they make fail is told, and does not stop. */
  private int sampled(
      ScratchPlace place, Schema current, Schema wanted, List<Statement> up, List<Statement> undo)
      throws SQLException {
    Set<String> touched = touched(current, wanted);
    if (touched.isEmpty()) {
      return 0;
    }
    for (Statement statement : undo) {
      place.execute(statement);
    }
    SampleRows.Result rows = SampleRows.of(current, touched).insert(place.connection());
    String failed = failure(place, up, "");
    if (failed == null) {
      failed = failure(place, undo, " of the undo");
    }
    if (failed != null) {
      notices.add("With sample rows " + failed);
    }
    return rows.rows();
  }

  private static @Nullable String failure(
      ScratchPlace place, List<Statement> statements, String of) {
    for (Statement statement : statements) {
      try {
        place.execute(statement);
      } catch (SQLException e) {
        return "statement "
            + statement.index()
            + of
            + " fails: ["
            + e.getErrorCode()
            + "] "
            + e.getMessage()
            + ". Rows like these in a database would stop it there: "
            + statement.summary();
      }
    }
    return null;
  }

  /** Tables that stay and change. */
  private static Set<String> touched(Schema current, Schema wanted) {
    return current.tables().stream()
        .filter(table -> !wanted.table(table.name()).map(table::equals).orElse(false))
        .map(Table::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Report.Generate report(
      Run run,
      List<Path> files,
      @Nullable Draft draft,
      List<Change> changes,
      Report.@Nullable Proved proof,
      List<String> shown) {
    return new Report.Generate(
        run,
        files,
        draft == null ? null : draft.version(),
        draft == null ? null : draft.revision(),
        changes.stream().map(AutoGeneration::told).toList(),
        proof,
        shown,
        notices);
  }

  private static Report.SchemaChange told(Change change) {
    return new Report.SchemaChange(
        change.kind().name().toLowerCase(Locale.ROOT),
        change.type(),
        change.object(),
        change.detail(),
        change.destructive());
  }
}

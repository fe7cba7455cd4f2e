package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.generate.BaselineFile;
import dev.migrate.history.HistoryRow;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Takes an existing database into the project's care: its schema becomes a baseline migration,
 * which the database counts as having.
 */
final class Adoption {

  private final Workplace workplace;
  private final Scratch scratch;
  private final BaselineRun declaration;

  Adoption(Workplace workplace, Scratch scratch, BaselineRun declaration) {
    this.workplace = workplace;
    this.scratch = scratch;
    this.declaration = declaration;
  }

  Report.Baseline run(Run run) throws SQLException {
    new Guard(workplace).check();
    List<HistoryRow> rows = workplace.rows().orElse(List.of());
    if (!rows.isEmpty()) {
      throw BaselineRun.tooLate(workplace, rows);
    }
    Environment environment = workplace.environment();
    Predicate<String> skipped = OwnTables.of(environment);
    Schema schema =
        SchemaReader.read(
            workplace.connection(),
            workplace.schema(),
            workplace.found().database().version(),
            skipped);
    BaselineFile file =
        new Generation(environment)
            .baseline(
                declaration.version(),
                declaration.description(),
                null,
                "the database " + workplace.address() + ", " + schema.server().text());
    String text =
        new SchemaFile(scratch.server(), skipped, workplace.events())
            .text(name(file.file()), schema, List.of());
    file.write(scratch.proved() + text);
    BaselineRun.Result result = declared(file.file());
    return new Report.Baseline(
        run, result.version(), result.description(), List.of(file.file()), notices());
  }

  /** The file counts as applied, or there is none. */
  private BaselineRun.Result declared(Path file) throws SQLException {
    boolean done = false;
    try {
      BaselineRun.Result result = declaration.run();
      done = true;
      return result;
    } finally {
      if (!done) {
        delete(file);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ServerException(
          Problem.of("file-unwritable", "A file has to go, and cannot be deleted: " + e)
              .at(file.toString())
              .fix("delete it"),
          e);
    }
  }

  private List<String> notices() {
    List<String> notices = new ArrayList<>();
    scratch.unproved().ifPresent(notices::add);
    notices.add("The file has the schema, and none of the rows.");
    return notices;
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }
}

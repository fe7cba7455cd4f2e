package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.generate.FileNames;
import dev.migrate.generate.Link;
import dev.migrate.generate.Move;
import dev.migrate.generate.MovedFiles;
import dev.migrate.generate.RevisionChain;
import dev.migrate.history.Migrations;
import dev.migrate.history.Undo;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/**
 * Puts the migrations of a branch that the database does not have behind those it has, after a
 * merge of two branches, and tries out all of them in their new order.
 */
final class RebaseRun {

  private final Workplace workplace;
  private final Scratch scratch;
  private final Environment environment;
  private final Map<Link, ResolvedMigration> migrations = new LinkedHashMap<>();

  RebaseRun(Workplace workplace, Scratch scratch) {
    this.workplace = workplace;
    this.scratch = scratch;
    this.environment = workplace.environment();
  }

  /**
   * Moves the files, or leaves all as it was.
   *
   * @throws dev.migrate.outcome.StatementException {@code replay-failed} when the migrations do not
   *     run in their new order
   */
  Report.Rebase run(Run run) throws SQLException {
    FileNames names =
        FileNames.of(
            workplace.migrations().configuration(), Migrations.undoPrefix(environment.flyway()));
    migrations.putAll(
        Links.of(workplace, workplace.history(workplace.rows().orElse(List.of())), names));
    List<Link> links = List.copyOf(migrations.keySet());
    List<Move> moves = RevisionChain.of(links).straightened(names, Instant.now());
    if (moves.isEmpty()) {
      return new Report.Rebase(run, List.of(), null, List.of());
    }
    MovedFiles files = new MovedFiles(names);
    boolean kept = false;
    try {
      List<Report.Moved> moved = new ArrayList<>();
      for (Move move : moves.stream().filter(Move::changes).toList()) {
        moved.add(move(move, files));
      }
      List<String> notices = new RebaseProof(environment, scratch, workplace).prove(moves);
      scratch.unproved().ifPresent(notices::add);
      kept = true;
      return new Report.Rebase(run, moved, scratch.server().version().text(), notices);
    } finally {
      if (!kept) {
        files.takeBack();
      }
    }
  }

  /** The undo goes first: no migration is ever seen with the undo of another. */
  private Report.Moved move(Move move, MovedFiles files) {
    ResolvedMigration migration = Objects.requireNonNull(migrations.get(move.link()));
    Optional<Undo> undo = workplace.migrations().undo(migration.getVersion());
    undo.ifPresent(each -> files.move(file(each.script().file()), move));
    Path from = file(migration.getPhysicalLocation());
    Path to = files.move(from, move);
    return new Report.Moved(from, to, move.version(), move.link().revision(), move.revises());
  }

  private Path file(String shown) {
    Path file = environment.project().baseDirectory().resolve(shown);
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          Problem.of("file-unwritable", "The migration has to be moved, and is no file.")
              .at(shown)
              .fix("Run the goal in the project that has the file."));
    }
    return file;
  }
}

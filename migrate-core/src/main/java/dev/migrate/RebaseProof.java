package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.generate.Move;
import dev.migrate.history.Migrations;
import dev.migrate.history.Undo;
import dev.migrate.outcome.Event;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.server.ScratchSchema;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/**
 * Tries out moved migrations after those that stayed: up, undo, up again. That they run is
 * demanded; what their undos do not bring back is told.
 */
final class RebaseProof {

  private final Environment environment;
  private final Scratch scratch;
  private final Workplace workplace;
  private final Predicate<String> skipped;

  RebaseProof(Environment environment, Scratch scratch, Workplace workplace) {
    this.environment = environment;
    this.scratch = scratch;
    this.workplace = workplace;
    this.skipped = OwnTables.of(environment);
  }

  /**
   * Tries them out.
   *
   * @param moves files that have been moved
   * @return what is not as it should be
   */
  List<String> prove(List<Move> moves) throws SQLException {
    workplace
        .events()
        .accept(new Event.Preparing("replaying the migrations on " + scratch.server().address()));
    List<MigrationVersion> moved =
        moves.stream().map(move -> MigrationVersion.fromVersion(move.version())).toList();
    Schema before;
    try (ScratchSchema schema = scratch.create()) {
      before = read(replayed(schema, lastBefore(moved, schema)));
    }
    try (ScratchSchema schema = scratch.create()) {
      ScratchSession session = replayed(schema, moved.get(moved.size() - 1));
      return new ArrayList<>(undone(session, moved, before));
    }
  }

  private List<String> undone(ScratchSession session, List<MigrationVersion> moved, Schema before)
      throws SQLException {
    Migrations migrations = migrations(session.schema());
    List<MigrationVersion> newestFirst = new ArrayList<>(moved);
    Collections.reverse(newestFirst);
    Schema after = read(session);
    for (MigrationVersion version : newestFirst) {
      Optional<Undo> undo = migrations.undo(version).filter(u -> u.irreversible().isEmpty());
      if (undo.isEmpty()) {
        return List.of("Version " + version + " cannot be taken back: its undo was not tried out.");
      }
      Optional<String> failed = executed(session, undo.get().script().statements());
      if (failed.isPresent()) {
        return List.of("The undo of version " + version + " fails: " + failed.get());
      }
    }
    if (!read(session).equals(before)) {
      return List.of("The undo of what was moved does not give exactly what was before.");
    }
    for (MigrationVersion version : moved) {
      Optional<String> failed = executed(session, up(migrations, version));
      if (failed.isPresent()) {
        return List.of("Version " + version + " fails after its undo: " + failed.get());
      }
    }
    return read(session).equals(after)
        ? List.of()
        : List.of("After their undo, what was moved does not give the same again.");
  }

  private static Optional<String> executed(ScratchSession session, List<Statement> statements) {
    for (Statement statement : statements) {
      try {
        session.execute(statement);
      } catch (SQLException e) {
        return Optional.of(statement.where() + ": [" + e.getErrorCode() + "] " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static List<Statement> up(Migrations migrations, MigrationVersion version) {
    return migrations.all().stream()
        .filter(each -> version.equals(each.getVersion()))
        .findFirst()
        .flatMap(migrations::script)
        .orElseThrow()
        .statements();
  }

  private Migrations migrations(ScratchSchema schema) {
    return Migrations.load(
        environment.flyway(),
        environment.project(),
        new Migrations.Target(schema.name(), schema.name(), schema.settings().username()));
  }

  private ScratchSession replayed(ScratchSchema schema, MigrationVersion to) {
    return Replay.versions(
        schema, environment, to.getVersion(), workplace.operation(), workplace.events());
  }

  /** The newest of those that stayed. */
  private MigrationVersion lastBefore(List<MigrationVersion> moved, ScratchSchema schema) {
    return migrations(schema).all().stream()
        .map(ResolvedMigration::getVersion)
        .filter(version -> version != null && !moved.contains(version))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Schema read(ScratchSession session) throws SQLException {
    ScratchSchema schema = session.schema();
    return session.asMeant(
        SchemaReader.read(schema.connection(), schema.name(), schema.version(), skipped));
  }
}

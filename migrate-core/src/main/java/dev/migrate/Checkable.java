package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.environment.GitWorkTree;
import dev.migrate.execute.Direction;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.Migrations;
import dev.migrate.history.Script;
import dev.migrate.history.Undo;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.plan.Foreseen;
import dev.migrate.sql.Statement;
import dev.migrate.validate.ScriptFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.jspecify.annotations.Nullable;

/** The scripts that the safety rules look at. */
final class Checkable {

  private final Migrations migrations;

  Checkable(Migrations migrations) {
    this.migrations = migrations;
  }

  /** What a run would execute. */
  static List<ScriptFile> of(Pending pending, List<Foreseen> foreseen) {
    Map<String, Map<Integer, Foreseen>> byFile = new HashMap<>();
    for (Foreseen each : foreseen) {
      byFile
          .computeIfAbsent(each.statement().file(), file -> new HashMap<>())
          .put(each.statement().index(), each);
    }
    List<ScriptFile> files = new ArrayList<>();
    for (Pending.Part part : pending.parts()) {
      List<Statement> open = part.open();
      if (!open.isEmpty()) {
        String file = open.get(0).file();
        boolean undo = pending.direction() == Direction.DOWNGRADE;
        files.add(new ScriptFile(file, open, byFile.getOrDefault(file, Map.of()), undo));
      }
    }
    return files;
  }

  /** What a history does not have, each version followed by its undo. */
  List<ScriptFile> pending(Environment environment, History history, List<Foreseen> foreseen) {
    Map<String, Map<Integer, Foreseen>> byFile = new HashMap<>();
    foreseen.forEach(
        each ->
            byFile
                .computeIfAbsent(each.statement().file(), file -> new HashMap<>())
                .put(each.statement().index(), each));
    List<ScriptFile> files = new ArrayList<>();
    for (Entry entry : new UpgradeTarget(environment, null).pending(history)) {
      add(Objects.requireNonNull(entry.resolved()), byFile, files);
    }
    return files;
  }

  /** All, or those that something is true of, in the order in which they run. */
  List<ScriptFile> all(Predicate<ScriptFile> which) {
    List<ResolvedMigration> sorted =
        migrations.all().stream()
            .sorted(
                Comparator.comparing(
                    ResolvedMigration::getVersion, Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
    List<ScriptFile> files = new ArrayList<>();
    sorted.forEach(migration -> add(migration, Map.of(), files));
    return files.stream().filter(which).toList();
  }

  /**
   * Those whose files changed since a revision.
   *
   * @throws ConfigurationException {@code revision-unknown}
   */
  List<ScriptFile> since(Environment environment, String revision) {
    Path base = environment.project().baseDirectory().toAbsolutePath().normalize();
    Set<Path> changed =
        GitWorkTree.of(base)
            .changedSince(revision)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        Problem.of(
                                "revision-unknown", "Git does not know \"" + revision + "\" here.")
                            .at("-Dmigrate.since=" + revision)
                            .fix("Name a commit, a branch or a tag: -Dmigrate.since=origin/main")))
            .stream()
            .map(Checkable::real)
            .collect(Collectors.toSet());
    return all(file -> changed.contains(real(base.resolve(file.file()))));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (java.io.IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private void add(
      ResolvedMigration migration,
      Map<String, Map<Integer, Foreseen>> foreseen,
      List<ScriptFile> files) {
    @Nullable Script script = migrations.script(migration).orElse(null);
    if (script == null) {
      return;
    }
    Map<Integer, Foreseen> its = foreseen.getOrDefault(script.file(), Map.of());
    files.add(new ScriptFile(script.file(), script.statements(), its, false));
    if (migration.getVersion() != null) {
      migrations
          .undo(migration.getVersion())
          .map(Undo::script)
          .ifPresent(
              undo -> files.add(new ScriptFile(undo.file(), undo.statements(), Map.of(), true)));
    }
  }
}

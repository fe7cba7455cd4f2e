package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.generate.BaselineFile;
import dev.migrate.history.Migrations;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.model.Schema;
import dev.migrate.server.ScratchSchema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/**
 * Makes one baseline migration of all migrations up to a version: the schema they give, and the
 * rows they fill in.
 */
final class Squash {

  private final Environment environment;
  private final Scratch scratch;
  private final String operation;
  private final Consumer<Event> events;
  private final Predicate<String> skipped;

  Squash(Environment environment, Scratch scratch, String operation, Consumer<Event> events) {
    this.environment = environment;
    this.scratch = scratch;
    this.operation = operation;
    this.events = events;
    this.skipped = OwnTables.of(environment);
  }

  /**
   * Writes the file.
   *
   * @param version the last one to be in it
   * @throws ConfigurationException {@code version-unknown}, {@code squash-behind}
   * @throws RefusedException {@code not-proved}
   */
  Report.Generate run(String version, Run run) throws SQLException {
    MigrationVersion to = GivenVersion.of(version);
    Generation generation = new Generation(environment);
    Migrations migrations = generation.migrations().orElseThrow(() -> unknown(to));
    List<ResolvedMigration> squashed = squashed(migrations, to);
    ResolvedMigration last = squashed.get(squashed.size() - 1);
    BaselineFile file =
        generation.baseline(
            to.getVersion(),
            "squashed",
            migrations.revision(last).orElse(null),
            squashed.size() + " migrations");
    int rows = write(file, to);
    Report.Proved proof =
        new Report.Proved(true, false, false, rows, scratch.server().version().text());
    return new Report.Generate(
        run,
        List.of(file.file()),
        to.getVersion(),
        migrations.revision(last).orElse(null),
        List.of(),
        proof,
        List.of(),
        notices(squashed));
  }

  private List<ResolvedMigration> squashed(Migrations migrations, MigrationVersion to) {
    List<ResolvedMigration> versions =
        migrations.all().stream()
            .filter(each -> each.getVersion() != null)
            .sorted(Comparator.comparing(ResolvedMigration::getVersion))
            .toList();
    versions.stream()
        .filter(each -> each.getType().name().endsWith("_BASELINE"))
        .filter(each -> each.getVersion().compareTo(to) >= 0)
        .findAny()
        .ifPresent(
            each -> {
              throw new ConfigurationException(
                  Problem.of(
                          "squash-behind",
                          "There is a baseline migration of version "
                              + each.getVersion()
                              + " already.")
                      .at(each.getPhysicalLocation())
                      .fix("Name a later version, or delete that file first."));
            });
    List<ResolvedMigration> found =
        versions.stream()
            .filter(each -> !each.getType().name().endsWith("_BASELINE"))
            .filter(each -> each.getVersion().compareTo(to) <= 0)
            .toList();
    if (found.isEmpty() || !found.get(found.size() - 1).getVersion().equals(to)) {
      throw unknown(to);
    }
    return found;
  }

  private ConfigurationException unknown(MigrationVersion version) {
    return new ConfigurationException(
        Problem.of("version-unknown", "There is no version " + version + ".")
            .at("-Dmigrate.squash=" + version)
            .fix("See the versions there are: " + environment.command("history")));
  }

  /** How many statements fill tables. */
  private int write(BaselineFile file, MigrationVersion to) throws SQLException {
    try (ScratchSchema schema = scratch.create()) {
      events.accept(
          new Event.Preparing("replaying the migrations on " + scratch.server().address()));
      ScratchSession session =
          Replay.versions(schema, environment, to.getVersion(), operation, events);
      Schema read = new ScratchPlace(session, skipped).read();
      List<String> rows = TableRows.inserts(schema.connection(), read);
      String name = Objects.requireNonNull(file.file().getFileName()).toString();
      String text = new SchemaFile(scratch.server(), skipped, events).text(name, read, rows);
      if (text.contains(schema.name())) {
        throw new RefusedException(
            Problem.of(
                    "not-proved",
                    "The migrations write the database's own name into it, which in the file would be"
                        + " that of the scratch database.")
                .at(
                    text.lines()
                        .filter(each -> each.contains(schema.name()))
                        .findFirst()
                        .orElse(""))
                .committed("nothing: no file was written")
                .fix("Squash the migrations before that one."));
      }
      file.write(scratch.proved() + text);
      return rows.size();
    }
  }

  private List<String> notices(List<ResolvedMigration> squashed) {
    List<String> notices = new ArrayList<>();
    scratch.unproved().ifPresent(notices::add);
    List<String> files =
        squashed.stream().map(each -> Path.of(each.getScript()).getFileName().toString()).toList();
    notices.add(
        "New databases begin with it. Those that have its migrations applied go on looking for their"
            + " files, which stay; to delete them, set"
            + " <flyway><ignoreMigrationPatterns>*:missing</ignoreMigrationPatterns></flyway>: "
            + String.join(", ", files)
            + " and their undo files");
    return notices;
  }
}

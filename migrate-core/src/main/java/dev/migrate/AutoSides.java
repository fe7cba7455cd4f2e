package dev.migrate;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.Environment;
import dev.migrate.generate.jpa.JpaDdl;
import dev.migrate.generate.jpa.JpaProject;
import dev.migrate.generate.jpa.JpaSchema;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.schema.diff.Difference;
import dev.migrate.schema.diff.Options;
import dev.migrate.schema.diff.Renames;
import dev.migrate.schema.diff.Step;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.server.ScratchSchema;
import dev.migrate.server.ScratchServer;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes what there is and what is wanted in scratch databases, and reads both. */
final class AutoSides {

  private static final String COLLATION = "utf8mb4_unicode_ci";

  private final Environment environment;
  private final Scratch scratch;
  private final ScratchServer server;
  private final ArtifactSource artifacts;
  private final String operation;
  private final Consumer<Event> events;
  private final Predicate<String> skipped;

  AutoSides(
      Environment environment,
      Scratch scratch,
      ArtifactSource artifacts,
      String operation,
      Consumer<Event> events,
      Predicate<String> skipped) {
    this.environment = environment;
    this.scratch = scratch;
    this.server = scratch.server();
    this.artifacts = artifacts;
    this.operation = operation;
    this.events = events;
    this.skipped = skipped;
  }

  /** What the project's migrations give, in a scratch database that stands there. */
  ScratchPlace replayed() throws SQLException {
    return new ScratchPlace(Replay.into(scratch.create(), environment, operation, events), skipped);
  }

  /** An empty scratch database: where a project without migrations stands. */
  ScratchPlace empty() throws SQLException {
    return new ScratchPlace(ScratchSession.of(scratch.create()), skipped);
  }

  /**
   * A schema that was read elsewhere, made again in a scratch database.
   *
   * @throws ServerException {@code schema-not-copied} where it does not come out the same
   */
  ScratchPlace copied(Schema schema, String what) throws SQLException {
    ScratchSchema copy = server.create(schema.charset(), schema.collation());
    ScratchPlace place = new ScratchPlace(ScratchSession.of(copy), skipped);
    for (Step step : Difference.between(place.read(), schema, Renames.NONE, ORDERED).steps()) {
      place.execute(step.up());
    }
    Difference left = Difference.between(place.read(), schema, Renames.NONE, ORDERED);
    if (!left.isEmpty()) {
      throw new ServerException(
          Problem.of(
                  "schema-not-copied",
                  what
                      + " could not be made again on "
                      + server.version().text()
                      + "; this is left:\n"
                      + left.changes().stream()
                          .map(change -> "  " + change.text())
                          .collect(Collectors.joining("\n")))
              .fix("Use a scratch server of the same vendor and version as the database's."),
          new IllegalStateException("different"));
    }
    return place;
  }

  private static final Options ORDERED = new Options(true);

  /** Has Hibernate write the entities' DDL meanwhile. */
  Background<JpaDdl> entities() {
    JpaProject project = JpaSchema.project(environment);
    return Background.run(() -> JpaSchema.ddl(project, server.version(), artifacts, events));
  }

  /** What entities want. */
  WantedSchema wanted(JpaDdl ddl, Schema current, Consumer<String> notices) throws SQLException {
    ddl.notices().forEach(notices);
    int count = ddl.found().entities().size();
    String origin =
        count + (count == 1 ? " entity" : " entities") + ", Hibernate " + ddl.hibernate();
    List<Statement> statements = new ArrayList<>();
    for (String sql : ddl.statements()) {
      statements.addAll(Splitter.split("the entities' DDL", sql));
    }
    List<Statement> rows = statements.stream().filter(s -> ddl.rows().contains(s.sql())).toList();
    return new WantedSchema(made(statements, current, origin), origin, ddl.hibernate(), rows);
  }

  /**
   * What a file of CREATE statements, or a folder of such, wants.
   *
   * @throws ConfigurationException {@code wanted-missing}, {@code wanted-failed}
   */
  WantedSchema wanted(Path path, Schema current) throws SQLException {
    List<Statement> statements = new ArrayList<>();
    for (Path file : files(path)) {
      String name = String.valueOf(environment.project().baseDirectory().relativize(file));
      statements.addAll(Splitter.split(name, text(file)));
    }
    String origin = path.getFileName() + (Files.isDirectory(path) ? "/" : "");
    return new WantedSchema(made(statements, current, origin), origin, null, List.of());
  }

  private Schema made(List<Statement> statements, Schema current, String origin)
      throws SQLException {
    String collation = collation(current);
    String charset = collation.substring(0, collation.indexOf('_'));
    ScratchSchema made = server.create(charset, collation);
    ScratchPlace place = new ScratchPlace(ScratchSession.of(made), skipped);
    for (Statement statement : statements) {
      try {
        place.execute(statement);
      } catch (SQLException e) {
        throw failed(statement, origin, e);
      }
    }
    return place.read();
  }

  private ConfigurationException failed(Statement statement, String origin, SQLException e) {
    return new ConfigurationException(
        Problem.of(
                "wanted-failed",
                server.version().text()
                    + " refuses what is wanted ("
                    + origin
                    + "): ["
                    + e.getErrorCode()
                    + "] "
                    + e.getMessage()
                    + "\n"
                    + statement.sql().strip())
            .at(statement.where())
            .committed("nothing: no file was written")
            .fix(
                "Correct it there; a name that is a reserved word of the server has to be quoted"
                    + " (hibernate.globally_quoted_identifiers=true) or changed."),
        e);
  }

  /** The one that most of the tables have, so that new ones can be joined with them. */
  private static String collation(Schema current) {
    Map<String, Long> counts =
        current.tables().stream()
            .map(Table::options)
            .collect(Collectors.groupingBy(o -> o.collation(), Collectors.counting()));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse(COLLATION);
  }

  private static List<Path> files(Path path) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> files = all.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
      if (!files.isEmpty()) {
        return files;
      }
      throw missing(path, "has no .sql file", null);
    } catch (IOException e) {
      throw missing(path, "cannot be read: " + e, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw missing(file, "cannot be read: " + e, e);
    }
  }

  private static ConfigurationException missing(Path path, String why, @Nullable Exception e) {
    return new ConfigurationException(
        Problem.of("wanted-missing", path + " " + why + ".")
            .at("migrate.wanted")
            .fix("-Dmigrate.wanted=FILE or FOLDER of CREATE statements, or the URL of a database"),
        e);
  }
}

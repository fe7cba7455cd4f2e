package dev.migrate.testing;

import dev.migrate.Asker;
import dev.migrate.Migrator;
import dev.migrate.environment.AuditSettings;
import dev.migrate.environment.BackupSettings;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.environment.EntitySettings;
import dev.migrate.environment.Environment;
import dev.migrate.environment.FlywaySettings;
import dev.migrate.environment.GuardSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.Orphan;
import dev.migrate.environment.Policy;
import dev.migrate.environment.ProjectLayout;
import dev.migrate.environment.ProjectLayout.Artifact;
import dev.migrate.environment.Resume;
import dev.migrate.environment.RuleSettings;
import dev.migrate.environment.ScratchSettings;
import dev.migrate.environment.WatchSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.flywaydb.core.Flyway;

/**
 * A project with migrations in a folder of its own, and a database of its own on the test server.
 */
public final class TestProject {

  private final List<Artifact> artifacts = new ArrayList<>();
  private EntitySettings entities = EntitySettings.NONE;
  private final Path base;
  private final DatabaseSettings database;
  private final Map<String, String> flyway = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private String environment = "development";
  private Policy policy = Policy.DEVELOPMENT;
  private Optional<String> stamp = Optional.empty();
  private Orphan orphan = Orphan.WAIT;
  private Resume resume = Resume.ASK;
  private BackupSettings backups;
  private ScratchSettings scratch = ScratchSettings.NONE;
  private RuleSettings rules = RuleSettings.NONE;
  private GuardSettings guards = GuardSettings.NONE;
  private WatchSettings watch = WatchSettings.NONE;
  private AuditSettings audit = AuditSettings.NONE;
  private Asker asker = Asker.NOBODY;

  private TestProject(Path base, DatabaseSettings database) {
    this.base = base;
    this.backups = BackupSettings.in(base.resolve("backups"));
    this.database = database;
  }

  /** A project in the folder, with a new, empty database. */
  public static TestProject in(Path folder) {
    return on(folder, TestServer.freshDatabase());
  }

  /** A project in the folder, with the given database. */
  public static TestProject on(Path folder, DatabaseSettings database) {
    TestProject project = new TestProject(folder, database);
    project.createFolder();
    return project;
  }

  /** A project in the folder, which waits for other runs as long as the limit. */
  public static TestProject on(Path folder, DatabaseSettings database, Duration lockTimeout) {
    return on(
        folder,
        new DatabaseSettings(
            database.host(),
            database.port(),
            database.name(),
            database.username(),
            database.password(),
            database.tls(),
            database.trustStore(),
            database.connectTimeout(),
            database.lockTimeouts().run(lockTimeout),
            database.properties()));
  }

  /** Another project over the same database. */
  public TestProject sibling(Path folder) {
    return on(folder, database);
  }

  /** The same project, which reaches its database another way. */
  public TestProject with(DatabaseSettings way) {
    TestProject project = on(base, way);
    project.flyway.putAll(flyway);
    project.environment = environment;
    project.policy = policy;
    project.stamp = stamp;
    project.orphan = orphan;
    project.resume = resume;
    project.backups = backups;
    project.scratch = scratch;
    project.rules = rules;
    project.guards = guards;
    project.audit = audit;
    project.asker = asker;
    return project;
  }

  public DatabaseSettings database() {
    return database;
  }

  public Path folder() {
    return base.resolve("src/main/resources/db/migration");
  }

  public List<Event> events() {
    return events;
  }

  /** Writes a migration; {@code lines} are joined by line ends. */
  public TestProject write(String file, String... lines) {
    try {
      Path path = folder().resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, String.join("\n", lines) + "\n");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestProject delete(String file) {
    try {
      Files.delete(folder().resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles a class of the project; {@code lines} are its source. */
  public TestProject java(String name, String... lines) {
    Path source = base.resolve("src/main/java/" + name.replace('.', '/') + ".java");
    Path classes = base.resolve("target/classes");
    try {
      Files.createDirectories(source.getParent());
      Files.createDirectories(classes);
      Files.writeString(source, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                flywayJar(),
                "-d",
                classes.toString(),
                source.toString());
    if (exit != 0) {
      throw new IllegalStateException("does not compile: " + source);
    }
    return this;
  }

  /** Sets one of Flyway's properties, by its name without {@code flyway.}. */
  public TestProject flyway(String name, String value) {
    flyway.put("flyway." + name, value);
    return this;
  }

  public TestProject environment(String name, Policy itsPolicy) {
    this.environment = name;
    this.policy = itsPolicy;
    return this;
  }

  public TestProject stamp(String name) {
    this.stamp = Optional.of(name);
    return this;
  }

  public TestProject resume(Resume what) {
    this.resume = what;
    return this;
  }

  public TestProject backups(BackupSettings settings) {
    this.backups = settings;
    return this;
  }

  public TestProject scratch(ScratchSettings settings) {
    this.scratch = settings;
    return this;
  }

  public TestProject rules(RuleSettings settings) {
    this.rules = settings;
    return this;
  }

  public TestProject guards(GuardSettings settings) {
    this.guards = settings;
    return this;
  }

  public TestProject watch(WatchSettings settings) {
    this.watch = settings;
    return this;
  }

  /** Who answers when a goal asks. */
  public TestProject asker(Asker person) {
    this.asker = person;
    return this;
  }

  public TestProject audit(AuditSettings settings) {
    this.audit = settings;
    return this;
  }

  public TestProject orphan(Orphan what) {
    this.orphan = what;
    return this;
  }

  /**
   * The jars of a folder on the project's class path.
   *
   * @param searched the beginnings of the names of those that have entities
   */
  public TestProject entities(List<Path> jars, String... searched) {
    List<String> named = new ArrayList<>();
    for (Path jar : jars) {
      String name = "jar:" + jar.getFileName();
      artifacts.add(new Artifact(name, jar, false));
      if (Stream.of(searched).anyMatch(each -> name.startsWith("jar:" + each))) {
        named.add(name);
      }
    }
    entities = new EntitySettings(named, Optional.empty(), Map::of);
    return this;
  }

  public Environment toEnvironment() {
    ProjectLayout layout =
        new ProjectLayout(
            base,
            List.of(base.resolve("src/main/resources")),
            List.of(base.resolve("src/main/java")),
            base.resolve("target/classes"),
            () -> artifacts.stream().map(Artifact::file).toList(),
            () -> artifacts);
    return new Environment(
        environment,
        !environment.equals("development"),
        policy,
        Optional.of(database),
        new EmbeddedSettings(base.resolve(".migrate/embedded"), "app", false, LockTimeouts.DEFAULT),
        new FlywaySettings(flyway, List.of()),
        layout,
        stamp,
        orphan,
        resume,
        backups,
        scratch,
        entities,
        rules,
        guards,
        watch,
        audit,
        List.of());
  }

  /** A migrator for one goal; the caller closes it. */
  public Migrator migrator() {
    return Migrator.of(
        toEnvironment(),
        (group, artifact, version) -> {
          throw new ServerException(Problem.of("artifact-unexpected", group + ":" + artifact));
        },
        events::add,
        asker);
  }

  private static String flywayJar() {
    return Flyway.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private void createFolder() {
    try {
      Files.createDirectories(folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.migrate.maven;

import dev.migrate.Asker;
import dev.migrate.JvmEnd;
import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.environment.Environment;
import dev.migrate.environment.ProjectLayout;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.outcome.ServerException;
import dev.migrate.render.Style;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.fusesource.jansi.Ansi;
import org.jspecify.annotations.Nullable;

/**
 * What all goals have in common: the way to a {@link Migrator}, and how its report or its error is
 * told.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class AbstractMigrateMojo extends CommonParameters {

  private static final Set<String> FORMATS = Set.of("text", "json");

  private static final String LATE =
      "The run has not ended within 30 s. What the server is at now ends there; migrate:current"
          + " tells how far it came.";

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  @Inject RepositorySystem repositories;

  @Inject ProjectDependenciesResolver dependencies;

  @Inject SettingsDecrypter decrypter;

  /** The goal itself. */
  abstract Report run(Migrator migrator);

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    MavenBuild build =
        new MavenBuild(session, project, execution, repositories, dependencies, decrypter);
    if (Boolean.parseBoolean(given("skip", Boolean.toString(skip)))) {
      getLog().info("Skipped, since migrate.skip is set.");
      return;
    }
    try {
      perform(build, console(build));
    } catch (ServerException | BackupException e) {
      throw told(new MojoExecutionException(e.getMessage()), e);
    } catch (MigrateException e) {
      throw told(new MojoFailureException(e.getMessage()), e);
    }
  }

  /**
   * The text of a parameter: what the command line says comes before what the POM says, which is
   * not so in Maven itself. An empty text counts as none.
   */
  @Nullable String given(String name, @Nullable String configured) {
    String written = session.getUserProperties().getProperty("migrate." + name);
    String text = written == null || written.isBlank() ? configured : written;
    return text == null || text.isBlank() ? null : text;
  }

  private Console console(MavenBuild build) {
    Console console =
        "json".equals(given("format", format))
            ? new Console.Json(getLog(), build.maven4())
            : text(build);
    String file = given("output", output == null ? null : output.getPath());
    return file == null
        ? console
        : prepared(
            build, console, () -> OutputFile.prepare(build.baseDirectory().resolve(file), console));
  }

  private Console text(MavenBuild build) {
    boolean colour = !build.maven4() && Ansi.isEnabled();
    Style style = new Style(colour, build.baseDirectory());
    Console.Text console =
        new Console.Text(
            getLog(),
            style,
            Console.Volume.NORMAL,
            new Cadence(System::nanoTime),
            Terminal.of(session).flatMap(Terminal::line).orElse(null));
    return console.at(prepared(build, console, this::volume));
  }

  private Console.Volume volume() {
    return Console.Volume.of(
        Boolean.parseBoolean(given("quiet", Boolean.toString(quiet))),
        Boolean.parseBoolean(given("verbose", Boolean.toString(verbose))));
  }

  private void perform(MavenBuild build, Console console) {
    String coordinates = given("artifact", artifact);
    if (coordinates == null) {
      perform(build, console, build.layout());
      return;
    }
    try (PublishedArtifact published =
        prepared(build, console, () -> build.artifact(coordinates))) {
      perform(build, console, published.layout(build.baseDirectory()));
    }
  }

  private void perform(MavenBuild build, Console console, ProjectLayout layout) {
    Environment resolved = prepared(build, console, () -> resolve(build, layout));
    EventLog events = prepared(build, console, () -> eventLog(build, console));
    Asker asker = console.asksPeople() ? ConsoleAsker.of(session) : Asker.NOBODY;
    Migrator migrator =
        Migrator.of(resolved, build.pluginArtifacts(), events, asker, build.neighbours(layout));
    try (JvmEnd end = JvmEnd.of(migrator, () -> getLog().error(LATE))) {
      try (migrator) {
        perform(migrator, events, resolved);
      } catch (MigrateException e) {
        events.end();
        if (end.isEnding()) {
          // Maven does not come to it any more.
          getLog().error(e.getMessage());
        }
        throw e;
      }
    }
  }

  private void perform(Migrator migrator, EventLog events, Environment resolved) {
    events.of(migrator.operation());
    Report report = attempt(events, migrator);
    events.show(report);
    if (resolved.policy().embedded()) {
      migrator.database().ifPresent(used -> ExportedProperties.export(project, used));
    }
    if (report.problem() != null) {
      throw new RefusedException(report.problem());
    }
  }

  private EventLog eventLog(MavenBuild build, Console console) {
    String name = given("log", log == null ? null : log.getPath());
    Path file = name == null ? null : build.baseDirectory().resolve(name);
    return EventLog.prepare(file, execution.getGoal(), console);
  }

  private Environment resolve(MavenBuild build, ProjectLayout layout) {
    build.requireKnownProperties();
    requireKnownFormat();
    return build.environment(layout);
  }

  /** What comes before there is a migrator; its failures are reported like those of the goal. */
  private <T> T prepared(MavenBuild build, Console console, Supplier<T> work) {
    MigrateException told;
    try {
      return work.get();
    } catch (MigrateException e) {
      told = e;
    } catch (RuntimeException e) {
      told = unexpected(execution.getGoal(), e);
    }
    console.showFailure(unresolved(build, told));
    throw told;
  }

  private Report attempt(Console console, Migrator migrator) {
    String goal = execution.getGoal();
    MigrateException told;
    try {
      return run(migrator);
    } catch (MigrateException e) {
      told = Modules.of(project).named(goal, migrator.told(goal, e));
    } catch (RuntimeException e) {
      told = unexpected(goal, e);
    }
    console.showFailure(migrator.failure(goal, told));
    throw told;
  }

  private static MigrateException unexpected(String goal, RuntimeException e) {
    return new ServerException(
        Problem.of("unexpected", "The goal ended in an error nobody thought of: " + e)
            .at("migrate:" + goal)
            .fix("Report it with what Maven prints with -e; migrate:history tells what was done."),
        e);
  }

  private void requireKnownFormat() {
    String name = given("format", format);
    if (name != null && !FORMATS.contains(name)) {
      throw new ConfigurationException(
          Problem.of("format-unknown", "There is no format \"" + name + "\".")
              .at("migrate.format")
              .fix("-Dmigrate.format=text or -Dmigrate.format=json"));
    }
  }

  /** The failure of a run whose environment could not be made. */
  private Report unresolved(MavenBuild build, MigrateException e) {
    String name = build.environmentName(environment);
    Run run = new Run(execution.getGoal(), UUID.randomUUID().toString(), name, null, null);
    return Report.Failure.of(run, e);
  }

  /**
   * Maven prints the messages of causes that the exception's own message does not hold, after the
   * fix, which is to be last; the stack trace ({@code mvn -e}) shows a suppressed one as well.
   */
  private static <E extends Exception> E told(E exception, MigrateException reason) {
    exception.addSuppressed(reason);
    return exception;
  }
}

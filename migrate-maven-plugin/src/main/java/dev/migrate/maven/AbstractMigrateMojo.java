package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.environment.Environment;
import dev.migrate.environment.ProjectLayout;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.render.Style;
import java.io.File;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.eclipse.aether.RepositorySystem;
import org.fusesource.jansi.Ansi;
import org.jspecify.annotations.Nullable;

/**
 * What all goals have in common: parameters, the way to a {@link Migrator}, and how its report or
 * its error is told.
 *
 * <p>The parameters that choose the environment and its database are declared here so that the help
 * and IDEs know them; their values are read from the command line and the POM themselves, since
 * {@code migrate:current} tells where each came from.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class AbstractMigrateMojo extends AbstractMojo {

  private static final Set<String> FORMATS = Set.of("text", "json");

  /**
   * The environment to work on: development, staging, production, or one that {@code environments}
   * defines. The variable APP_ENVIRONMENT chooses it too; the default is development.
   */
  @Parameter(property = "migrate.environment")
  @Nullable String environment;

  /**
   * The environments' settings and policies: an element for each, named like it.
   *
   * <pre>{@code
   * <environments>
   *   <production>
   *     <host>db.example.com</host>
   *     <name>shop</name>
   *     <serverId>shop-production</serverId>
   *   </production>
   * </environments>
   * }</pre>
   */
  @Parameter @Nullable PlexusConfiguration environments;

  /**
   * Flyway's settings for this project, under the names flyway-maven-plugin has for them: {@code
   * <flyway><table>history</table></flyway>}. Those of flyway-maven-plugin's own configuration,
   * flyway.conf, flyway.toml and Spring Boot's application files are read without this.
   */
  @Parameter @Nullable PlexusConfiguration flyway;

  /**
   * URL of the database, on the command line only; in the POM it belongs in {@code environments}:
   * jdbc:mysql://host:port/name, jdbc:mariadb://…, mysql://….
   */
  @Parameter(property = "migrate.url")
  @Nullable String url;

  /** Account, on the command line only; in the POM it belongs in {@code environments}. */
  @Parameter(property = "migrate.username")
  @Nullable String username;

  /**
   * The account's password, on the command line only; others can see it there: prefer the variable
   * DATABASE_PASSWORD, or {@code passwordCommand} or {@code serverId} in {@code environments}.
   */
  @Parameter(property = "migrate.password")
  @Nullable String password;

  /**
   * The name of the environment that a database with tables, but without a stamp, belongs to: a
   * database is told once whose it is, and is refused under every other name from then on.
   */
  @Parameter(property = "migrate.stamp")
  @Nullable String stamp;

  /**
   * Replicas of the database, host:port with commas between them, which backfills wait for; on the
   * command line only, in the POM they belong in {@code environments}. The account and its
   * protection are the database's.
   */
  @Parameter(property = "migrate.replicas")
  @Nullable String replicas;

  /**
   * How far a replica may be behind before a backfill pauses: 10 (seconds), 30s, 2m; on the command
   * line only, in the POM it belongs in {@code environments}.
   */
  @Parameter(property = "migrate.maximumLag")
  @Nullable String maximumLag;

  /**
   * How long a statement waits at most for the lock of its table before it has begun, in seconds or
   * as 30s, 5m; what comes after a waiting ALTER waits behind it. The default is 10 seconds.
   */
  @Parameter(property = "migrate.lockWaitTimeout")
  @Nullable String lockWaitTimeout;

  /**
   * How long a rebuild of a table waits at most, after its work, for the moment alone with the
   * table. The default is 30 seconds.
   */
  @Parameter(property = "migrate.cutoverTimeout")
  @Nullable String cutoverTimeout;

  /**
   * What to do about a statement that an earlier run left at the server when its program died: wait
   * for it, or kill it. The default is wait.
   */
  @Parameter(property = "migrate.orphan")
  @Nullable String orphan;

  /**
   * What to do about the one statement at which a run stopped because nobody can tell whether an
   * earlier run executed it: redo it, or skip it as done.
   */
  @Parameter(property = "migrate.resume")
  @Nullable String resume;

  /**
   * Folder of the embedded development server, which keeps its data from build to build. The
   * default is .migrate/embedded in the project's folder.
   */
  @Parameter(property = "migrate.embeddedFolder")
  @Nullable File embeddedFolder;

  /**
   * Whether the embedded server stays up after the goal, until the build ends or embedded-stop ends
   * it, so that tests of the same build can use it through the properties migrate.url,
   * migrate.username, migrate.password and migrate.port.
   */
  @Parameter(property = "migrate.keepEmbedded", defaultValue = "false")
  boolean keepEmbedded;

  /**
   * An artifact whose migrations are run, where there is no source tree:
   * groupId:artifactId:version[:packaging[:classifier]].
   */
  @Parameter(property = "migrate.artifact")
  @Nullable String artifact;

  /** Does nothing. */
  @Parameter(property = "migrate.skip", defaultValue = "false")
  boolean skip;

  /** Shows every migration as it begins and ends, and what else the run does. */
  @Parameter(property = "migrate.verbose", defaultValue = "false")
  boolean verbose;

  /** What is printed: text, or json: the report as one JSON object and nothing else. */
  @Parameter(property = "migrate.format", defaultValue = "text")
  String format = "text";

  /** A file to write the report to, as JSON, whatever is printed; also when the goal fails. */
  @Parameter(property = "migrate.output")
  @Nullable File output;

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
    boolean all = Boolean.parseBoolean(given("verbose", Boolean.toString(verbose)));
    return new Console.Text(getLog(), new Style(colour, build.baseDirectory()), all);
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
    try (Migrator migrator = Migrator.of(resolved, build.pluginArtifacts(), console)) {
      console.show(attempt(console, migrator));
      if (resolved.policy().embedded()) {
        migrator.database().ifPresent(used -> ExportedProperties.export(project, used));
      }
    }
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
      told = Modules.of(project).named(goal, e);
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

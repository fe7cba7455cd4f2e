package dev.migrate.maven;

import dev.migrate.Neighbours;
import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.Element;
import dev.migrate.environment.Environment;
import dev.migrate.environment.EnvironmentName;
import dev.migrate.environment.Environments;
import dev.migrate.environment.Inputs;
import dev.migrate.environment.ProjectLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** One execution of a goal in a build, and what the core needs of it. */
record MavenBuild(
    MavenSession session,
    MavenProject project,
    MojoExecution execution,
    RepositorySystem repositories,
    ProjectDependenciesResolver dependencies,
    SettingsDecrypter decrypter) {

  /** The project's folder; without a project, the one Maven was started in. */
  Path baseDirectory() {
    return project.getBasedir() == null
        ? Path.of(session.getRequest().getBaseDirectory())
        : project.getBasedir().toPath();
  }

  /** Refuses a {@code -Dmigrate.…} that no goal has. */
  void requireKnownProperties() {
    Set<String> known =
        execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
            .flatMap(goal -> goal.getParameters().stream())
            .map(Parameter::getExpression)
            .filter(expression -> expression != null && expression.startsWith("${migrate."))
            .map(expression -> expression.substring(2, expression.length() - 1))
            .collect(Collectors.toSet());
    Environments.requireKnownProperties(strings(session.getUserProperties()), known);
  }

  /** Whether Maven is of the fourth generation. */
  boolean maven4() {
    return session.getSystemProperties().getProperty("maven.version", "").startsWith("4");
  }

  /** The project's own files. */
  ProjectLayout layout() {
    ProjectDependencies needed = new ProjectDependencies(dependencies, session, project);
    return ProjectLayouts.of(baseDirectory(), project, needed::runtime, needed::all);
  }

  /**
   * A released artifact, to be run in a project's place.
   *
   * @param coordinates see {@link PublishedArtifact#of}
   */
  PublishedArtifact artifact(String coordinates) {
    return PublishedArtifact.of(
        coordinates,
        repositories,
        session.getRepositorySession(),
        project.getRemoteProjectRepositories());
  }

  /** Where the plugin's heavy parts come from. */
  ArtifactSource pluginArtifacts() {
    return new PluginArtifacts(
        repositories, session.getRepositorySession(), project.getRemotePluginRepositories());
  }

  /** The environment of a run, with the migrations of this layout. */
  Environment environment(ProjectLayout layout) {
    return Environments.resolve(inputs(layout));
  }

  /** The project's other environments, with the migrations of this layout. */
  Neighbours neighbours(ProjectLayout layout) {
    return new OtherEnvironments(inputs(layout));
  }

  private Inputs inputs(ProjectLayout layout) {
    return new Inputs(
        strings(session.getUserProperties()),
        ExportedProperties.before(project),
        System.getenv(),
        configuration(),
        FlywayPlugin.configuration(project),
        layout,
        new SettingsCredentials(session.getSettings(), decrypter),
        pom(),
        databaseName());
  }

  /** What the POM and settings.xml say of them. */
  private record OtherEnvironments(Inputs inputs) implements Neighbours {
    @Override
    public List<String> names() {
      return Environments.configured(inputs);
    }

    @Override
    public Environment resolve(String name) {
      return Environments.resolve(inputs.of(name));
    }
  }

  /**
   * The name of the environment in force, whatever is wrong with its settings.
   *
   * @param configured the POM's {@code <environment>}
   */
  String environmentName(@Nullable String configured) {
    return EnvironmentName.inForce(
        strings(session.getUserProperties()),
        System.getenv(),
        ExportedProperties.before(project),
        configured);
  }

  private Element configuration() {
    PluginParameterExpressionEvaluator evaluator =
        new PluginParameterExpressionEvaluator(session, execution);
    return Elements.ours(execution.getConfiguration(), text -> evaluate(evaluator, text));
  }

  private static @Nullable String evaluate(
      PluginParameterExpressionEvaluator evaluator, @Nullable String text) {
    if (text == null || !text.contains("${")) {
      return text;
    }
    try {
      Object value = evaluator.evaluate(text);
      return value == null ? text : value.toString();
    } catch (ExpressionEvaluationException e) {
      return text;
    }
  }

  private String pom() {
    Path root = Path.of(session.getExecutionRootDirectory());
    Path file = project.getFile() == null ? root.resolve("pom.xml") : project.getFile().toPath();
    return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
  }

  private String databaseName() {
    return project.getFile() == null ? "migrate" : databaseName(project.getArtifactId());
  }

  /** A database's name, of at most 64 characters, as both servers demand. */
  static String databaseName(String artifactId) {
    String name = artifactId.replaceAll("[^A-Za-z0-9_]", "_");
    return name.substring(0, Math.min(name.length(), 64));
  }

  private static Map<String, String> strings(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}

package dev.migrate.maven;

import dev.migrate.environment.ProjectLayout.Artifact;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;

/** What the project needs, without its own classes, resolved when first asked for. */
final class ProjectDependencies {

  private static final Set<String> RUNTIME = Set.of("compile", "runtime", "system");
  private static final Set<String> ALL = Set.of("compile", "runtime", "system", "provided");

  private final ProjectDependenciesResolver resolver;
  private final MavenSession session;
  private final MavenProject project;
  private final Supplier<List<Path>> runtime = Once.of(this::resolveRuntime);
  private final Supplier<List<Artifact>> all = Once.of(this::resolveAll);

  ProjectDependencies(
      ProjectDependenciesResolver resolver, MavenSession session, MavenProject project) {
    this.resolver = resolver;
    this.session = session;
    this.project = project;
  }

  /** The runtime class path. */
  List<Path> runtime() {
    return runtime.get();
  }

  /** Everything but what only tests need: {@code provided}, too. */
  List<Artifact> all() {
    return all.get();
  }

  private List<Path> resolveRuntime() {
    return resolved(RUNTIME).stream()
        .map(dependency -> dependency.getArtifact().getFile().toPath())
        .toList();
  }

  private List<Artifact> resolveAll() {
    Set<String> modules =
        session.getAllProjects().stream()
            .map(module -> name(module.getGroupId(), module.getArtifactId()))
            .collect(Collectors.toSet());
    return resolved(ALL).stream().map(dependency -> artifact(dependency, modules)).toList();
  }

  private static Artifact artifact(Dependency dependency, Set<String> modules) {
    var artifact = dependency.getArtifact();
    String name = name(artifact.getGroupId(), artifact.getArtifactId());
    return new Artifact(name, artifact.getFile().toPath(), modules.contains(name));
  }

  private static String name(String groupId, String artifactId) {
    return groupId + ":" + artifactId;
  }

  private List<Dependency> resolved(Set<String> scopes) {
    if (project.getDependencies().isEmpty()) {
      return List.of();
    }
    DependencyFilter filter =
        (node, parents) -> {
          Dependency dependency = node.getDependency();
          return dependency == null || scopes.contains(dependency.getScope());
        };
    try {
      return resolver
          .resolve(
              new DefaultDependencyResolutionRequest(project, session.getRepositorySession())
                  .setResolutionFilter(filter))
          .getResolvedDependencies();
    } catch (DependencyResolutionException e) {
      throw new ConfigurationException(
          Problem.of(
                  "dependencies-unresolved",
                  "Maven cannot resolve the dependencies: " + e.getMessage())
              .at(project.getId())
              .fix("See which dependency is missing: mvn dependency:tree"),
          e);
    }
  }
}

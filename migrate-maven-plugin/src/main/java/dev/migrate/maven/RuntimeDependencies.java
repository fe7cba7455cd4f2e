package dev.migrate.maven;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;

/** The project's runtime class path without its own classes, resolved when first asked for. */
final class RuntimeDependencies implements Supplier<List<Path>> {

  private static final Set<String> SCOPES = Set.of("compile", "runtime", "system");
  private static final DependencyFilter RUNTIME =
      (node, parents) -> {
        Dependency dependency = node.getDependency();
        return dependency == null || SCOPES.contains(dependency.getScope());
      };

  private final ProjectDependenciesResolver resolver;
  private final MavenSession session;
  private final MavenProject project;
  private final Supplier<List<Path>> paths = Once.of(this::resolve);

  RuntimeDependencies(
      ProjectDependenciesResolver resolver, MavenSession session, MavenProject project) {
    this.resolver = resolver;
    this.session = session;
    this.project = project;
  }

  @Override
  public List<Path> get() {
    return paths.get();
  }

  private List<Path> resolve() {
    if (project.getDependencies().isEmpty()) {
      return List.of();
    }
    return files(resolved());
  }

  private DependencyResolutionResult resolved() {
    try {
      return resolver.resolve(
          new DefaultDependencyResolutionRequest(project, session.getRepositorySession())
              .setResolutionFilter(RUNTIME));
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

  private static List<Path> files(DependencyResolutionResult result) {
    return result.getResolvedDependencies().stream()
        .map(dependency -> dependency.getArtifact().getFile().toPath())
        .toList();
  }
}

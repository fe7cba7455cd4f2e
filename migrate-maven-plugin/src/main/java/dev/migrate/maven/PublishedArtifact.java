package dev.migrate.maven;

import dev.migrate.environment.ProjectLayout;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * A released artifact whose migrations are run where there is no source tree: its jar and its
 * runtime dependencies are the class path.
 */
final class PublishedArtifact implements AutoCloseable {

  private final Artifact artifact;
  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;
  private final NestedClasses nested = new NestedClasses();
  private final Supplier<List<Path>> classPath = Once.of(this::resolve);

  private PublishedArtifact(
      Artifact artifact,
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> repositories) {
    this.artifact = artifact;
    this.system = system;
    this.session = session;
    this.repositories = repositories;
  }

  /**
   * @param coordinates {@code groupId:artifactId:version[:packaging[:classifier]]}
   * @throws ConfigurationException when they are not of this form
   */
  static PublishedArtifact of(
      String coordinates,
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> repositories) {
    String[] parts = coordinates.split(":", -1);
    if (parts.length < 3 || parts.length > 5 || Stream.of(parts).anyMatch(String::isBlank)) {
      throw new ConfigurationException(
          Problem.of("artifact-malformed", "\"" + coordinates + "\" does not name an artifact.")
              .at("-Dmigrate.artifact")
              .fix("-Dmigrate.artifact=groupId:artifactId:version[:packaging[:classifier]]"));
    }
    String packaging = parts.length > 3 ? parts[3] : "jar";
    String classifier = parts.length > 4 ? parts[4] : "";
    Artifact artifact = new DefaultArtifact(parts[0], parts[1], classifier, packaging, parts[2]);
    return new PublishedArtifact(artifact, system, session, repositories);
  }

  /** The artifact in a project's place; nothing is resolved before its class path is asked for. */
  ProjectLayout layout(Path baseDirectory) {
    Path noClasses = baseDirectory.resolve("target/classes-of-no-project");
    return new ProjectLayout(baseDirectory, List.of(), List.of(), noClasses, classPath);
  }

  /** Deletes what was unpacked. */
  @Override
  public void close() {
    nested.close();
  }

  private List<Path> resolve() {
    CollectRequest collect = new CollectRequest(new Dependency(artifact, "runtime"), repositories);
    try {
      return system
          .resolveDependencies(session, new DependencyRequest(collect, null))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .map(resolved -> nested.of(resolved.getFile().toPath()))
          .toList();
    } catch (DependencyResolutionException e) {
      throw new ServerException(
          Problem.of("artifact-unresolved", "Maven cannot fetch an artifact: " + e.getMessage())
              .at("-Dmigrate.artifact=" + artifact)
              .fix(
                  "Check the coordinates, and that a repository of settings.xml has the artifact;"
                      + " add -U to try again at once."),
          e);
    }
  }
}

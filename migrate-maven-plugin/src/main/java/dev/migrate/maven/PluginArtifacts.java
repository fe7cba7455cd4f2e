package dev.migrate.maven;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Fetches the plugin's heavy parts from the project's plugin repositories, at the moment they are
 * needed; who never needs them never downloads them.
 */
record PluginArtifacts(
    RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories)
    implements ArtifactSource {

  @Override
  public Path resolve(String groupId, String artifactId, String version) {
    ArtifactRequest request =
        new ArtifactRequest(
            new DefaultArtifact(groupId, artifactId, "jar", version), repositories, null);
    try {
      return system.resolveArtifact(session, request).getArtifact().getFile().toPath();
    } catch (ArtifactResolutionException e) {
      throw unresolved(groupId + ":" + artifactId + ":" + version, e);
    }
  }

  @Override
  public List<Path> resolveAll(String groupId, String artifactId, String version) {
    DefaultArtifact artifact = new DefaultArtifact(groupId, artifactId, "jar", version);
    CollectRequest collect = new CollectRequest(new Dependency(artifact, "runtime"), repositories);
    try {
      return system
          .resolveDependencies(session, new DependencyRequest(collect, null))
          .getArtifactResults()
          .stream()
          .map(result -> result.getArtifact().getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw unresolved(groupId + ":" + artifactId + ":" + version, e);
    }
  }

  private ServerException unresolved(String coordinates, Exception e) {
    return new ServerException(
        Problem.of("artifact-unresolved", "Maven cannot fetch an artifact: " + e.getMessage())
            .at(coordinates)
            .fix(fix()),
        e);
  }

  private String fix() {
    return session.isOffline()
        ? "Run once without -o, so that Maven can download it."
        : "Check the plugin repositories, mirrors and proxies of this build; add -U to try again at"
            + " once.";
  }
}

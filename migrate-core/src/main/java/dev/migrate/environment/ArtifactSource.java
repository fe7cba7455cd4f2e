package dev.migrate.environment;

import java.nio.file.Path;
import java.util.List;

/**
 * The port through which heavy parts arrive only when they are needed: Maven's resolver in a build,
 * the class path in tests.
 */
@FunctionalInterface
public interface ArtifactSource {

  /**
   * The file of an artifact.
   *
   * @throws dev.migrate.outcome.ServerException when it cannot be had, naming the artifact
   */
  Path resolve(String groupId, String artifactId, String version);

  /**
   * The files of an artifact and of everything it needs at run time, the artifact's own first; only
   * its own where the source knows of no dependencies.
   *
   * @throws dev.migrate.outcome.ServerException when one cannot be had, naming it
   */
  default List<Path> resolveAll(String groupId, String artifactId, String version) {
    return List.of(resolve(groupId, artifactId, version));
  }
}

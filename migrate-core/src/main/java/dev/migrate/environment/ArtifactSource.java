package dev.migrate.environment;

import java.nio.file.Path;

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
}

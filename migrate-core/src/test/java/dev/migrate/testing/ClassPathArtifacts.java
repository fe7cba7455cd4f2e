package dev.migrate.testing;

import dev.migrate.environment.ArtifactSource;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;

/** Artifacts that are jars on the class path of the tests. */
public final class ClassPathArtifacts implements ArtifactSource {

  @Override
  public Path resolve(String groupId, String artifactId, String version) {
    String jar = artifactId + "-" + version + ".jar";
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.endsWith(jar))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not on the class path: " + jar));
  }
}

package dev.migrate.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a project keeps what a run reads.
 *
 * @param baseDirectory relative locations are resolved against it
 * @param resourceDirectories source folders of resources ({@code src/main/resources}); {@code
 *     classpath:} locations are looked up here first, so that a migration counts from the moment it
 *     is saved
 * @param sourceDirectories source folders of Java code, to notice migrations that were not compiled
 * @param classesDirectory compiled classes ({@code target/classes}); may not exist
 * @param dependencies the jars and folders of the runtime class path without {@code
 *     classesDirectory}; asked for only when needed
 * @param artifacts what the project is compiled against and runs with, scope {@code provided}
 *     included; asked for only when needed
 */
public record ProjectLayout(
    Path baseDirectory,
    List<Path> resourceDirectories,
    List<Path> sourceDirectories,
    Path classesDirectory,
    Supplier<List<Path>> dependencies,
    Supplier<List<Artifact>> artifacts) {

  /**
   * An artifact of the class path.
   *
   * @param name {@code groupId:artifactId}
   * @param file a jar, or a folder of classes
   * @param module whether it is a module of the same build
   */
  public record Artifact(String name, Path file, boolean module) {}

  public ProjectLayout {
    resourceDirectories = List.copyOf(resourceDirectories);
    sourceDirectories = List.copyOf(sourceDirectories);
  }

  /** A project whose class path has files only, no names. */
  public ProjectLayout(
      Path baseDirectory,
      List<Path> resourceDirectories,
      List<Path> sourceDirectories,
      Path classesDirectory,
      Supplier<List<Path>> dependencies) {
    this(
        baseDirectory,
        resourceDirectories,
        sourceDirectories,
        classesDirectory,
        dependencies,
        () -> dependencies.get().stream().map(ProjectLayout::unnamed).toList());
  }

  private static Artifact unnamed(Path file) {
    return new Artifact("", file, Files.isDirectory(file));
  }
}

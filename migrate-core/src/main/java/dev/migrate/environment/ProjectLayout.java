package dev.migrate.environment;

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
 */
public record ProjectLayout(
    Path baseDirectory,
    List<Path> resourceDirectories,
    List<Path> sourceDirectories,
    Path classesDirectory,
    Supplier<List<Path>> dependencies) {

  public ProjectLayout {
    resourceDirectories = List.copyOf(resourceDirectories);
    sourceDirectories = List.copyOf(sourceDirectories);
  }
}

package dev.migrate.generate.jpa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sources that were changed since they were compiled: their entities are seen as they were. */
final class StaleSources {

  private StaleSources() {}

  /** One notice that names the first of them; empty when all classes are up to date. */
  static List<String> notices(JpaProject project) {
    if (project.roots().isEmpty()) {
      return List.of();
    }
    Path classes = project.roots().get(0);
    List<String> stale = new ArrayList<>();
    for (Path folder : project.sources()) {
      for (Path source : sources(folder)) {
        if (isStale(source, classes.resolve(compiled(folder.relativize(source))))) {
          stale.add(source.getFileName().toString());
        }
      }
    }
    if (stale.isEmpty()) {
      return List.of();
    }
    String more = stale.size() == 1 ? " is" : " and " + (stale.size() - 1) + " more are";
    return List.of(
        stale.get(0) + more + " newer than the compiled class: compile first, mvn compile");
  }

  private static Path compiled(Path source) {
    String name = source.toString();
    return Path.of(name.substring(0, name.length() - ".java".length()) + ".class");
  }

  private static List<Path> sources(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.getFileName().toString().contains("-info"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Root.unreadable(folder.toString(), e);
    }
  }

  private static boolean isStale(Path source, Path compiled) {
    try {
      boolean newer =
          !Files.exists(compiled)
              || Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(compiled))
                  > 0;
      return newer && Files.readString(source).contains(".persistence.");
    } catch (IOException e) {
      throw Root.unreadable(source.toString(), e);
    }
  }
}

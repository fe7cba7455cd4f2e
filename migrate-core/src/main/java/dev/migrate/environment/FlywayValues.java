package dev.migrate.environment;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values of Flyway's settings: whether they can be read, and whether two of them mean the same. */
final class FlywayValues {

  private static final String CLASSPATH = "classpath:";
  private static final String FILESYSTEM = "filesystem:";

  private FlywayValues() {}

  /** Refuses what Flyway could not read, where the origin is still known. */
  static void requireReadable(FlywayRule rule, String name, Value value) {
    switch (rule.type()) {
      case FLAG -> Scalars.bool("flyway." + name, value);
      case CHARSET -> charset("flyway." + name, value);
      default -> {}
    }
  }

  static Charset charset(String name, Value value) {
    try {
      return Charset.forName(value.text().strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw Scalars.invalid(name, value, "the name of a character set such as UTF-8");
    }
  }

  /** The same text for values that mean the same. */
  static String canonical(FlywayRule rule, String text, ProjectLayout project) {
    return switch (rule.type()) {
      case FLAG, CHARSET -> text.strip().toLowerCase(Locale.ROOT);
      case LIST -> String.join(",", items(text));
      case LOCATIONS ->
          items(text).stream()
              .map(location -> canonicalLocation(location, project))
              .sorted()
              .collect(Collectors.joining(","));
      case TEXT -> text;
    };
  }

  /** The elements of a comma-separated list. */
  static List<String> items(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(i -> !i.isEmpty()).toList();
  }

  /**
   * A folder of resources is one location, whether it is named as a file or as on the class path.
   */
  private static String canonicalLocation(String location, ProjectLayout project) {
    if (location.startsWith(FILESYSTEM)) {
      Path path =
          project.baseDirectory().resolve(location.substring(FILESYSTEM.length())).normalize();
      for (Path root : roots(project)) {
        if (path.startsWith(root)) {
          return CLASSPATH + slashes(root.relativize(path).toString());
        }
      }
      return FILESYSTEM + path;
    }
    String plain =
        location.startsWith(CLASSPATH) ? location.substring(CLASSPATH.length()) : location;
    return CLASSPATH + slashes(plain).replaceAll("^/+|/+$", "");
  }

  private static List<Path> roots(ProjectLayout project) {
    return Stream.concat(
            project.resourceDirectories().stream(), Stream.of(project.classesDirectory()))
        .map(root -> project.baseDirectory().resolve(root).normalize())
        .toList();
  }

  private static String slashes(String path) {
    return path.replace('\\', '/');
  }

  /** Relative file locations as they are meant from another directory than the project's. */
  static String locationsFrom(Path directory, String text) {
    return items(text).stream()
        .map(
            location ->
                location.startsWith(FILESYSTEM)
                    ? FILESYSTEM + directory.resolve(location.substring(FILESYSTEM.length()))
                    : location)
        .collect(Collectors.joining(","));
  }

  /** The folders a location names: where it is looked for among the project's sources. */
  static boolean exists(String location, ProjectLayout project) {
    if (location.startsWith(FILESYSTEM)) {
      return Files.isDirectory(
          project.baseDirectory().resolve(location.substring(FILESYSTEM.length())));
    }
    String plain =
        location.startsWith(CLASSPATH) ? location.substring(CLASSPATH.length()) : location;
    return roots(project).stream()
        .anyMatch(root -> Files.isDirectory(root.resolve(plain.replaceAll("^/+", ""))));
  }
}

package dev.migrate.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said each time anew, on the command line: that data may be lost, that a guard does
 * not count. Maven takes its properties from many other places, where they would stay.
 *
 * @param given what Maven counts as given on the command line
 * @param files those that Maven adds to the command line
 * @param variables of the environment
 */
record CommandLineOnly(Properties given, List<Path> files, Map<String, String> variables) {

  /** The variable whose words Maven's start script puts before those of the command line. */
  private static final String ARGUMENTS = "MAVEN_ARGS";

  static CommandLineOnly of(MavenSession session) {
    List<Path> files = new ArrayList<>();
    if (session.getRequest().getMultiModuleProjectDirectory() != null) {
      Path root = session.getRequest().getMultiModuleProjectDirectory().toPath().resolve(".mvn");
      files.add(root.resolve("maven.config"));
      files.add(root.resolve("maven-user.properties"));
    }
    files.add(Path.of(System.getProperty("user.home", ""), ".m2", "maven-user.properties"));
    return new CommandLineOnly(session.getUserProperties(), files, System.getenv());
  }

  /**
   * Refuses a property that comes from anywhere else.
   *
   * @param name without {@code migrate.}
   * @param value what Maven found for it, wherever that was
   * @throws ConfigurationException {@code setting-misplaced}
   */
  void require(String name, @Nullable String value) {
    String property = "migrate." + name;
    String written = given.getProperty(property, "");
    if (value != null && !value.isBlank() && !value.equals(written)) {
      throw misplaced(property, "the POM, its properties, settings.xml or a property of the JVM");
    }
    if (!written.isBlank()) {
      place(property)
          .ifPresent(
              place -> {
                throw misplaced(property, place);
              });
    }
  }

  private Optional<String> place(String property) {
    if (variables.getOrDefault(ARGUMENTS, "").contains(property)) {
      return Optional.of("the variable " + ARGUMENTS);
    }
    return files.stream().filter(file -> says(file, property)).map(Path::toString).findFirst();
  }

  private static boolean says(Path file, String property) {
    try {
      return Files.exists(file) && Files.readString(file, UTF_8).contains(property);
    } catch (IOException e) {
      return false;
    }
  }

  private static ConfigurationException misplaced(String property, String place) {
    return new ConfigurationException(
        Problem.of(
                "setting-misplaced",
                property + " is said on the command line, each time anew, and nowhere else.")
            .at(place)
            .fix("Remove it there; on the command line: -D" + property + "=…"));
  }
}

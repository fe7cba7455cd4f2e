package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README tells of everything a user can set and every error a user can see. */
class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");
  private static final Pattern KEBAB = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

  /**
   * Literals in kebab case that are no codes: names of threads, folders, artifacts, properties, XML
   * elements.
   */
  private static final Set<String> NO_CODES =
      Set.of(
          "cat-file",
          "database-major-version",
          "database-minor-version",
          "database-product-name",
          "database-product-version",
          "embedded-mariadb-end",
          "embedded-mariadb-end-worker",
          "embedded-stop",
          "exclude-unlisted-classes",
          "flyway-db",
          "flyway-maven-plugin",
          "hibernate-core",
          "ls-files",
          "mapping-file",
          "mariadb-java-client",
          "migrate-background",
          "migrate-classes",
          "migrate-heartbeat",
          "migrate-hibernate",
          "migrate-maven-plugin",
          "migrate-command",
          "migrate-drop",
          "migrate-git",
          "migrate-interrupt",
          "migrate-interruption",
          "migrate-wait",
          "migrate-statement-watch",
          "persistence-unit",
          "rev-parse");

  @Test
  void every_goal_and_parameter_of_the_plugin_is_in_the_readme() throws IOException {
    String descriptor =
        Files.readString(
            ROOT.resolve("migrate-maven-plugin/target/classes/META-INF/maven/plugin.xml"));
    String readme = Files.readString(ROOT.resolve("README.md"));
    Set<String> missing = new TreeSet<>();
    for (String name :
        found("<expression>\\$\\{(migrate\\.\\w+)}|\\$\\{(migrate\\.\\w+)}", descriptor)) {
      if (!readme.contains("`" + name + "`")) {
        missing.add(name);
      }
    }
    Set<String> goals = found("<goal>([a-z-]+)</goal>", descriptor);
    assertTrue(goals.contains("upgrade"), goals.toString());
    for (String goal : goals) {
      if (!readme.contains("| `" + goal + "` |")) {
        missing.add(goal);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void every_error_code_is_in_the_readme_and_none_that_does_not_exist() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (String module : new String[] {"migrate-core", "migrate-maven-plugin"}) {
      try (Stream<Path> sources = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path source : sources.filter(ReadmeTest::mayHaveCodes).toList()) {
          codes.addAll(found(KEBAB.pattern(), Files.readString(source)));
        }
      }
    }
    codes.removeAll(NO_CODES);
    String readme = Files.readString(ROOT.resolve("README.md"));
    String table =
        readme.substring(readme.indexOf("## Troubleshooting"), readme.indexOf("## Building"));
    Set<String> told = new TreeSet<>();
    table
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(
            line ->
                told.addAll(
                    found("`([a-z]+(?:-[a-z]+)+)`", line.substring(0, line.indexOf('|', 1)))));
    assertEquals(codes, told);
  }

  /** The report's page is full of HTML's attributes, which look like codes. */
  private static boolean mayHaveCodes(Path source) {
    String file = source.toString();
    return file.endsWith(".java") && !file.matches(".*\\brender.page\\b.*");
  }

  private static Set<String> found(String regex, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(regex).matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          found.add(matcher.group(group));
        }
      }
    }
    return found;
  }
}

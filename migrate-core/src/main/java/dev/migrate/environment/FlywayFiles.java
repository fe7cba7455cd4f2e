package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Flyway's own files: {@code flyway.conf}, {@code flyway.toml} and {@code flyway.user.toml} of the
 * working directory, and what {@code configFiles} names.
 */
final class FlywayFiles {

  private final Path baseDirectory;
  private final Path workingDirectory;
  private final Charset encoding;
  private final Map<String, String> variables;

  /**
   * Prepares reading.
   *
   * @param reading the settings that say where and how to read: {@code configFiles}, {@code
   *     configFileEncoding}, {@code workingDirectory}
   */
  FlywayFiles(Path baseDirectory, Map<String, String> variables, Map<String, Value> reading) {
    this.baseDirectory = baseDirectory;
    this.variables = variables;
    this.workingDirectory =
        Optional.ofNullable(reading.get("workingDirectory"))
            .map(value -> baseDirectory.resolve(value.text().strip()))
            .orElse(baseDirectory);
    this.encoding =
        Optional.ofNullable(reading.get("configFileEncoding"))
            .map(value -> FlywayValues.charset("configFileEncoding", value))
            .orElse(StandardCharsets.UTF_8);
  }

  /**
   * What the files say, the strongest first.
   *
   * @param configFiles what {@code configFiles} names, null when nothing does
   * @throws ConfigurationException when a file cannot be read
   */
  List<FlywaySource> read(Optional<Value> configFiles) {
    List<FlywaySource> sources = new ArrayList<>();
    for (String name :
        configFiles.map(value -> value.text().split(",", -1)).orElse(new String[0])) {
      Path file = workingDirectory.resolve(name.strip());
      if (!Files.isRegularFile(file)) {
        throw missing(file, configFiles.orElseThrow());
      }
      sources.add(source(file));
    }
    Path conf = workingDirectory.resolve("flyway.conf");
    if (Files.isRegularFile(conf)) {
      sources.add(source(conf));
    }
    toml(workingDirectory).ifPresent(sources::add);
    return sources;
  }

  /** The settings of the working directory's {@code flyway.toml}, the user's own file first. */
  private Optional<FlywaySource> toml(Path folder) {
    List<Path> files =
        List.of(folder.resolve("flyway.toml"), folder.resolve("flyway.user.toml")).stream()
            .filter(Files::isRegularFile)
            .toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Value> merged = new LinkedHashMap<>();
    files.forEach(file -> merged.putAll(source(file).settings()));
    return Optional.of(new FlywaySource(merged));
  }

  private FlywaySource source(Path file) {
    String label = label(file);
    String text = text(file, encoding);
    return file.getFileName().toString().endsWith(".toml")
        ? TomlFile.read(text, label, variables)
        : ConfFile.read(text, label, variables);
  }

  private String label(Path file) {
    return label(baseDirectory, file);
  }

  /** The file as a person of this project would call it. */
  static String label(Path baseDirectory, Path file) {
    return file.startsWith(baseDirectory)
        ? baseDirectory.relativize(file).toString().replace('\\', '/')
        : file.toString();
  }

  /** The whole file. */
  static String text(Path file, Charset encoding) {
    try {
      return new String(Files.readAllBytes(file), encoding);
    } catch (IOException e) {
      throw unreadable(file.toString(), "it cannot be opened");
    }
  }

  /** A file that cannot be made sense of; its content is never quoted, it may hold secrets. */
  static ConfigurationException unreadable(String place, String why) {
    return new ConfigurationException(
        Problem.of("flyway-file-unreadable", "The file of settings cannot be read: " + why + ".")
            .at(place)
            .fix("correct the file"));
  }

  private static ConfigurationException missing(Path file, Value value) {
    return new ConfigurationException(
        Problem.of("flyway-file-missing", "Flyway's configuration file " + file + " is missing.")
            .at(value.origin())
            .fix("correct configFiles"));
  }
}

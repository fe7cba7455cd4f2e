package dev.migrate.generate.hibernate;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the worker is asked: a properties file in UTF-8 with {@code class.0}, {@code class.1}, …,
 * likewise {@code package}, {@code resource} and {@code url}; {@code setting.NAME}; {@code
 * product}, {@code major}, {@code minor} and {@code version} of the server, and {@code driver}.
 */
record Request(Properties values) {

  static Request read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    return new Request(values);
  }

  /** The values of {@code name.0}, {@code name.1}, … */
  List<String> list(String name) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> values.getProperty(name + "." + i, ""))
        .takeWhile(text -> !text.isEmpty())
        .toList();
  }

  String value(String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("the request has no " + name);
    }
    return value;
  }

  int number(String name) {
    return Integer.parseInt(value(name));
  }

  /** What Hibernate is to be set to. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    try (Stream<String> names = values.stringPropertyNames().stream()) {
      names
          .filter(name -> name.startsWith("setting."))
          .forEach(name -> settings.put(name.substring("setting.".length()), value(name)));
    }
    return settings;
  }
}

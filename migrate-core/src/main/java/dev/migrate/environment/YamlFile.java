package dev.migrate.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML file as Spring Boot reads it: each document flattened to {@code a.b[0]}. Loaded only where
 * there is such a file.
 */
final class YamlFile {

  private YamlFile() {}

  /** The documents of the file, in their order. */
  static List<Map<String, String>> documents(String text, String label) {
    List<Map<String, String>> documents = new ArrayList<>();
    try {
      for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", document, flat);
        documents.add(flat);
      }
    } catch (YamlEngineException e) {
      throw FlywayFiles.unreadable(label + line(e), "it is not YAML");
    }
    return documents;
  }

  private static void flatten(String path, Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, child) ->
              flatten(path.isEmpty() ? String.valueOf(key) : path + "." + key, child, flat));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + "[" + i + "]", list.get(i), flat);
      }
    } else if (value != null) {
      flat.put(path, String.valueOf(value));
    }
  }

  private static String line(YamlEngineException e) {
    return e instanceof MarkedYamlEngineException marked
        ? marked.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("")
        : "";
  }
}

package dev.migrate.environment;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code flyway.conf}, read as Flyway reads it ("Flyway Documentation", Configuration Files): a
 * properties file whose backslashes are literal, so that Windows paths can be written, except at
 * the end of a line that goes on in the next; {@code ${NAME}} is an environment variable, empty
 * where it is not set.
 */
final class ConfFile {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");

  private ConfFile() {}

  static FlywaySource read(String text, String label, Map<String, String> variables) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(expanded(escaped(text.lines().toList()), variables)));
    } catch (IOException | IllegalArgumentException e) {
      throw FlywayFiles.unreadable(label, "it is not a properties file");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return FlywaySource.ofProperties(settings, name -> label + ": " + name);
  }

  private static String escaped(List<String> lines) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean goesOn = line.endsWith("\\") && i + 1 < lines.size() && continues(lines.get(i + 1));
      String text = goesOn ? line.substring(0, line.length() - 1) : line;
      escaped.append(text.replace("\\", "\\\\")).append(goesOn ? "\\\n" : "\n");
    }
    return escaped.toString();
  }

  /** Whether a line after a backslash is more of the value and not a setting of its own. */
  private static boolean continues(String next) {
    return !next.isEmpty() && !(next.strip().startsWith("flyway.") && next.contains("="));
  }

  private static String expanded(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
  }
}

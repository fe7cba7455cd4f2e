package dev.migrate.schema.diff;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be renamed instead of dropped and added.
 *
 * @param tables old names to new ones
 * @param columns by table (its old name or its new one), old names to new ones
 */
public record Renames(Map<String, String> tables, Map<String, Map<String, String>> columns) {

  /** Nothing is renamed. */
  public static final Renames NONE = new Renames(Map.of(), Map.of());

  private static final Pattern FORM = Pattern.compile("(?:([^.:]+)\\.)?([^.:]+):([^.:]+)");

  public Renames {
    tables = Map.copyOf(tables);
    columns = Map.copyOf(columns);
  }

  /**
   * Reads {@code users:accounts} (a table) and {@code tasks.titel:title} (a column).
   *
   * @throws ConfigurationException {@code rename-bad} for a text of another form, or two new names
   *     for one thing
   */
  public static Renames parse(List<String> texts) {
    Map<String, String> tables = new LinkedHashMap<>();
    Map<String, Map<String, String>> columns = new LinkedHashMap<>();
    for (String text : texts) {
      Matcher matcher = FORM.matcher(text.strip());
      if (!matcher.matches()) {
        throw bad("is no rename", text);
      }
      String table = matcher.group(1);
      Map<String, String> names =
          table == null ? tables : columns.computeIfAbsent(table, t -> new LinkedHashMap<>());
      if (names.containsKey(matcher.group(2)) || names.containsValue(matcher.group(3))) {
        throw bad("renames what another one has renamed", text);
      }
      names.put(matcher.group(2), matcher.group(3));
    }
    return new Renames(tables, columns);
  }

  static ConfigurationException bad(String what, String text) {
    return new ConfigurationException(
        Problem.of("rename-bad", text + " " + what)
            .fix(
                "-Dmigrate.rename=OLD:NEW for a table, TABLE.OLD:NEW for a column,"
                    + " several separated by commas"));
  }
}

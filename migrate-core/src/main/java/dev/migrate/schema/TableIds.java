package dev.migrate.schema;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ids InnoDB gives its tables, of which a partitioned table has several: whatever replaces the
 * rows as a whole gives new ones, and renaming keeps them. Reading them takes the privilege PROCESS
 * (MySQL manual, "The INFORMATION_SCHEMA INNODB_TABLES Table"; MariaDB, "Information Schema
 * INNODB_SYS_TABLES Table").
 */
final class TableIds {

  /** InnoDB's names: the id. Null if they could not be read. */
  private final @Nullable Map<String, String> ids;

  private final boolean foldsCase;

  private TableIds(@Nullable Map<String, String> ids, boolean foldsCase) {
    this.ids = ids;
    this.foldsCase = foldsCase;
  }

  static String query(Presence presence, List<Presence.Found> tables) {
    StringJoiner names = new StringJoiner(" OR ");
    for (Presence.Found table : tables) {
      String name = (pattern(table.schema(), "|_", "@%") + "/" + pattern(table.name(), "|_", "@%"));
      names.add("name LIKE '" + name + "' ESCAPE '|' OR name LIKE '" + name + "#p#%' ESCAPE '|'");
    }
    return "SELECT name, table_id FROM information_schema."
        + (presence.mariadb() ? "innodb_sys_tables" : "innodb_tables")
        + " WHERE "
        + names
        + " LIMIT "
        + Integer.MAX_VALUE;
  }

  static TableIds of(Presence presence, @Nullable Rows answer) {
    if (answer == null || answer.isRefused()) {
      return new TableIds(null, presence.foldsCase());
    }
    Map<String, String> ids = new TreeMap<>();
    answer.rows().forEach(row -> ids.put(row.get(0) + "", row.get(1) + ""));
    return new TableIds(ids, presence.foldsCase());
  }

  /** Of one table; {@link ObjectState#UNKNOWN} if they could not be read or told from others. */
  String hash(Presence.Found table) {
    if (ids == null) {
      return ObjectState.UNKNOWN;
    }
    String letter = "@(?:[0-9A-Za-z]{2}|[0-9a-f]{4})";
    Pattern name =
        Pattern.compile(
            "("
                + pattern(table.schema(), "_", letter)
                + "/"
                + pattern(table.name(), "_", letter)
                + ")((?i:#p#).*)?",
            foldsCase ? Pattern.CASE_INSENSITIVE : 0);
    return hash(name, ids);
  }

  private static String hash(Pattern name, Map<String, String> ids) {
    TreeSet<String> bases = new TreeSet<>();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> each : ids.entrySet()) {
      java.util.regex.Matcher matcher = name.matcher(each.getKey());
      if (matcher.matches()) {
        bases.add(matcher.group(1));
        // Without the name, which renaming changes.
        text.append(matcher.group(2)).append('=').append(each.getValue()).append('\n');
      }
    }
    return bases.size() == 1 ? Definition.hash(text.toString()) : ObjectState.UNKNOWN;
  }

  /**
   * A name as InnoDB writes it: a character that is no ASCII letter, digit or underscore is @ and a
   * code, of which those beyond ASCII are left open.
   */
  private static String pattern(String name, String underscore, String beyondAscii) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > '\u007F') {
        pattern.append(beyondAscii);
      } else if (c == '_') {
        pattern.append(underscore);
      } else if (Character.isLetterOrDigit(c)) {
        pattern.append(c);
      } else {
        pattern.append(String.format("@%04x", (int) c));
      }
    }
    return pattern.toString();
  }
}

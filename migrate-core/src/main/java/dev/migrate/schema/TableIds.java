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
 * rows as a whole gives new ones, and renaming keeps them. In MySQL those of the tables' files,
 * which are looked up by name, where reading INNODB_TABLES opens every table of the server. Reading
 * them takes the privilege PROCESS (MySQL manual, "The INFORMATION_SCHEMA INNODB_TABLESPACES_BRIEF
 * Table"; MariaDB, "Information Schema INNODB_SYS_TABLES Table").
 */
final class TableIds {

  /** InnoDB's names: the id. Null if they could not be read. */
  private final @Nullable Map<String, String> ids;

  private final Presence presence;

  private TableIds(@Nullable Map<String, String> ids, Presence presence) {
    this.ids = ids;
    this.presence = presence;
  }

  static String query(Presence presence, List<Presence.Found> tables) {
    StringJoiner names = new StringJoiner(" OR ");
    for (Presence.Found table : tables) {
      String name = presence.mariadb() ? encoded(table, "|_", "@%") : path(table);
      String escaped = presence.mariadb() ? name : name.replaceAll("[|_%]", "|$0");
      // By = MySQL finds it without reading the others; MariaDB reads all anyway.
      names.add(presence.mariadb() ? like(name) : "name = " + Presence.literal(name));
      names.add(like(escaped + "#p#%"));
      names.add(like(escaped + "#P#%"));
    }
    return "SELECT "
        + (presence.mariadb()
            ? "name, table_id FROM information_schema.innodb_sys_tables"
            : "name, space FROM information_schema.innodb_tablespaces_brief")
        + " WHERE "
        + names
        + " LIMIT "
        + Integer.MAX_VALUE;
  }

  private static String like(String pattern) {
    return "name LIKE " + Presence.literal(pattern) + " ESCAPE '|'";
  }

  static TableIds of(Presence presence, @Nullable Rows answer) {
    if (answer == null || answer.isRefused()) {
      return new TableIds(null, presence);
    }
    Map<String, String> ids = new TreeMap<>();
    answer.rows().forEach(row -> ids.put(row.get(0) + "", row.get(1) + ""));
    return new TableIds(ids, presence);
  }

  /** Of one table; {@link ObjectState#UNKNOWN} if they could not be read or told from others. */
  String hash(Presence.Found table) {
    if (ids == null) {
      return ObjectState.UNKNOWN;
    }
    String name =
        presence.mariadb()
            ? encoded(table, "_", "@(?:[0-9A-Za-z]{2}|[0-9a-f]{4})")
            : Pattern.quote(path(table));
    int flags = presence.foldsCase() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    return hash(Pattern.compile("(" + name + ")((?i:#p#).*)?", flags), ids);
  }

  private static String path(Presence.Found table) {
    return table.schema() + "/" + table.name();
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

  private static String encoded(Presence.Found table, String underscore, String beyondAscii) {
    return encoded(table.schema(), underscore, beyondAscii)
        + "/"
        + encoded(table.name(), underscore, beyondAscii);
  }

  /**
   * A name as MariaDB's InnoDB writes it: a character that is no ASCII letter, digit or underscore
   * is @ and a code, of which those beyond ASCII are left open.
   */
  private static String encoded(String name, String underscore, String beyondAscii) {
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

package dev.migrate.schema.model;

import dev.migrate.server.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What stored programs a database has, and what their definitions do not tell. */
final class ProgramList {

  private ProgramList() {}

  /**
   * One of them.
   *
   * @param table a trigger's
   * @param follows the trigger that acts before this one; empty for the first
   * @param startsAtCreation whether an event's first time is when it was made
   */
  record Entry(
      Program.Kind kind,
      String name,
      String table,
      String sqlMode,
      String timeZone,
      String follows,
      boolean startsAtCreation) {

    /** As messages name it. */
    String object() {
      return kind.sql().toLowerCase(Locale.ROOT) + " `" + name + "`";
    }
  }

  /** Three queries: routines, triggers in the order in which they act, events. */
  static List<String> queries(String database) {
    String literal = Literal.text(database);
    return List.of(
        "SELECT routine_name, routine_type, sql_mode FROM information_schema.routines"
            + " WHERE routine_schema = "
            + literal,
        "SELECT trigger_name, event_object_table, sql_mode, action_timing, event_manipulation"
            + " FROM information_schema.triggers WHERE event_object_schema = "
            + literal
            + " ORDER BY event_object_table, action_timing, event_manipulation, action_order",
        "SELECT event_name, time_zone, sql_mode, COALESCE(CONVERT_TZ(starts,"
            + " IF(time_zone = 'SYSTEM', @@session.time_zone, time_zone), @@session.time_zone)"
            + " = created, 0) FROM information_schema.events WHERE event_schema = "
            + literal);
  }

  /** The query for what has no place in a {@link Schema}: libraries, from MySQL 9.2 on. */
  static String libraries(String database) {
    return "SELECT library_name FROM information_schema.libraries WHERE library_schema = "
        + Literal.text(database);
  }

  static List<Entry> of(List<Answer> answers, Predicate<String> skippedTable) {
    List<Entry> entries = new ArrayList<>();
    for (List<@Nullable String> row : answers.get(0).texts()) {
      Program.Kind kind =
          Program.Kind.valueOf(Answer.required(row, 1).toUpperCase(Locale.ROOT).replace(' ', '_'));
      entries.add(entry(kind, row, "", "", "", false));
    }
    triggers(answers.get(1), skippedTable, entries);
    for (List<@Nullable String> row : answers.get(2).texts()) {
      boolean startsAtCreation = "1".equals(row.get(3));
      entries.add(
          entry(Program.Kind.EVENT, row, "", Answer.required(row, 1), "", startsAtCreation));
    }
    return entries;
  }

  private static void triggers(Answer answer, Predicate<String> skippedTable, List<Entry> entries) {
    Map<String, String> last = new HashMap<>();
    Map<String, Entry> seen = new HashMap<>();
    for (List<@Nullable String> row : answer.texts()) {
      String table = Answer.required(row, 1);
      if (skippedTable.test(table)) {
        continue;
      }
      String moment = table + "\n" + row.get(3) + "\n" + row.get(4);
      String follows = last.getOrDefault(moment, "");
      Entry entry = entry(Program.Kind.TRIGGER, row, table, "", follows, false);
      last.put(moment, entry.name());
      if (seen.put(entry.name(), entry) != null) {
        // MariaDB 12: one trigger for several events.
        throw Cursor.unrepresentable(entry.object(), "It is a trigger of more than one event.");
      }
      entries.add(entry);
    }
  }

  private static Entry entry(
      Program.Kind kind,
      List<@Nullable String> row,
      String table,
      String timeZone,
      String follows,
      boolean startsAtCreation) {
    return new Entry(
        kind,
        Answer.required(row, 0),
        table,
        sqlMode(Answer.required(row, 2)),
        timeZone,
        follows,
        startsAtCreation);
  }

  /** MariaDB prints one mode of stored programs under a name that it does not take. */
  private static String sqlMode(String printed) {
    return printed.replaceAll("(^|,)INVALID_DATES", "$1ALLOW_INVALID_DATES");
  }
}

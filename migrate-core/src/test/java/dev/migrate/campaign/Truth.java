package dev.migrate.campaign;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All of a database that a run may not change by dying: definitions, rows, accounts. Ids that the
 * server chose are left out: what is rolled back leaves gaps in them.
 */
record Truth(String text, Map<String, Integer> steps, Map<String, Integer> counters) {

  /** How one database differs from the one it should be. */
  record Difference(int doubled, int lost, List<String> lines) {
    boolean none() {
      return lines.isEmpty();
    }
  }

  static Truth of(Path folder, DatabaseSettings database) {
    StringBuilder text = new StringBuilder();
    Snapshot.of(TestProject.on(folder, database))
        .lines()
        .map(Truth::withoutChosenIds)
        .forEach(line -> text.append(line).append('\n'));
    for (String account : accounts(database)) {
      TestServer.query(database, "SHOW GRANTS FOR " + account)
          .forEach(grant -> text.append(grant.replaceAll("PASSWORD '[^']*'", "")).append('\n'));
    }
    return new Truth(
        text.toString().replace(database.name(), "DB"),
        counts(database, "log", "SELECT step, COUNT(*) FROM log GROUP BY step"),
        counts(database, "counters", "SELECT id, n FROM counters"));
  }

  /** The campaign's accounts have the database's name in theirs. */
  static List<String> accounts(DatabaseSettings database) {
    return TestServer.query(
        database,
        "SELECT CONCAT(\"'\", user, \"'\", IF(host = '', '', CONCAT(\"@'\", host, \"'\")))"
            + " FROM mysql.user WHERE user LIKE '%\\_"
            + database.name()
            + "' ORDER BY user");
  }

  private static String withoutChosenIds(String line) {
    if (line.startsWith("TABLE orders:") || line.contains("AUTO_INCREMENT")) {
      return line.replaceAll(" AUTO_INCREMENT=(?!5000)\\d+", "");
    }
    if (line.startsWith("ids: ")) {
      return "";
    }
    if (line.matches("(orders|order_lines|with_ids): .*")) {
      return Arrays.stream(line.replaceAll("\\[\\d+,", "[,").split("\\[", -1))
          .map(row -> row.replaceAll("\\]+(, )?$", ""))
          .sorted()
          .toList()
          .toString();
    }
    return line;
  }

  private static Map<String, Integer> counts(DatabaseSettings database, String table, String sql) {
    Map<String, Integer> counts = new TreeMap<>();
    if (!TestServer.query(database, "SHOW TABLES LIKE '" + table + "'").isEmpty()) {
      for (String row : TestServer.query(database, sql)) {
        int bar = row.lastIndexOf('|');
        counts.put(row.substring(0, bar), Integer.parseInt(row.substring(bar + 1)));
      }
    }
    return counts;
  }

  /** How the other differs from this one. */
  Difference to(Truth other) {
    List<String> lines = new ArrayList<>();
    int doubled = 0;
    int lost = 0;
    for (var pair : List.of(List.of(steps, other.steps), List.of(counters, other.counters))) {
      TreeSet<String> names = new TreeSet<>(pair.get(0).keySet());
      names.addAll(pair.get(1).keySet());
      for (String name : names) {
        int more = pair.get(1).getOrDefault(name, 0) - pair.get(0).getOrDefault(name, 0);
        doubled += Math.max(0, more);
        lost += Math.max(0, -more);
      }
    }
    List<String> expected = text.lines().toList();
    List<String> found = other.text.lines().toList();
    expected.stream().filter(line -> !found.contains(line)).forEach(l -> lines.add("- " + l));
    found.stream().filter(line -> !expected.contains(line)).forEach(l -> lines.add("+ " + l));
    return new Difference(doubled, lost, lines);
  }
}

package dev.migrate.plan;

import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.AlterForm;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The row versions that earlier INSTANT changes left in the real tables: at a limit MySQL takes no
 * further one, and a copy begins anew (MySQL manual, "Online DDL Operations": TOTAL_ROW_VERSIONS).
 * And the columns that a table has beyond its definition, which a copy does not have.
 */
final class RowVersions {

  private final Bench bench;
  private final int limit;
  private final Set<String> names;
  private final Optional<Map<String, InnodbTables.Inside>> real;
  private final Set<String> hidden = new TreeSet<>();
  private boolean asked;

  private RowVersions(
      Bench bench, int limit, Set<String> names, Optional<Map<String, InnodbTables.Inside>> real) {
    this.bench = bench;
    this.limit = limit;
    this.names = names;
    this.real = real;
  }

  static RowVersions of(
      Connection real, String database, ServerVersion server, Bench bench, Set<String> tables)
      throws SQLException {
    int limit = InnodbTables.limit(server);
    if (tables.isEmpty()) {
      return new RowVersions(bench, limit, tables, Optional.of(Map.of()));
    }
    Optional<Map<String, InnodbTables.Inside>> found =
        InnodbTables.read(real, server.vendor(), database, tables);
    RowVersions versions = new RowVersions(bench, limit, tables, found);
    if (found.isPresent()) {
      InnodbTables.read(bench.looking(), server.vendor(), bench.database(), tables)
          .ifPresent(copies -> versions.compare(found.get(), copies));
    }
    return versions;
  }

  private void compare(
      Map<String, InnodbTables.Inside> originals, Map<String, InnodbTables.Inside> copies) {
    originals.forEach(
        (name, original) -> {
          InnodbTables.Inside copy = copies.get(name);
          if (copy != null && copy.columns() != original.columns() && original.versions() == 0) {
            hidden.add(name);
          }
        });
  }

  /** Lets the copies of tables near the limit have as many versions as the tables themselves. */
  void imitate(List<Statement> statements) throws SQLException {
    Map<String, Integer> changes = new HashMap<>();
    for (Statement statement : statements) {
      AlterForm.of(statement)
          .ifPresent(form -> changes.merge(RealTables.key(form.table().name()), 1, Integer::sum));
    }
    Map<String, InnodbTables.Inside> inside = real.orElse(Map.of());
    for (String name : names) {
      InnodbTables.Inside its = inside.get(RealTables.key(name));
      int more = changes.getOrDefault(RealTables.key(name), 0);
      if (its != null && its.versions() > 0 && its.versions() + more > limit) {
        imitate(name, its.versions());
      }
    }
  }

  private void imitate(String table, int versions) throws SQLException {
    String alter = "ALTER TABLE " + Identifier.quote(table) + " ";
    try (java.sql.Statement statement = bench.session().createStatement()) {
      int done = 0;
      if (versions % 2 == 1 && versions > 2) {
        statement.execute(alter + "ADD COLUMN migrate_1 INT, ALGORITHM=INSTANT");
        statement.execute(alter + "ADD COLUMN migrate_2 INT, ALGORITHM=INSTANT");
        statement.execute(
            alter + "DROP COLUMN migrate_1, DROP COLUMN migrate_2, ALGORITHM=INSTANT");
        done = 3;
      }
      for (; done + 1 < versions; done += 2) {
        statement.execute(alter + "ADD COLUMN migrate_1 INT, ALGORITHM=INSTANT");
        statement.execute(alter + "DROP COLUMN migrate_1, ALGORITHM=INSTANT");
      }
    }
  }

  /** The answer, unless the copy is not what the table is. */
  Asking.Answer checked(AlterForm form, String origin, Asking.Answer answer) {
    if (hidden.contains(origin) && answer.algorithm() != null) {
      return Asking.Answer.none(
          "the table has a hidden column inside InnoDB (of a former FULLTEXT index, say), which no"
              + " copy has");
    }
    asked |= "INSTANT".equals(answer.algorithm()) && !form.index();
    return answer;
  }

  /** What an answer rests on that could not be looked at. */
  Optional<String> notice() {
    return real.isPresent() || !asked
        ? Optional.empty()
        : Optional.of(
            "What InnoDB keeps of earlier changes may not be read: a table with a hidden column"
                + (limit == 0 ? "" : ", or with " + limit + " row versions,")
                + " takes no INSTANT. To have it looked at: GRANT PROCESS ON *.*");
  }
}

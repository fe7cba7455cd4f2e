package dev.migrate;

import dev.migrate.outcome.Event;
import dev.migrate.report.Ahead;
import dev.migrate.report.Diagram;
import dev.migrate.report.Diagrams;
import dev.migrate.report.IndexFacts;
import dev.migrate.report.IndexFactsReader;
import dev.migrate.report.TableFacts;
import dev.migrate.report.TableFactsReader;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the tables and the indexes of a database stand.
 *
 * @param tables how big they are
 * @param indexes what can be said against them
 * @param diagram what refers to what, and what is pending
 */
record DatabaseLook(List<TableFacts> tables, IndexFacts indexes, Diagram diagram) {

  /** Where there is nothing to look at. */
  static final DatabaseLook NOTHING =
      new DatabaseLook(
          List.of(),
          new IndexFacts(new IndexFacts.Source("", false, null, null, null, null), List.of()),
          new Diagram(List.of(), List.of(), null));

  /**
   * Looks, and changes nothing.
   *
   * @param rehearsed what pending statements would do; empty where that is not known
   * @param notes told what could not be seen
   */
  static DatabaseLook at(
      Workplace workplace, Optional<Rehearsed> rehearsed, Instant now, Notes notes) {
    if (!workplace.exists()) {
      notes.add("There is no database " + workplace.schema() + " yet.");
      return NOTHING;
    }
    workplace.events().accept(new Event.Preparing("looking at tables and indexes"));
    return notes.attempt(
        "The tables were not looked at",
        NOTHING,
        () -> {
          try (Connection looking = workplace.observer()) {
            return new Looking(workplace, looking, now, notes).all(rehearsed);
          }
        });
  }

  private record Looking(Workplace workplace, Connection connection, Instant now, Notes notes) {

    DatabaseLook all(Optional<Rehearsed> rehearsed) {
      List<TableFacts> tables =
          notes.attempt("The tables' sizes were not read", List.of(), this::sizes);
      List<Table> definitions =
          notes.attempt("The tables' definitions were not read", List.of(), this::definitions);
      IndexFacts indexes =
          notes.attempt(
              "The use of indexes was not asked", NOTHING.indexes, () -> indexes(definitions));
      return new DatabaseLook(tables, indexes, diagram(definitions, rehearsed));
    }

    private List<TableFacts> sizes() throws SQLException {
      Map<String, List<TableFacts.Size>> growth =
          notes.attempt(
              "The growth of tables was not read", Map.of(), () -> Timings.growth(workplace));
      return new TableFactsReader(connection, workplace.schema(), workplace.version())
          .read(
              OwnTables.of(workplace.environment()),
              table -> growth.getOrDefault(table, List.of()));
    }

    private List<Table> definitions() throws SQLException {
      return SchemaReader.read(
              connection,
              workplace.schema(),
              workplace.version(),
              OwnTables.of(workplace.environment()))
          .tables();
    }

    private IndexFacts indexes(List<Table> definitions) throws SQLException {
      List<String> replicas = new Vicinity(workplace).replicas();
      return IndexFactsReader.read(
          connection, workplace.schema(), workplace.version(), definitions, replicas, now);
    }

    private static Diagram diagram(List<Table> tables, Optional<Rehearsed> rehearsed) {
      return rehearsed
          .map(pending -> Diagrams.of(Ahead.of(tables, pending.statements())))
          .orElseGet(() -> Diagrams.of(tables));
    }
  }
}

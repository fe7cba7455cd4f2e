package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.testing.Corpora;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Statements that other projects collected to test their parsers, and migrations of real ones. */
class DdlCorporaTest {

  @Test
  void every_statement_is_read_without_a_crash() {
    List<String> unknown = new ArrayList<>();
    int tables = 0;
    int refused = 0;
    for (Corpora.File file : files()) {
      List<Statement> statements;
      try {
        statements = Splitter.split(file.name(), file.text());
      } catch (ConfigurationException e) {
        refused++;
        continue;
      }
      for (Statement statement : statements) {
        Losses.of(statement);
        Change.of(statement);
        TableStatement table = TableStatement.of(statement).orElse(null);
        tables += table == null ? 0 : 1;
        if (table != null && !table.understood()) {
          unknown.add(statement + " " + table.clauses(Clause.Unknown.class).toList());
        }
      }
    }
    String found = tables + " of tables, not understood: " + unknown;
    assertTrue(tables > 1_000 && unknown.size() * 100 < tables, found);
    assertTrue(refused < 10, refused + " files were refused");
  }

  private static List<Corpora.File> files() {
    return Stream.of(
            Corpora.debezium(),
            Corpora.ofFolder(),
            Corpora.camundaOthers(),
            Corpora.uaa(),
            Corpora.killBill(),
            Corpora.hawkbit(),
            Corpora.dataflow())
        .flatMap(List::stream)
        .toList();
  }
}

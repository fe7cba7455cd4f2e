package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.Corpora;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.parser.Parser;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.mysql.MySQLParser;
import org.flywaydb.database.mysql.mariadb.MariaDBParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On migrations of real applications we send what Flyway sends, but for two differences: Flyway
 * also sends the comments before and after a statement, and drops a statement that is wholly an
 * executable comment without a version, such as Kill Bill's {@code /*! SET ... *}{@code /}.
 */
class FlywayAgreementTest {

  static Stream<Arguments> corpora() {
    return Stream.of(
        Arguments.of("Conductor", Corpora.conductor(), 77),
        Arguments.of("hawkBit", Corpora.hawkbit(), 273),
        Arguments.of("UAA", Corpora.uaa(), 149),
        Arguments.of("NiFi Registry", Corpora.nifiRegistry(), 22),
        Arguments.of("Data Flow on MariaDB", Corpora.dataflow(), 86),
        Arguments.of("Data Flow on MySQL", Corpora.dataflowMysql(), 74),
        Arguments.of("Kill Bill", Corpora.killBill(), 299),
        Arguments.of("Kill Bill's upgrades", Corpora.killBillMigrations(), 211),
        Arguments.of("Camunda", Corpora.camundaFresh(), 303),
        Arguments.of("Camunda's upgrades", Corpora.camundaUpgraded(), 327),
        Arguments.of("Camunda's other scripts", Corpora.camundaOthers(), 875));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpora")
  void everyScriptIsCutAsFlywayCutsIt(String name, List<Corpora.File> files, int total) {
    int count = 0;
    for (Corpora.File file : files) {
      List<String> ours =
          Splitter.split(file.name(), file.text()).stream().map(Statement::sql).toList();
      List<String> kept = ours.stream().filter(sql -> !sql.matches("(?s)/\\*!\\D.*")).toList();
      assertEquals(flyway(file, false), kept, file.name());
      assertEquals(flyway(file, true), kept, file.name());
      count += ours.size();
    }
    assertEquals(total, count, name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpora")
  void everyStatementIsUnderstood(String name, List<Corpora.File> files, int total) {
    for (Corpora.File file : files) {
      for (Statement statement : Splitter.split(file.name(), file.text())) {
        assertTrue(statement.kind() != StatementKind.UNKNOWN, statement::toString);
        boolean named =
            statement.kind() == StatementKind.DDL || statement.kind() == StatementKind.DML;
        assertTrue(!named || !statement.objects().isEmpty(), statement::toString);
      }
    }
  }

  private static List<String> flyway(Corpora.File file, boolean mariadb) {
    FluentConfiguration configuration = new FluentConfiguration().placeholderReplacement(false);
    Parser parser =
        mariadb
            ? new MariaDBParser(configuration, new ParsingContext())
            : new MySQLParser(configuration, new ParsingContext());
    List<String> statements = new ArrayList<>();
    try (SqlStatementIterator parsed = parser.parse(new StringResource(file.text()))) {
      for (SqlStatement next = parsed.next(); next != null; next = parsed.next()) {
        statements.add(withoutCommentsAround(next.getSql()));
      }
    }
    return statements;
  }

  private static String withoutCommentsAround(String sql) {
    String before = sql.replaceFirst("(?s)\\A(?:\\s+|--[^\\n]*|#[^\\n]*|/\\*[^!M].*?\\*/)+", "");
    return before.replaceFirst("(?:\\s+|--[^\\n']*)+\\z", "");
  }
}

package dev.migrate.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorporaTest {

  @Test
  void everyCorpusHasItsFiles() {
    assertEquals(8, Corpora.conductor().size());
    assertEquals(37, Corpora.hawkbit().size());
    assertEquals(68, Corpora.uaa().size());
    assertEquals(7, Corpora.nifiRegistry().size());
    assertEquals(12, Corpora.dataflow().size());
    assertEquals(11, Corpora.dataflowMysql().size());
    assertEquals(8, Corpora.killBill().size());
    assertEquals(68, Corpora.killBillMigrations().size());
    assertEquals(7, Corpora.camundaFresh().size());
  }

  @Test
  void filesComeInTheOrderOfTheirVersions() {
    assertEquals(
        List.of(
            "V7.16.1__create_engine.sql",
            "V7.16.2__create_history.sql",
            "V7.16.3__create_identity.sql",
            "V7.16.4__create_case_engine.sql",
            "V7.16.5__create_case_history.sql",
            "V7.16.6__create_decision_engine.sql",
            "V7.16.7__create_decision_history.sql",
            "V7.17__upgrade.sql",
            "V7.18__upgrade.sql",
            "V7.19__upgrade.sql",
            "V7.20__upgrade.sql",
            "V7.21__upgrade.sql",
            "V7.22__upgrade.sql",
            "V7.23__upgrade.sql",
            "V7.24__upgrade.sql"),
        Corpora.camundaUpgraded().stream().map(Corpora.File::name).toList());
    assertEquals("V12__dataflow.sql", Corpora.dataflow().get(11).name());
  }
}

package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.Corpora;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The short form of {@link DdlTruthCampaign}. */
@Order(1)
class DdlTruthTest {

  @Test
  void what_is_read_of_a_statement_is_what_the_server_changes() throws Exception {
    DdlTruth.Result result = DdlTruth.of(Corpora.debezium(), 5, 40);
    assertEquals("", String.join("\n", result.wrong()));
    assertTrue(result.unknown().size() <= 1, result.toString());
    assertEquals(40, result.ran());
    assertTrue(result.definitions() > 10, result.toString());
  }
}

package dev.migrate.schema.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of {@link RandomPairsCampaign}. */
class RandomPairsTest {

  @Test
  void any_schema_becomes_any_other_and_goes_back() {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    assertEquals(List.of(), RandomPairs.prove(seed, Integer.getInteger("campaign.pairs", 12)));
  }
}

package dev.migrate.schema.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Hundreds of pairs of schemas made by chance. System properties: {@code campaign.pairs} (500),
 * {@code campaign.seed} (a new one; a failure names that of its pair).
 */
@Isolated("takes the machine for itself")
class RandomPairsCampaign {

  @Test
  void any_schema_becomes_any_other_and_goes_back() {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    assertEquals(List.of(), RandomPairs.prove(seed, Integer.getInteger("campaign.pairs", 500)));
  }
}

package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link KillCampaign}. */
@Order(1)
class KillTest {

  private static final int KILLS = 20;

  @TempDir Path folder;

  @Test
  void whoever_dies_and_however_often_every_statement_runs_once() throws Exception {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    Tally tally = Campaign.run(folder, seed, KILLS, false, System.out);
    assertEquals(List.of(), tally.failures(), "seed " + seed);
    assertEquals(0, tally.doubled() + tally.lost());
    assertTrue(tally.kills() >= KILLS);
  }
}

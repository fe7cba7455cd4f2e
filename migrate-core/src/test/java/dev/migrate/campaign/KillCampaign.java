package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Hundreds of deaths: of the client, the connection, the server. System properties: {@code
 * campaign.kills} (300), {@code campaign.seed} (a new one), {@code campaign.every} (true: the
 * connection dies once at every packet in every way, with {@code campaign.once} in one of them, up
 * to so many kills), {@code campaign.only} (one of {@link Death}, instead of all), {@code
 * campaign.server.start} (see {@link MortalServer}), {@code campaign.batch}.
 */
@Isolated("takes the machine for itself")
class KillCampaign {

  /** Stops that ask for a decision, of all kills, in percent. */
  private static final int MOST_ASKED = 5;

  @TempDir Path folder;

  @Test
  void whoever_dies_and_however_often_every_statement_runs_once() throws Exception {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    int kills = Integer.getInteger("campaign.kills", 300);
    Tally tally =
        Campaign.run(folder, seed, kills, Boolean.getBoolean("campaign.every"), System.out);
    assertEquals(List.of(), tally.failures(), "seed " + seed);
    assertEquals(0, tally.doubled() + tally.lost());
    assertTrue(kills == 0 || tally.kills() > 0);
    assertTrue(
        tally.askedCount() * 100 <= tally.kills() * MOST_ASKED, tally.askedCount() + " asked");
  }
}

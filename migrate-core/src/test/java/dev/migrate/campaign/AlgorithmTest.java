package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.campaign.AlterCases.Case;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of {@link AlgorithmCampaign}: each time other kinds. */
class AlgorithmTest {

  private static final int STEP = 30;

  @Test
  void what_is_foreseen_is_what_happens() throws Exception {
    int first = (int) (System.nanoTime() / 1000 % STEP);
    try (AlterTrial trial = new AlterTrial()) {
      List<Case> kinds = AlterCases.of(trial.server().vendor());
      for (int i = first; i < kinds.size(); i += STEP) {
        // Hundreds of changes have to be made before these can begin.
        if (!List.of("worn", "nearly").contains(kinds.get(i).table())) {
          trial.run(kinds.get(i));
        }
      }
      assertEquals(List.of(), trial.wrong(), "first " + first);
      assertTrue(trial.right() > 0);
    }
  }
}

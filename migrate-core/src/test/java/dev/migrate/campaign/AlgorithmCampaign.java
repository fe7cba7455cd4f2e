package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.campaign.AlterCases.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Every kind of ALTER we could think of, foreseen and then run on filled tables. */
@Isolated("measures")
class AlgorithmCampaign {

  @Test
  void what_is_foreseen_is_what_happens() throws Exception {
    try (AlterTrial trial = new AlterTrial()) {
      int kinds = 0;
      for (Case kind : AlterCases.of(trial.server().vendor())) {
        trial.run(kind);
        kinds++;
      }
      System.out.println(
          trial.server().text()
              + ": "
              + kinds
              + " kinds; "
              + trial.right()
              + " answers right, "
              + trial.wrong().size()
              + " wrong, "
              + trial.unknown().size()
              + " not known, "
              + trial.refused().size()
              + " refused as foreseen");
      trial.wrong().forEach(each -> System.out.println("wrong: " + each));
      trial.unknown().forEach(each -> System.out.println("not known: " + each));
      trial.refused().forEach(each -> System.out.println("refused: " + each));
      assertEquals(0, trial.wrong().size());
    }
  }
}

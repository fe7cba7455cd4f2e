package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.Corpora;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Random statements of other projects' tests, read and executed. System properties: {@code
 * campaign.statements} (200), {@code campaign.seed} (a new one), {@code campaign.ddl} (a folder of
 * more {@code .sql} files, such as the test data of skeema).
 */
@Isolated("takes the machine for itself")
class DdlTruthCampaign {

  @Test
  void what_is_read_of_a_statement_is_what_the_server_changes() throws Exception {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    int wanted = Integer.getInteger("campaign.statements", 200);
    DdlTruth.Result result =
        DdlTruth.of(
            Stream.concat(Corpora.debezium().stream(), Corpora.ofFolder().stream()).toList(),
            seed,
            wanted);
    double share = 100.0 * (result.ran() - result.unknown().size()) / result.ran();
    System.out.printf(
        "seed %d: %d statements ran, %d of them definitions (%d more were refused): %.1f %%"
            + " understood, %d wrong%n",
        seed, result.ran(), result.definitions(), result.refused(), share, result.wrong().size());
    result.unknown().forEach(each -> System.out.println("unknown: " + each));
    assertEquals("", String.join("\n", result.wrong()), "seed " + seed);
    assertTrue(share >= 99, share + " %, seed " + seed);
  }
}

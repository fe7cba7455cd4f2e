package dev.migrate.schema.diff;

import dev.migrate.testing.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pairs of schemas made by chance, each proved. */
final class RandomPairs {

  private RandomPairs() {}

  /** What went wrong, with the seed of each pair. */
  static List<String> prove(long seed, int pairs) {
    List<String> failures = new ArrayList<>();
    int steps = 0;
    for (int i = 0; i < pairs; i++) {
      Random random = new Random(seed + i);
      RandomSchema current = RandomSchema.of(random, TestServer.vendor());
      RandomSchema wanted = current.changed();
      String pair = "seed " + (seed + i) + "\n";
      try {
        Proof proof =
            Proof.of(
                current.statements(),
                wanted.statements(),
                Renames.parse(wanted.renames()),
                new Options(random.nextBoolean()),
                random);
        steps += proof.difference().steps().size();
        if (!proof.problems().isEmpty()) {
          failures.add(pair + proof.text());
        }
      } catch (SQLException | RuntimeException e) {
        failures.add(pair + e + "\n" + wanted.renames());
      }
    }
    System.out.printf(
        "%d random pairs from seed %d on: %d statements, %d failures%n",
        pairs, seed, steps, failures.size());
    return failures;
  }
}

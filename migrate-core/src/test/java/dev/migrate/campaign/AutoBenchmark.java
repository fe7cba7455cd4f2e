package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.AutoRequest;
import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.outcome.Event;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long it takes to write and prove the migration of Keycloak's 60 entities, 84 tables, from the
 * start to the files, with its parts; beside what Hibernate alone takes for their DDL.
 *
 * <p>System property: {@code campaign.rounds} (3).
 */
@Isolated("measures")
class AutoBenchmark {

  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 3);
  private static final double GATE_SECONDS = 20;
  private static final Pattern HIBERNATE = Pattern.compile("Hibernate\\) ([\\d.]+) s");

  @TempDir Path folder;

  @Test
  void keycloaks_entities_from_start_to_files() throws IOException {
    System.out.println(TestServer.query(TestServer.admin(), "SELECT VERSION()").get(0));
    List<Double> whole = new ArrayList<>();
    List<Double> hibernate = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      TestProject project =
          TestProject.in(folder.resolve("round" + round)).entities(jars(), "keycloak-model-jpa");
      long begin = System.nanoTime();
      Report.Generate report;
      try (Migrator migrator = project.migrator()) {
        report =
            migrator.generate(
                new AutoRequest("create all", null, false, false, List.of(), false, false, false));
      }
      whole.add((System.nanoTime() - begin) / 1e9);
      assertEquals(2, report.files().size());
      String parts = parts(project);
      hibernate.add(hibernate(parts));
      System.out.printf(Locale.ROOT, "%.2f s. %s%n", whole.get(round), parts);
    }
    double median = median(whole);
    System.out.printf(
        Locale.ROOT,
        "median of %d: %.2f s, %.1f times what Hibernate alone takes (%.2f s)%n",
        ROUNDS,
        median,
        median / median(hibernate),
        median(hibernate));
    assertTrue(median < GATE_SECONDS, () -> median + " s");
  }

  private static List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String set : List.of("keycloak", "hibernate-6")) {
      try (Stream<Path> files = Files.list(Path.of("target/entities", set).toAbsolutePath())) {
        files.sorted().forEach(jars::add);
      }
    }
    return jars;
  }

  private static String parts(TestProject project) {
    return project.events().stream()
        .filter(Event.Detail.class::isInstance)
        .map(event -> ((Event.Detail) event).text())
        .filter(text -> text.startsWith("Took: "))
        .findFirst()
        .orElseThrow();
  }

  private static double hibernate(String parts) {
    Matcher matcher = HIBERNATE.matcher(parts);
    assertTrue(matcher.find(), parts);
    return Double.parseDouble(matcher.group(1));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.environment.Policy;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.render.JsonRenderer;
import dev.migrate.render.TextRenderer;
import dev.migrate.testing.Goals;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {

  @TempDir Path folder;

  private final Map<String, Supplier<Environment>> others = new LinkedHashMap<>();
  private TestProject development;
  private TestProject staging;
  private TestProject production;

  @BeforeEach
  void three() {
    development = TestProject.in(folder);
    development
        .write("V1__a.sql", "-- revision: aaaaaaaaaaaa", "CREATE TABLE a (a INT PRIMARY KEY);")
        .write("V2__b.sql", "CREATE TABLE b (b INT PRIMARY KEY);");
    staging = development.with(TestServer.freshDatabase()).environment("staging", Policy.STAGING);
    production =
        development.with(TestServer.freshDatabase()).environment("production", Policy.STAGING);
    others.put("development", development::toEnvironment);
    others.put("staging", staging::toEnvironment);
    others.put("production", production::toEnvironment);
  }

  @Test
  void environments_stand_side_by_side_each_as_it_is() {
    Goals.of(development).upgrade();
    upgradeTo(staging, "1");
    upgradeTo(production, "1");
    backUp(staging);
    TestServer.execute(
        production.database(),
        "UPDATE flyway_schema_history SET script = 'V1.1__x.sql', version = '1.1'");
    Report.Compare report = compare("all", false);
    assertEquals(
        List.of("development|2|0|0", "staging|1|1|0", "production|1.1|1|1"),
        report.places().stream()
            .map(p -> String.join("|", p.environment(), p.version(), text(p), "" + p.missing()))
            .toList());
    assertEquals("aaaaaaaaaaaa", report.places().get(1).revision());
    assertNull(report.places().get(0).backedUpAt());
    assertEquals("checksum", report.places().get(1).verified());
    assertTrue(report.places().get(2).attention() > 0);
    String shown = TextRenderer.render(report);
    Goals.says(
        shown,
        "3 environments: 2 with pending migrations, 1 in need of attention",
        "Next: mvn migrate:current -Dmigrate.environment=production");
    Goals.says(JsonRenderer.render(report), "\"environments\": [", "\"pendingCount\": 1");
  }

  @Test
  void nothing_of_any_environment_is_changed() {
    Goals.of(development).upgrade();
    List<String> before = everything();
    compare("all", true);
    assertEquals(before, everything());
  }

  @Test
  void drift_is_counted_where_it_is_asked_for_and_the_place_can_be_judged() {
    upgradeTo(development, "2");
    upgradeTo(staging, "2");
    upgradeTo(production, "1");
    TestServer.execute(staging.database(), "ALTER TABLE b ADD c INT", "CREATE TABLE d (a INT)");
    Report.Compare report = compare("all", true);
    assertEquals(
        List.of(0, 2, 0), report.places().stream().map(Place::drift).toList(), report.toString());
    Place undrifted = compare("staging", false).places().get(1);
    assertNull(undrifted.drift());
    assertEquals("not asked for: -Dmigrate.drift", undrifted.undrifted());
  }

  @Test
  void who_does_not_answer_is_named_with_the_reason_and_holds_nobody_up() throws IOException {
    Goals.of(development).upgrade();
    try (ServerSocket mute = new ServerSocket(0)) {
      DatabaseSettings silent = TestServer.at(staging.database(), mute.getLocalPort());
      others.put("staging", () -> staging.with(silent).toEnvironment());
      others.put(
          "production",
          () -> {
            throw new ConfigurationException(Problem.of("database-missing", "Has no database."));
          });
      Instant begin = Instant.now();
      List<Place> places = compare("all", true).places();
      assertTrue(Duration.between(begin, Instant.now()).toSeconds() < 12);
      assertEquals("2", places.get(0).version());
      assertNotNull(places.get(1).problem());
      assertEquals("database-missing", code(places.get(2)));
    }
  }

  @Test
  void an_embedded_server_that_does_not_run_is_not_started() {
    Environment own = staging.toEnvironment();
    others.put("development", () -> embedded(development.toEnvironment()));
    List<Place> places = compare(own, "development", false).places();
    assertEquals("embedded-not-running", code(places.get(0)));
    assertTrue(!folder.resolve(".migrate").toFile().exists());
  }

  @Test
  void a_name_that_nobody_knows_is_refused() {
    others.put(
        "stagging",
        () -> {
          throw new ConfigurationException(Problem.of("environment-unknown", "There is no …"));
        });
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> compare("stagging", false));
    assertEquals("-Dmigrate.compare", e.problem().where());
  }

  private Report.Compare compare(String names, boolean drift) {
    return compare(development.toEnvironment(), names, drift);
  }

  private Report.Compare compare(Environment own, String names, boolean drift) {
    Neighbours neighbours =
        new Neighbours() {
          @Override
          public List<String> names() {
            return List.copyOf(others.keySet());
          }

          @Override
          public Environment resolve(String name) {
            return Objects.requireNonNull(others.get(name), name).get();
          }
        };
    try (Migrator migrator =
        Migrator.of(
            own,
            (group, artifact, version) -> {
              throw new AssertionError(artifact);
            },
            event -> {},
            Asker.NOBODY,
            neighbours)) {
      return migrator.compare(names, drift);
    }
  }

  /** The same without a database of its own. */
  private static Environment embedded(Environment environment) {
    return new Environment(
        environment.name(),
        environment.named(),
        environment.policy(),
        Optional.empty(),
        environment.embedded(),
        environment.flyway(),
        environment.project(),
        environment.stamp(),
        environment.orphan(),
        environment.resume(),
        environment.backups(),
        environment.scratch(),
        environment.entities(),
        environment.rules(),
        environment.guards(),
        environment.watch(),
        environment.audit(),
        environment.settings());
  }

  private static void upgradeTo(TestProject project, String version) {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(version);
    }
  }

  private static void backUp(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      migrator.backup(List.of(), "checksum");
    }
  }

  private static String code(Place place) {
    return Objects.requireNonNull(place.problem()).code();
  }

  private static String text(Place place) {
    return String.valueOf(place.pendingCount());
  }

  private List<String> everything() {
    return List.of(development, staging, production).stream()
        .map(
            project ->
                String.join(",", TestServer.query(project.database(), "SHOW TABLES"))
                    + Snapshot.of(project))
        .toList();
  }
}

package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static dev.migrate.environment.Given.setting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentNameTest {

  @Test
  void nobodyNamingItMakesItDevelopment() {
    Environment environment = Given.nothing().resolved();

    assertEquals("development", environment.name());
    assertFalse(environment.named());
    assertEquals("default", setting(environment, "environment").origin());
    assertEquals(Policy.DEVELOPMENT, environment.policy());
  }

  @Test
  void theCommandLineWinsOverTheVariableAndTheVariableOverThePom() {
    Given given =
        Given.nothing()
            .configuration(element("environment", "staging"), element("environments", entry("ci")));

    assertEquals("staging", withUrl(given).resolved().name());
    assertEquals(
        "production", withUrl(given).variable("APP_ENVIRONMENT", "production").resolved().name());
    Environment environment = withUrl(given).property("migrate.environment", "ci").resolved();
    assertEquals("ci", environment.name());
    assertTrue(environment.named());
    assertEquals("-Dmigrate.environment", setting(environment, "environment").origin());
  }

  @Test
  void theNameIsKnownBeforeAnythingElseIs() {
    Map<String, String> none = Map.of();
    Map<String, String> property = Map.of("migrate.environment", "prodution");
    Map<String, String> variable = Map.of("APP_ENVIRONMENT", "staging");

    assertEquals("prodution", EnvironmentName.inForce(property, variable, none, "ci"));
    assertEquals("staging", EnvironmentName.inForce(none, variable, property, "ci"));
    assertEquals("prodution", EnvironmentName.inForce(none, none, property, "ci"));
    assertEquals("ci", EnvironmentName.inForce(none, none, none, "ci"));
    assertEquals(
        "development", EnvironmentName.inForce(none, Map.of("APP_ENVIRONMENT", ""), none, null));
  }

  @Test
  void anEmptyVariableNamesNothing() {
    Environment environment = Given.nothing().variable("APP_ENVIRONMENT", "").resolved();

    assertEquals("development", environment.name());
    assertFalse(environment.named());
  }

  @Test
  void aPropertyOfAMavenProfileNamesIt() {
    Environment environment =
        withUrl(Given.nothing().projectProperty("migrate.environment", "staging")).resolved();

    assertEquals("staging", environment.name());
    assertEquals(
        "pom.xml <properties> migrate.environment", setting(environment, "environment").origin());
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    Problem problem =
        Given.nothing()
            .entry("demo")
            .property("migrate.environment", "prodution")
            .problem("environment-unknown");

    assertTrue(problem.problem().contains("\"prodution\""), problem.text());
    assertTrue(
        problem.problem().contains("development, staging, production, demo"), problem.text());
    assertEquals("-Dmigrate.environment", problem.where());
    assertTrue(problem.text().contains("-Dmigrate.environment=production"), problem.text());
  }

  @Test
  void aNameOfTheTeamsOwnIsAsStrictAsProductionUnlessItSaysWhatItIsLike() {
    Given demo = withUrl(Given.nothing().entry("demo").property("migrate.environment", "demo"));
    Given ci =
        Given.nothing()
            .entry("ci", element("like", "development"))
            .property("migrate.environment", "ci");

    assertEquals(Policy.PRODUCTION, demo.resolved().policy());
    assertEquals(Policy.DEVELOPMENT, ci.resolved().policy());
    assertTrue(ci.resolved().database().isEmpty());
  }

  @Test
  void likeSomethingUnknownIsRefused() {
    Problem problem =
        Given.nothing()
            .entry("ci", element("like", "demo"))
            .property("migrate.environment", "ci")
            .problem("setting-invalid");

    assertEquals("pom.xml <environments><ci><like>", problem.where());
    assertTrue(problem.text().contains("development, staging, production"), problem.text());
  }

  @Test
  void aBuiltInEnvironmentIsLikeNoOther() {
    Problem problem =
        Given.nothing().entry("staging", element("like", "development")).problem("setting-unknown");

    assertEquals("pom.xml <environments><staging><like>", problem.where());
  }

  @Test
  void anotherCaseOfABuiltInNameIsRefused() {
    Problem problem = Given.nothing().entry("Production").problem("setting-unknown");

    assertTrue(problem.text().contains("write <production>"), problem.text());
  }

  @Test
  void aDatabaseOnAnotherMachineNeedsANamedEnvironment() {
    Given given = Given.nothing().property("migrate.url", "mysql://root:x@db.example.com/app");

    Problem problem = given.problem("environment-not-named");
    assertTrue(problem.text().contains("db.example.com:3306/app"), problem.text());
    assertTrue(
        problem.text().endsWith("-Dmigrate.environment=development|staging|production"),
        problem.text());
    assertEquals(
        "db.example.com", given.property("migrate.environment", "development").database().host());
  }

  @Test
  void stagingWithoutADatabaseIsRefusedWithAllWaysToNameOne() {
    Problem problem =
        Given.nothing().variable("APP_ENVIRONMENT", "staging").problem("database-missing");

    for (String phrase :
        new String[] {
          "<environments><staging><url>",
          "DATABASE_URL",
          "DATABASE_HOST",
          "DATABASE_PASSWORD",
          "-Dmigrate.url=",
          "<serverId>"
        }) {
      assertTrue(problem.text().contains(phrase), phrase + " in " + problem.text());
    }
  }

  @Test
  void developmentWithoutADatabaseHasTheEmbeddedServer() {
    Environment environment = Given.nothing().resolved();

    assertTrue(environment.database().isEmpty());
    assertEquals("/project/.migrate/embedded", environment.embedded().folder().toString());
    assertEquals("app", environment.embedded().database());
    assertFalse(environment.embedded().keep());
    assertEquals("embedded server", setting(environment, "database").value());
  }

  @Test
  void theEmbeddedServerIsConfiguredAtTheTopAndOnTheCommandLine() {
    Environment environment =
        Given.nothing()
            .configuration(element("embeddedFolder", "data"), element("keepEmbedded", "true"))
            .property("migrate.embeddedFolder", "/var/data")
            .variable("DATABASE_NAME", "shop")
            .resolved();

    assertEquals("/var/data", environment.embedded().folder().toString());
    assertEquals("shop", environment.embedded().database());
    assertTrue(environment.embedded().keep());
    assertEquals("-Dmigrate.embeddedFolder", setting(environment, "embeddedFolder").origin());
    assertEquals("pom.xml <keepEmbedded>", setting(environment, "keepEmbedded").origin());
  }

  @Test
  void theStampIsTakenFromTheCommandLine() {
    assertEquals(
        "staging",
        Given.nothing().property("migrate.stamp", "staging").resolved().stamp().orElseThrow());
  }

  private static Element entry(String name) {
    return element(name, new Element[0]);
  }

  private static Given withUrl(Given given) {
    return given.variable("DATABASE_URL", "mysql://root:x@127.0.0.1/app");
  }
}

package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static dev.migrate.environment.Given.setting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

  @Test
  void thePomTightensValues() {
    Environment environment =
        staging(
                element(
                    "policy", element("tls", "verify-identity"), element("undoRequired", "true")))
            .resolved();

    assertEquals(
        new Policy(Tls.VERIFY_IDENTITY, false, true, true, true, false, false, false, true, false),
        environment.policy());
    assertEquals(Tls.VERIFY_IDENTITY, environment.database().orElseThrow().tls());
    assertEquals(
        "pom.xml <environments><staging><policy><undoRequired>",
        setting(environment, "policy.undoRequired").origin());
    assertEquals("policy of staging", setting(environment, "policy.timings").origin());
    assertEquals(
        "pom.xml <environments><staging><policy><tls>", setting(environment, "tls").origin());
  }

  @Test
  void developmentCanBeForbiddenTheEmbeddedServer() {
    Given.nothing()
        .entry("development", element("policy", element("embedded", "false")))
        .problem("database-missing");
  }

  @ParameterizedTest
  @CsvSource({
    "tls, disabled, required",
    "tls, preferred, required",
    "timings, false, true",
  })
  void aWeakerValueIsRefusedNamingBoth(String name, String value, String preset) {
    Problem problem = staging(element("policy", element(name, value))).problem("policy-loosened");

    assertTrue(problem.text().contains(name + " is " + value), problem.text());
    assertTrue(problem.text().contains("at least " + preset), problem.text());
    assertEquals("pom.xml <environments><staging><policy><" + name + ">", problem.where());
    assertTrue(
        problem
            .text()
            .endsWith("<policy><loosen><%s>%s</%s></loosen></policy>".formatted(name, value, name)),
        problem.text());
  }

  @Test
  void aValueIsLoosenedByAnElementOfItsOwn() {
    Environment environment =
        staging(
                element(
                    "policy",
                    element("loosen", element("tls", "disabled"), element("timings", "false"))))
            .resolved();

    assertEquals(
        new Policy(Tls.DISABLED, false, false, false, true, false, false, false, true, false),
        environment.policy());
    assertEquals(Tls.DISABLED, environment.database().orElseThrow().tls());
    assertEquals(
        "pom.xml <environments><staging><policy><loosen><tls>",
        setting(environment, "policy.tls").origin());
  }

  @Test
  void oneLoosenedValueLoosensNoOther() {
    staging(
            element(
                "policy",
                element("timings", "false"),
                element("loosen", element("tls", "disabled"))))
        .problem("policy-loosened");
  }

  @Test
  void aValueBothSetAndLoosenedIsRefused() {
    staging(
            element(
                "policy",
                element("tls", "required"),
                element("loosen", element("tls", "disabled"))))
        .problem("setting-twice");
  }

  @Test
  void theEmbeddedServerIsNeverLoosened() {
    Problem set =
        staging(element("policy", element("embedded", "true"))).problem("policy-loosened");
    Problem loosened =
        staging(element("policy", element("loosen", element("embedded", "true"))))
            .problem("setting-unknown");

    assertTrue(set.text().contains("never"), set.text());
    assertEquals("pom.xml <environments><staging><policy><loosen><embedded>", loosened.where());
  }

  @Test
  void anEntrysTlsTightensOrIsRefused() {
    assertEquals(Tls.VERIFY_CA, staging(element("tls", "verify-ca")).database().tls());

    Problem problem = staging(element("tls", "preferred")).problem("policy-loosened");
    assertTrue(problem.text().contains("demands at least required"), problem.text());
    assertEquals("pom.xml <environments><staging><tls>", problem.where());
  }

  @Test
  void aUrlWeakerThanThePolicyIsRefusedNamingBoth() {
    Problem problem =
        Given.nothing()
            .property("migrate.environment", "production")
            .variable("DATABASE_URL", "jdbc:mysql://u:p@h/app?sslMode=DISABLED")
            .problem("policy-loosened");

    assertTrue(problem.text().contains("tls is disabled"), problem.text());
    assertTrue(problem.text().contains("policy of production"), problem.text());
    assertEquals("DATABASE_URL", problem.where());
  }

  @Test
  void theStrongestProtectionAskedForIsInForce() {
    Environment environment =
        Given.nothing()
            .entry("production", element("tls", "verify-ca"))
            .property("migrate.environment", "production")
            .property("migrate.url", "mysql://u:p@h/app?ssl-mode=VERIFY_IDENTITY")
            .resolved();

    assertEquals(Tls.VERIFY_IDENTITY, environment.database().orElseThrow().tls());
    assertEquals("-Dmigrate.url", setting(environment, "tls").origin());
  }

  @Test
  void developmentTakesWhatItsUrlSays() {
    assertEquals(
        Tls.PREFERRED, development("jdbc:mysql://u:p@localhost/app?sslMode=PREFERRED").tls());
    assertEquals(Tls.DISABLED, development("jdbc:mysql://u:p@localhost/app?useSSL=false").tls());
  }

  @Test
  void developmentPrefersTlsExceptOnThisMachine() {
    assertEquals(Tls.DISABLED, development("mysql://u:p@localhost/app").tls());
    DatabaseSettings remote =
        Given.nothing()
            .property("migrate.environment", "development")
            .property("migrate.url", "mysql://u:p@db.example.com/app")
            .database();
    assertEquals(Tls.PREFERRED, remote.tls());
  }

  private static DatabaseSettings development(String url) {
    return Given.nothing().property("migrate.url", url).database();
  }

  private static Given staging(Element... elements) {
    return Given.nothing()
        .entry("staging", elements)
        .property("migrate.environment", "staging")
        .property("migrate.url", "mysql://u:p@localhost/app");
  }
}

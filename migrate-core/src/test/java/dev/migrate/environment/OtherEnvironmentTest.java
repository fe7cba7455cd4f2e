package dev.migrate.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.testing.NeedsNoServer;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsNoServer
class OtherEnvironmentTest {

  private static final Element STAGING =
      Element.of(
          "staging",
          Element.of("url", "mysql://staging-db/shop"),
          Element.of("username", "shop"),
          Element.of("password", "of-staging"));

  @Test
  void development_comes_first_then_those_with_an_element_in_its_order() {
    Inputs inputs =
        Given.nothing()
            .configuration(
                Element.of(
                    "environments", Element.of("review", Element.of("like", "staging")), STAGING))
            .inputs();
    assertEquals(List.of("development", "review", "staging"), Environments.configured(inputs));
  }

  @Test
  void what_is_said_of_the_run_is_not_said_of_the_others() {
    Inputs inputs =
        Given.nothing()
            .property("migrate.environment", "production")
            .property("migrate.url", "mysql://elsewhere/other")
            .property("migrate.stamp", "production")
            .property("flyway.placeholders.a", "b")
            .variable("APP_ENVIRONMENT", "production")
            .variable("DATABASE_URL", "mysql://nowhere/other")
            .variable("DATABASE_PASSWORD", "secret")
            .configuration(Element.of("environments", STAGING))
            .inputs();
    Environment staging = Environments.resolve(inputs.of("staging"));
    assertEquals("staging", staging.name());
    assertEquals("staging-db:3306/shop", staging.database().orElseThrow().address());
    assertEquals("shop", staging.database().orElseThrow().username());
    assertTrue(staging.stamp().isEmpty());
    assertEquals("b", staging.flyway().properties().get("flyway.placeholders.a"));
  }

  @Test
  void one_without_an_element_has_no_database() {
    Inputs inputs = Given.nothing().variable("DATABASE_URL", "mysql://nowhere/other").inputs();
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class, () -> Environments.resolve(inputs.of("production")));
    assertEquals("database-missing", e.problem().code());
  }
}

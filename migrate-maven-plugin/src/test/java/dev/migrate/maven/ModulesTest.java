package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModulesTest {

  private final MigrateException missing =
      new ConfigurationException(Problem.of("location-missing", "db/migration does not exist."));

  @Test
  void missingMigrationsOfAParentLeadToItsModules() {
    Modules modules = new Modules("shop", List.of("orders", "billing"), false);
    assertEquals(
        "Name the module with the migrations: mvn migrate:upgrade -pl orders or -pl billing",
        modules.named("upgrade", missing).problem().fix());
  }

  @Test
  void otherErrorsAndOtherProjectsAreLeftAlone() {
    MigrateException other = new ConfigurationException(Problem.of("undo-missing", "No undo."));
    assertSame(other, new Modules("shop", List.of("orders"), false).named("downgrade", other));
    assertSame(missing, new Modules("orders", List.of(), false).named("upgrade", missing));
  }

  @Test
  void aMigrationIsGeneratedWhereTheProjectHasResources() {
    new Modules("orders", List.of(), false).requireOwnResources("generate");
    new Modules("shop", List.of("orders"), true).requireOwnResources("generate");
    assertThrows(
        ConfigurationException.class,
        () -> new Modules("shop", List.of("orders"), false).requireOwnResources("generate"));
  }
}

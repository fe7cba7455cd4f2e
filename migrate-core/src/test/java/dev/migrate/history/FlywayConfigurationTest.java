package dev.migrate.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.FlywaySettings;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.baseline.BaselineMigrationConfigurationExtension;
import org.junit.jupiter.api.Test;

class FlywayConfigurationTest {

  @Test
  void thePrefixOfBaselineMigrationsIsSetForThisConfigurationOnly() {
    FlywaySettings settings =
        new FlywaySettings(
            Map.of("flyway.baselineMigrationPrefix", "BASE", "flyway.table", "history"), List.of());

    Configuration configuration = Migrations.configuration(settings);

    assertEquals("BASE", baselinePrefix(configuration));
    assertEquals("history", configuration.getTable());
    assertEquals("B", baselinePrefix(Migrations.configuration(FlywaySettings.DEFAULTS)));
  }

  @Test
  void thePrefixOfUndoFilesIsOurs() {
    FlywaySettings settings =
        new FlywaySettings(Map.of("flyway.undoSqlMigrationPrefix", "UNDO"), List.of());

    assertEquals("UNDO", Migrations.undoPrefix(settings));
    assertEquals("V", Migrations.configuration(settings).getSqlMigrationPrefix());
  }

  private static String baselinePrefix(Configuration configuration) {
    return configuration
        .getPluginRegister()
        .getExact(BaselineMigrationConfigurationExtension.class)
        .getBaselineMigrationPrefix();
  }
}

package dev.migrate.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.testing.NeedsNoServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsNoServer
class WatchSettingsTest {

  private static Given stopping(String value) {
    return Given.nothing()
        .entry("development", Element.of("policy", Element.of("stopIfBlocking", value)));
  }

  @Test
  void nothingIsStoppedAndNoServerChangedWhereNobodyAsksForIt() {
    assertEquals(WatchSettings.NONE, Given.nothing().resolved().watch());
  }

  @Test
  void theCommandLineWinsOverThePolicy() {
    Optional<Duration> inPolicy = stopping("2m").resolved().watch().stopIfBlocking();
    assertEquals(Optional.of(Duration.ofMinutes(2)), inPolicy);
    Environment environment =
        stopping("2m")
            .property("migrate.stopIfBlocking", "10")
            .property("migrate.enableInstruments", "true")
            .resolved();
    assertEquals(new WatchSettings(true, Optional.of(Duration.ofSeconds(10))), environment.watch());
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsPlace() {
    assertEquals(
        "pom.xml <environments><development><policy><stopIfBlocking>",
        stopping("soon").problem("setting-invalid").where());
    Given.nothing().property("migrate.enableInstruments", "maybe").problem("setting-invalid");
  }
}

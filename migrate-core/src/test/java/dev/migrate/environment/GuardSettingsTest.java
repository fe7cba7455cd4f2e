package dev.migrate.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.GuardSettings.Kind;
import dev.migrate.outcome.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GuardSettingsTest {

  @Test
  void hoursMayGoOverMidnightInTheirZone() {
    AllowedHours hours = AllowedHours.of("22:00-05:00 Europe/Zurich").orElseThrow();
    assertTrue(hours.contain(Instant.parse("2026-07-01T20:00:00Z")));
    assertTrue(hours.contain(Instant.parse("2026-07-01T02:59:59Z")));
    assertFalse(hours.contain(Instant.parse("2026-07-01T03:00:00Z")));
    assertFalse(hours.contain(Instant.parse("2026-07-01T19:59:59Z")));
    assertTrue(hours.contain(Instant.parse("2026-01-01T03:59:00Z")), "in winter an hour later");
  }

  @Test
  void thereMayBeSeveral() {
    AllowedHours hours = AllowedHours.of("6:00-7:30, 12:00-13:00 UTC").orElseThrow();
    assertTrue(hours.contain(Instant.parse("2026-07-01T07:29:00Z")));
    assertFalse(hours.contain(Instant.parse("2026-07-01T07:30:00Z")));
    assertTrue(hours.contain(Instant.parse("2026-07-01T12:00:00Z")));
  }

  @Test
  void whatIsNoHoursOrHasNoZoneIsNone() {
    for (String text :
        new String[] {
          "22:00-05:00", "22-5 UTC", "25:00-05:00 UTC", "22:00-05:00 Mars", "22:00-22:00 UTC", ""
        }) {
      assertTrue(AllowedHours.of(text).isEmpty(), text);
    }
  }

  @Test
  void thePolicyOfTheEnvironmentSaysThem() {
    GuardSettings guards =
        Given.nothing()
            .entry(
                "development",
                Element.of(
                    "policy",
                    Element.of("allowedHours", "22:00-05:00 UTC"),
                    Element.of("maximumCopy", "10G"),
                    Element.of("cleanGit", "true")))
            .property("migrate.confirm", "shop:0123")
            .property("migrate.override", "git, hours")
            .resolved()
            .guards();
    assertEquals(10L << 30, guards.maximumCopy().orElseThrow());
    assertTrue(guards.cleanGit());
    assertEquals("22:00-05:00 UTC", guards.hours().orElseThrow().text());
    assertEquals(Optional.of("shop:0123"), guards.confirm());
    assertEquals(Set.of(Kind.GIT, Kind.HOURS), guards.overridden());
  }

  @Test
  void whatIsConfirmedOrOverriddenIsReadFromTheCommandLineAlone() {
    GuardSettings guards =
        Given.nothing()
            .projectProperty("migrate.confirm", "shop:0123")
            .projectProperty("migrate.override", "git")
            .variable("MIGRATE_CONFIRM", "shop:0123")
            .variable("migrate.confirm", "shop:0123")
            .variable("MIGRATE_OVERRIDE", "git")
            .resolved()
            .guards();
    assertEquals(Optional.empty(), guards.confirm());
    assertEquals(Set.of(), guards.overridden());
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsPlace() {
    Given.nothing().property("migrate.override", "all").problem("setting-invalid");
    for (String[] wrong : new String[][] {{"allowedHours", "at night"}, {"maximumCopy", "much"}}) {
      Problem problem =
          Given.nothing()
              .entry("production", Element.of("policy", Element.of(wrong[0], wrong[1])))
              .property("migrate.environment", "production")
              .problem("setting-invalid");
      assertEquals("pom.xml <environments><production><policy><" + wrong[0] + ">", problem.where());
    }
  }
}

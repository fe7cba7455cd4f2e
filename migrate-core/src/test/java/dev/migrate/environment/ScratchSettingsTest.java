package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static dev.migrate.environment.Given.setting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchSettingsTest {

  @Test
  void withoutAWordThereIsNone() {
    assertEquals(ScratchSettings.NONE, Given.nothing().resolved().scratch());
  }

  @Test
  void theCommandLineNamesAServerWithoutADatabase() {
    Environment environment =
        Given.nothing()
            .property("migrate.scratch.url", "mysql://db.example.com:3307")
            .property("migrate.scratch.username", "tester")
            .property("migrate.scratch.password", "hush-1")
            .resolved();
    DatabaseSettings server = environment.scratch().server().orElseThrow();
    assertEquals("db.example.com", server.host());
    assertEquals(3307, server.port());
    assertEquals("tester", server.username());
    assertEquals(new Password.Fixed("hush-1"), server.password());
    assertEquals("-Dmigrate.scratch.username", setting(environment, "scratch.username").origin());
    assertTrue(!environment.settings().toString().contains("hush-1"));
  }

  @Test
  void anEnvironmentsEntryNamesItsOwnAndTheCommandLineWins() {
    Given given =
        Given.nothing()
            .server("box", "account", "word")
            .entry(
                "development",
                element(
                    "scratch",
                    element("host", "scratch.example.com"),
                    element("serverId", "box"),
                    element("tls", "required")));
    DatabaseSettings server = given.resolved().scratch().server().orElseThrow();
    assertEquals("scratch.example.com", server.host());
    assertEquals("account", server.username());
    assertEquals(Tls.REQUIRED, server.tls());
    assertEquals(
        "other",
        given
            .property("migrate.scratch.url", "mysql://root@other/")
            .resolved()
            .scratch()
            .server()
            .orElseThrow()
            .host());
  }

  @Test
  void whatIsNoSettingOfItIsRefused() {
    Problem problem =
        Given.nothing()
            .entry("development", element("scratch", element("name", "app")))
            .problem("setting-unknown");
    assertEquals("pom.xml <environments><development><scratch><name>", problem.where());
  }

  @Test
  void settingsWithoutAPlaceOrAnAccountAreRefused() {
    Given.nothing().property("migrate.scratch.username", "a").problem("scratch-incomplete");
    Given.nothing().property("migrate.scratch.url", "mysql://h/").problem("scratch-incomplete");
  }

  @Test
  void theTargetIsAVendorAndALine() {
    ScratchSettings scratch =
        Given.nothing()
            .configuration(element("targetServer", "mysql 9.7"))
            .property("migrate.unproved", "true")
            .resolved()
            .scratch();
    assertEquals(Optional.of(new TargetServer("MySQL", 9, 7)), scratch.target());
    assertTrue(scratch.unproved());
    assertEquals(
        Optional.of(new TargetServer("MariaDB", 11, 4)),
        Given.nothing()
            .configuration(element("targetServer", "mysql 9.7"))
            .property("migrate.targetServer", "MariaDB 11.4.5")
            .resolved()
            .scratch()
            .target());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "9.7", "oracle 23", "mysql 9.x"})
  void anythingElseIsNoTarget(String text) {
    Given.nothing().property("migrate.targetServer", text).problem("setting-invalid");
  }

  @Test
  void productionNeverAllowsThemOnItsOwnServer() {
    Given.nothing()
        .property("migrate.environment", "production")
        .property("migrate.url", "mysql://u:p@db/app")
        .entry("production", element("policy", element("scratch", "true")))
        .problem("policy-loosened");
  }
}

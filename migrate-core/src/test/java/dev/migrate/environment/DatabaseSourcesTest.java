package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static dev.migrate.environment.Given.setting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSourcesTest {

  @Test
  void partsOfAnEntryMakeADatabase() {
    Environment environment =
        staging(
                element("host", "db.example.com"),
                element("port", "3307"),
                element("name", "shop"),
                element("username", "migrator"),
                element("password", "geheim"),
                element("connectTimeout", "5"),
                element("lockTimeout", "2m"),
                element("lockWaitTimeout", "3"),
                element("cutoverTimeout", "90s"),
                element("properties", element("socketTimeout", "30000")))
            .resolved();

    DatabaseSettings database = environment.database().orElseThrow();
    assertEquals("db.example.com:3307/shop", database.address());
    assertEquals("migrator", database.username());
    assertEquals(new Password.Fixed("geheim"), database.password());
    assertEquals(Tls.REQUIRED, database.tls());
    assertEquals(Duration.ofSeconds(5), database.connectTimeout());
    assertEquals(
        LockTimeouts.DEFAULT
            .run(Duration.ofMinutes(2))
            .statement(Duration.ofSeconds(3), Duration.ofSeconds(90)),
        database.lockTimeouts());
    assertEquals(Map.of("socketTimeout", "30000"), database.properties());
    assertEquals("pom.xml <environments><staging><host>", setting(environment, "host").origin());
    assertEquals("policy of staging", setting(environment, "tls").origin());
    assertEquals("120s", setting(environment, "lockTimeout").value());
    assertEquals(
        "pom.xml <environments><staging><properties><socketTimeout>",
        setting(environment, "properties.socketTimeout").origin());
  }

  @Test
  void whatNobodySaysHasItsDefault() {
    DatabaseSettings database =
        staging(element("host", "db"), element("name", "shop"), element("username", "root"))
            .database();

    assertEquals(3306, database.port());
    assertEquals(new Password.Fixed(null), database.password());
    assertEquals(Duration.ofSeconds(10), database.connectTimeout());
    assertEquals(Duration.ofSeconds(60), database.lockTimeouts().run());
    assertEquals(Duration.ofSeconds(10), database.lockTimeouts().start());
    assertEquals(Duration.ofSeconds(30), database.lockTimeouts().cutover());
  }

  @Test
  void theWaitsOfAStatementAreSetOnTheCommandLineToo() {
    Environment environment =
        staging(element("url", "mysql://u@h/app"), element("lockWaitTimeout", "3"))
            .property("migrate.lockWaitTimeout", "20")
            .projectProperty("migrate.cutoverTimeout", "2m")
            .resolved();

    LockTimeouts timeouts = environment.database().orElseThrow().lockTimeouts();
    assertEquals(Duration.ofSeconds(20), timeouts.start());
    assertEquals(Duration.ofMinutes(2), timeouts.cutover());
    assertEquals("-Dmigrate.lockWaitTimeout", setting(environment, "lockWaitTimeout").origin());
    assertEquals(20, timeouts.sessionSeconds(false));
    assertEquals(120, timeouts.sessionSeconds(true));
  }

  @Test
  void anOrphanIsWaitedForUnlessItShallBeKilled() {
    assertEquals(Orphan.WAIT, Given.nothing().resolved().orphan());
    Environment environment = Given.nothing().property("migrate.orphan", "kill").resolved();
    assertEquals(Orphan.KILL, environment.orphan());
    assertEquals("-Dmigrate.orphan", setting(environment, "orphan").origin());
    Problem problem =
        Given.nothing().property("migrate.orphan", "murder").problem("setting-invalid");
    assertEquals("write wait or kill", problem.fix());
  }

  @Test
  void eachValueComesFromTheStrongestSourceThatHasIt() {
    Environment environment =
        staging(
                element("host", "entry"),
                element("port", "3307"),
                element("name", "entry"),
                element("username", "entry"),
                element("password", "entry"))
            .variable("DATABASE_HOST", "variable")
            .variable("DATABASE_USERNAME", "variable")
            .property("migrate.username", "property")
            .resolved();

    DatabaseSettings database = environment.database().orElseThrow();
    assertEquals("variable:3307/entry", database.address());
    assertEquals("property", database.username());
    assertEquals("DATABASE_HOST", setting(environment, "host").origin());
    assertEquals("-Dmigrate.username", setting(environment, "username").origin());
    assertEquals(
        "pom.xml <environments><staging><password>", setting(environment, "password").origin());
  }

  @Test
  void aUrlOverridesAllThatWeakerSourcesSayOfThePlace() {
    Environment environment =
        staging(
                element("host", "entry"),
                element("port", "3307"),
                element("name", "e"),
                element("username", "entry"))
            .variable("DATABASE_URL", "mysql://u:p@variable/v?socketTimeout=7")
            .property("migrate.url", "jdbc:mysql://property:3308/p")
            .resolved();

    DatabaseSettings database = environment.database().orElseThrow();
    assertEquals("property:3308/p", database.address());
    assertEquals("entry", database.username(), "a URL below a URL counts for nothing");
    assertEquals(Map.of(), database.properties());
    assertEquals("jdbc:mysql://property:3308/p", setting(environment, "url").value());
    assertEquals("-Dmigrate.url", setting(environment, "url").origin());
  }

  @Test
  void aUrlThatIsOverriddenMayBeOfAnyKind() {
    DatabaseSettings database =
        Given.nothing()
            .variable("DATABASE_URL", "postgres://u:p@h/db")
            .property("migrate.url", "mysql://root:x@localhost/app")
            .database();

    assertEquals("localhost:3306/app", database.address());
  }

  @Test
  void aPartOfAStrongerSourceReplacesThatPartOfAUrl() {
    Environment environment =
        staging(element("url", "mysql://u:p@entry:3307/e?useCompression=true"))
            .variable("DATABASE_NAME", "variable")
            .resolved();

    assertEquals("entry:3307/variable", environment.database().orElseThrow().address());
    assertEquals("DATABASE_NAME", setting(environment, "name").origin());
    assertEquals(
        Map.of("useCompression", "true"), environment.database().orElseThrow().properties());
  }

  @ParameterizedTest
  @CsvSource({
    "host, db",
    "port, 3306",
    "name, app",
  })
  void aUrlAndPartsAtOneLevelAreRefused(String part, String value) {
    Problem problem =
        staging(element("url", "mysql://u:p@h/app"), element(part, value)).problem("url-and-parts");

    assertTrue(problem.text().contains("<staging><url>"), problem.text());
    assertTrue(problem.text().contains("<staging><" + part + ">"), problem.text());
  }

  @Test
  void aUserNameInAUrlAndBesideItAreRefused() {
    Problem problem =
        Given.nothing()
            .variable("DATABASE_URL", "mysql://u:p@localhost/app")
            .variable("DATABASE_USERNAME", "v")
            .problem("url-and-parts");

    assertTrue(problem.text().contains("DATABASE_URL and DATABASE_USERNAME"), problem.text());
  }

  @Test
  void aPasswordGivenInTwoWaysIsRefused() {
    Problem twoElements =
        staging(
                element("url", "mysql://u@h/app"),
                element("password", "p"),
                element("passwordCommand", "c"))
            .problem("several-passwords");
    Problem inTheUrlToo =
        staging(element("url", "mysql://u:p@h/app"), element("serverId", "id"))
            .problem("several-passwords");

    assertTrue(twoElements.text().contains("<password> and "), twoElements.text());
    assertTrue(twoElements.text().contains("<passwordCommand>"), twoElements.text());
    assertTrue(inTheUrlToo.text().contains("<serverId>"), inTheUrlToo.text());
  }

  @Test
  void aPasswordCommandIsKeptForEveryConnection() {
    Environment environment =
        staging(element("url", "mysql://u@h/app"), element("passwordCommand", "vault read x"))
            .resolved();

    assertEquals(
        new Password.Command("vault read x"), environment.database().orElseThrow().password());
    assertFalse(setting(environment, "password").value().contains("vault"));
  }

  @Test
  void aServerOfTheSettingsGivesUserAndPassword() {
    Environment environment =
        staging(element("url", "mysql://h/app"), element("serverId", "db"))
            .server("db", "settings", "geheim")
            .resolved();

    assertEquals("settings", environment.database().orElseThrow().username());
    assertEquals(new Password.Fixed("geheim"), environment.database().orElseThrow().password());
    assertEquals(
        "settings.xml <server> db, by pom.xml <environments><staging><serverId>",
        setting(environment, "username").origin());
  }

  @Test
  void aServerThatTheSettingsDoNotHaveIsRefused() {
    Problem problem =
        staging(element("url", "mysql://h/app"), element("serverId", "db"))
            .problem("server-unknown");

    assertTrue(problem.text().contains("\"db\""), problem.text());
    assertTrue(problem.text().contains("<server><id>db</id>"), problem.text());
  }

  @Test
  void aServerIsNotAskedForWhenAStrongerSourceGivesThePassword() {
    DatabaseSettings database =
        staging(element("url", "mysql://u@h/app"), element("serverId", "db"))
            .variable("DATABASE_PASSWORD", "v")
            .database();

    assertEquals(new Password.Fixed("v"), database.password());
  }

  @Test
  void aDatabaseWithoutUserOrNameIsIncomplete() {
    Problem user = staging(element("url", "mysql://h/app")).problem("database-incomplete");
    Problem name =
        staging(element("host", "h"), element("username", "u")).problem("database-incomplete");

    assertTrue(user.text().contains("DATABASE_USERNAME"), user.text());
    assertTrue(name.text().contains("no name"), name.text());
  }

  @Test
  void aPasswordWithoutAPlaceDoesNotSilentlyMeanTheEmbeddedServer() {
    Problem problem =
        Given.nothing().variable("DATABASE_PASSWORD", "x").problem("database-incomplete");

    assertEquals("DATABASE_PASSWORD", problem.where());
  }

  @Test
  void aSettingOfTheConnectionWithoutAPlaceDoesNotSilentlyMeanTheEmbeddedServerEither() {
    for (String setting : List.of("tls", "trustStore", "connectTimeout")) {
      Problem problem =
          Given.nothing()
              .entry("development", element(setting, "x"))
              .problem("database-incomplete");
      assertEquals("pom.xml <environments><development><" + setting + ">", problem.where());
    }
    Problem property =
        Given.nothing()
            .entry("development", element("properties", element("socketTimeout", "30000")))
            .problem("database-incomplete");
    assertEquals(
        "pom.xml <environments><development><properties><socketTimeout>", property.where());
  }

  @Test
  void replicasAreReadWithPortsAndAddressesOfEveryKind() {
    Environment environment =
        staging(
                element("url", "mysql://u@h/app"),
                element("replicas", "db2.example.com:3307, db3,[::1]:3308"),
                element("maximumLag", "30"))
            .property("migrate.maximumLag", "2m")
            .resolved();

    ReplicaSettings replicas = environment.database().orElseThrow().replicas();
    assertEquals(
        List.of("db2.example.com:3307", "db3:3306", "[::1]:3308"),
        replicas.addresses().stream().map(ReplicaSettings.Address::text).toList());
    assertEquals(Duration.ofMinutes(2), replicas.maximumLag());
    assertEquals("-Dmigrate.maximumLag", setting(environment, "maximumLag").origin());
  }

  @Test
  void withoutReplicasNothingIsShownOfThem() {
    Environment environment = staging(element("url", "mysql://u@h/app")).resolved();

    assertEquals(List.of(), environment.database().orElseThrow().replicas().addresses());
    assertTrue(
        environment.settings().stream().noneMatch(setting -> setting.name().equals("maximumLag")));
  }

  @Test
  void theEmbeddedServerTakesALockTimeoutAndAName() {
    Environment environment =
        Given.nothing()
            .entry("development", element("name", "shop"), element("lockTimeout", "2m"))
            .resolved();

    assertTrue(environment.database().isEmpty());
    assertEquals("shop", environment.embedded().database());
    assertEquals(Duration.ofMinutes(2), environment.embedded().lockTimeouts().run());
    assertEquals(
        new Setting("lockTimeout", "120s", "pom.xml <environments><development><lockTimeout>"),
        setting(environment, "lockTimeout"));
    Environment bare = Given.nothing().resolved();
    assertEquals(Duration.ofSeconds(60), bare.embedded().lockTimeouts().run());
    assertEquals("default", setting(bare, "lockTimeout").origin());
  }

  @Test
  void anUnknownElementIsRefusedWithItsPlaceAndNearNames() {
    Problem entry = staging(element("ulr", "x")).problem("setting-unknown");
    Problem top =
        Given.nothing().configuration(element("enviroments", "x")).problem("setting-unknown");
    Problem policy = staging(element("policy", element("tsl", "x"))).problem("setting-unknown");

    assertEquals("pom.xml <environments><staging><ulr>", entry.where());
    assertEquals("did you mean url?", entry.fix());
    assertEquals("pom.xml <enviroments>", top.where());
    assertTrue(top.text().contains("environments"), top.text());
    assertEquals("pom.xml <environments><staging><policy><tsl>", policy.where());
    assertEquals("did you mean tls?", policy.fix());
  }

  @Test
  void anUnknownElementOfAnotherEnvironmentIsRefusedToo() {
    Given.nothing().entry("production", element("urll", "x")).problem("setting-unknown");
  }

  @Test
  void anElementGivenTwiceIsRefused() {
    Problem problem = staging(element("host", "a"), element("host", "b")).problem("setting-twice");

    assertEquals("pom.xml <environments><staging><host>", problem.where());
  }

  @Test
  void textInPlaceOfElementsIsRefused() {
    Given.nothing().configuration(element("environments", "staging")).problem("setting-invalid");
  }

  @Test
  void anExpressionMavenLeftStandingIsRefusedUnlessOverridden() {
    Element[] entry = {element("url", "mysql://h/app"), element("username", "${env.DB_USER}")};

    Problem problem = staging(entry).problem("setting-unresolved");
    assertTrue(problem.text().contains("${env.DB_USER}"), problem.text());
    assertEquals("v", staging(entry).variable("DATABASE_USERNAME", "v").database().username());
  }

  @ParameterizedTest
  @CsvSource({
    "port, 0",
    "port, x",
    "port, 65536",
    "connectTimeout, soon",
    "connectTimeout, 0",
    "lockTimeout, -3",
    "lockTimeout, PT-1S",
    "replicas, db2:0",
    "replicas, mysql://db2",
    "maximumLag, never",
    "tls, on"
  })
  void aValueThatCannotBeReadIsRefusedWithItsPlace(String name, String value) {
    Problem problem =
        staging(
                element("host", "h"),
                element("name", "n"),
                element("username", "u"),
                element(name, value))
            .problem("setting-invalid");

    assertEquals("pom.xml <environments><staging><" + name + ">", problem.where());
    assertTrue(problem.text().contains("\"" + value + "\""), problem.text());
  }

  @ParameterizedTest
  @CsvSource({"30, 30000", "30s, 30000", "500ms, 500", "2m, 120000", "1h, 3600000", "PT5S, 5000"})
  void timesAreReadInSecondsUnlessTheySayOtherwise(String text, long millis) {
    assertEquals(
        Duration.ofMillis(millis),
        staging(element("url", "mysql://u@h/app"), element("lockTimeout", text))
            .database()
            .lockTimeouts()
            .run());
  }

  @ParameterizedTest
  @CsvSource({
    "sslMode, connection-property-refused, <tls>",
    "user, connection-property-refused, <username>",
    "connectTimeout, connection-property-refused, <connectTimeout>",
    "sockettTimeout, connection-property-unknown, socketTimeout",
    "nonsenseByName, connection-property-unknown, Developer Guide"
  })
  void connectionPropertiesHaveToBeConnectorJs(String name, String code, String phrase) {
    Problem problem =
        staging(element("url", "mysql://u@h/app"), element("properties", element(name, "1")))
            .problem(code);

    assertTrue(problem.text().contains(phrase), problem.text());
    assertTrue(problem.text().contains("<properties><" + name + ">"), problem.text());
  }

  @Test
  void aTrustStoreGoesWithVerification(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("trust.p12"));
    Element[] entry = {
      element("url", "mysql://u@h/app"),
      element("tls", "verify-ca"),
      element("trustStore", "trust.p12"),
      element("trustStorePassword", "geheim")
    };

    DatabaseSettings.TrustStore store = staging(entry).in(folder).database().trustStore();

    assertEquals(new DatabaseSettings.TrustStore(folder.resolve("trust.p12"), "geheim"), store);
    assertNull(staging(element("url", "mysql://u@h/app")).database().trustStore());
    String url =
        "jdbc:mysql://u@h/app?sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:"
            + folder.resolve("trust.p12")
            + "&trustCertificateKeyStorePassword=geheim";
    assertEquals(store, staging(element("url", url)).database().trustStore());
  }

  @Test
  void aTrustStoreWithoutEffectIsRefused(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("trust.p12"));
    Element url = element("url", "mysql://u@h/app");

    Problem unused =
        staging(url, element("trustStore", "trust.p12")).in(folder).problem("trust-store-unused");
    Problem missing =
        staging(url, element("tls", "verify-ca"), element("trustStore", "no.p12"))
            .in(folder)
            .problem("trust-store-missing");

    assertTrue(unused.text().contains("<tls>verify-identity</tls>"), unused.text());
    assertTrue(missing.text().contains("no.p12"), missing.text());
    staging(url, element("trustStorePassword", "x")).problem("setting-invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST, true",
    "127.0.0.1, true",
    "127.8.9.1, true",
    "::1, true",
    "[::1], true",
    "0:0:0:0:0:0:0:1, true",
    "127.0.0.1.example.com, false",
    "localhost.example.com, false",
    "10.0.0.1, false",
    "fe80::1, false"
  })
  void loopbackIsJudgedByTheName(String host, boolean loopback) {
    DatabaseSettings database =
        staging(element("host", host), element("name", "n"), element("username", "u")).database();

    assertEquals(loopback, database.onLoopback());
  }

  @Test
  void aMisspeltPropertyIsRefused() {
    Problem problem =
        org.junit.jupiter.api.Assertions.assertThrows(
                dev.migrate.outcome.ConfigurationException.class,
                () ->
                    Environments.requireKnownProperties(
                        Map.of("migrate.enviroment", "production", "other", "x"),
                        java.util.List.of("migrate.environment", "migrate.to")))
            .problem();

    assertEquals("setting-unknown", problem.code());
    assertEquals("did you mean migrate.environment?", problem.fix());
  }

  private static Given staging(Element... elements) {
    return Given.nothing().entry("staging", elements).property("migrate.environment", "staging");
  }
}

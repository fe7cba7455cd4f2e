package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static dev.migrate.environment.Given.setting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.configuration.ConfigUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlywaySettingsTest {

  @TempDir private Path folder;

  @Test
  void aProjectThatSaysNothingHasFlywaysDefaults() {
    assertEquals(FlywaySettings.DEFAULTS, given().resolved().flyway());
  }

  @Test
  void flywayMavenPluginsConfigurationIsTaken() {
    Environment environment =
        given()
            .flywayPlugin(
                element("table", "history"),
                element(
                    "locations",
                    element("location", "filesystem:sql"),
                    element("location", "classpath:db/more")),
                element("schemas", "a, b"),
                element("outOfOrder", "true"),
                element("encoding", ""),
                element("placeholders", element("owner", "me"), element("empty", "")),
                element("pluginConfiguration", element("baselineMigrationPrefix", "BASE")))
            .resolved();

    assertEquals(
        Map.of(
            "flyway.table", "history",
            "flyway.locations", "filesystem:sql,classpath:db/more",
            "flyway.schemas", "a, b",
            "flyway.outOfOrder", "true",
            "flyway.placeholders.owner", "me",
            "flyway.placeholders.empty", "",
            "flyway.baselineMigrationPrefix", "BASE"),
        environment.flyway().properties());
    assertEquals(
        "pom.xml flyway-maven-plugin <placeholders><owner>",
        setting(environment, "flyway.placeholders.owner").origin());
    assertEquals("history", setting(environment, "flyway.table").value());
  }

  @Test
  void theWorkingDirectoryOfFlywayMavenPluginIsWhereItsLocationsAndFilesAre() throws IOException {
    write("tools/flyway.conf", "flyway.table=history");

    FlywaySettings flyway =
        given()
            .flywayPlugin(
                element("workingDirectory", "tools"), element("locations", "filesystem:sql"))
            .resolved()
            .flyway();

    assertEquals(
        "filesystem:" + folder.resolve("tools/sql"), flyway.properties().get("flyway.locations"));
    assertEquals("history", flyway.properties().get("flyway.table"));
  }

  @Test
  void thePomsPropertiesAreTakenButFlywaysVersionIsNoSetting() {
    Environment environment =
        given()
            .projectProperty("flyway.table", "history")
            .projectProperty("flyway.version", "13.12.0")
            .projectProperty("flyway.plugin.version", "13.6.0")
            .resolved();

    assertEquals(Map.of("flyway.table", "history"), environment.flyway().properties());
    assertEquals(
        "pom.xml <properties> flyway.table", setting(environment, "flyway.table").origin());
  }

  @Test
  void flywayConfIsReadAsFlywayReadsIt() throws IOException {
    write(
        "flyway.conf",
        """
        # a comment
        flyway.table=history
        flyway.locations=filesystem:C:\\sql,\\
          classpath:db
        flyway.placeholders.user=${NOBODY}x${SOMEBODY}
        other=1
        """);

    Environment environment = given().variable("SOMEBODY", "me").resolved();

    assertEquals(
        Map.of(
            "flyway.table", "history",
            "flyway.locations", "filesystem:C:\\sql,classpath:db",
            "flyway.placeholders.user", "xme"),
        environment.flyway().properties());
    assertEquals("flyway.conf: flyway.table", setting(environment, "flyway.table").origin());
  }

  /** Flyway's own reader, without variables, is the reference. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "flyway.table=a",
        "  flyway.table = a  \r\n",
        "flyway.initSql=C:\\a\\b\\",
        "flyway.initSql=C:\\a\\\nflyway.table=x",
        "flyway.initSql=SELECT 1,\\\n   2",
        "flyway.initSql=a\\\n\nflyway.table=x",
        "#flyway.table=x\n!flyway.table=y",
        "flyway.initSql=\\u0041\\n",
        "flyway.table:x"
      })
  void flywayConfIsReadExactlyAsFlywayReadsIt(String text) throws IOException {
    write("flyway.conf", text);

    assertEquals(
        ConfigUtils.loadConfigurationFromString(text, true),
        given().resolved().flyway().properties());
  }

  @Test
  void filesNamedByConfigFilesAreRead() throws IOException {
    write("conf/one.conf", "flyway.table=history");
    write("conf/two.toml", "[flyway]\noutOfOrder = true\n");

    Environment environment =
        given().flywayPlugin(element("configFiles", "conf/one.conf, conf/two.toml")).resolved();

    assertEquals("conf/one.conf: flyway.table", setting(environment, "flyway.table").origin());
    assertEquals("true", environment.flyway().properties().get("flyway.outOfOrder"));
    Problem problem =
        given().property("flyway.configFiles", "none.conf").problem("flyway-file-missing");
    assertEquals("-Dflyway.configFiles", problem.where());
  }

  @Test
  void flywayTomlIsReadWithItsChosenEnvironment() throws IOException {
    write(
        "flyway.toml",
        """
        id = "project"
        databaseType = "MySql"
        [flyway]
        environment = "shop"
        locations = ["filesystem:sql", "classpath:db"]
        outOfOrder = true
        [flyway.placeholders]
        owner = "me"
        [environments.default]
        schemas = ["wrong"]
        [environments.shop]
        displayName = "The shop"
        schemas = ["shop", "audit"]
        [environments.shop.flyway]
        table = "history"
        [flywayDesktop]
        developmentEnvironment = "shop"
        """);
    write("flyway.user.toml", "[flyway]\noutOfOrder = false\n");

    Environment environment = given().resolved();

    assertEquals(
        Map.of(
            "flyway.locations", "filesystem:sql,classpath:db",
            "flyway.outOfOrder", "false",
            "flyway.placeholders.owner", "me",
            "flyway.schemas", "shop,audit",
            "flyway.table", "history"),
        environment.flyway().properties());
    assertEquals(
        "flyway.toml: environments.shop.schemas", setting(environment, "flyway.schemas").origin());
    assertEquals(
        "flyway.user.toml: flyway.outOfOrder", setting(environment, "flyway.outOfOrder").origin());
    assertEquals("shop", environment.embedded().database(), "the embedded database's name");
  }

  @Test
  void aMistakeInFlywayTomlIsRefused() throws IOException {
    write("flyway.toml", "[flyway]\nenvironment = \"shopp\"\n[environments.shop]\n");
    Problem environment = given().problem("flyway-environment-unknown");
    assertEquals("did you mean shop?", environment.fix());

    write("flyway.toml", "[flyways]\ntable = \"x\"\n");
    assertEquals("flyway.toml: flyways", given().problem("flyway-setting-unknown").where());

    write("flyway.toml", "[flyway\npassword = \"s3cr3tWord\"\n");
    Problem unreadable = given().problem("flyway-file-unreadable");
    assertEquals("flyway.toml", unreadable.where());
    assertFalse(unreadable.text().contains("s3cr3tWord"), unreadable.text());
  }

  @Test
  void theCommandLineWinsThenTheVariablesThenOurOwnElement() throws IOException {
    write("flyway.conf", "flyway.table=conf");
    Given given = given().flywayPlugin(element("table", "plugin"));

    given.configuration(element("flyway", element("table", "own")));
    assertEquals("own", table(given));
    assertEquals("pom.xml <flyway><table>", setting(given.resolved(), "flyway.table").origin());
    given.variable("FLYWAY_TABLE", "variable");
    assertEquals("variable", table(given));
    given.property("flyway.table", "property");
    assertEquals("property", table(given));
  }

  @Test
  void aVariableOfFlywaysThatIsNoSettingIsLeftAlone() {
    Environment environment =
        given()
            .variable("FLYWAY_HOME", "/flyway")
            .variable("FLYWAY_PLACEHOLDERS_OWNER", "me")
            .variable("FLYWAY_SQL_MIGRATION_PREFIX", "X")
            .resolved();

    assertEquals(
        Map.of("flyway.placeholders.owner", "me", "flyway.sqlMigrationPrefix", "X"),
        environment.flyway().properties());
  }

  @Test
  void twoPlacesThatDisagreeAreRefusedNamingBoth() throws IOException {
    write("flyway.conf", "flyway.table=conf");

    Problem problem =
        given().flywayPlugin(element("table", "plugin")).problem("flyway-settings-disagree");

    assertTrue(problem.text().contains("flyway.table is \"plugin\""), problem.text());
    assertTrue(problem.text().contains("\"conf\""), problem.text());
    assertEquals(
        "pom.xml flyway-maven-plugin <table> and flyway.conf: flyway.table", problem.where());
    assertTrue(problem.text().endsWith("<flyway><table>plugin</table></flyway>"), problem.text());
  }

  @Test
  void placeholdersThatDisagreeDoNotShowASecret() throws IOException {
    write("flyway.conf", "flyway.placeholders.db_password=one");

    Problem problem =
        given()
            .flywayPlugin(element("placeholders", element("db_password", "two")))
            .problem("flyway-settings-disagree");

    assertFalse(problem.text().contains("one\"") || problem.text().contains("two"), problem.text());
    assertTrue(
        problem.text().contains("<placeholders><db_password>…</db_password></placeholders>"),
        problem.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "outOfOrder; true; TRUE",
        "schemas; a,b; a , b",
        "locations; db/migration; classpath:/db/migration/",
        "locations; classpath:a,classpath:b; b,a",
        "locations; filesystem:src/main/resources/db/migration; classpath:db/migration",
        "locations; filesystem:target/classes/db; classpath:db",
        "locations; filesystem:./sql; filesystem:sql"
      })
  void differentSpellingsOfTheSameAgree(String name, String one, String other) throws IOException {
    write("flyway.conf", "flyway." + name + "=" + other);

    assertEquals(
        one,
        given()
            .flywayPlugin(element(name, one))
            .resolved()
            .flyway()
            .properties()
            .get("flyway." + name));
  }

  @ParameterizedTest
  @CsvSource({
    "cherryPick, 1.2",
    "dryRunOutput, out.sql",
    "errorOverrides, S0001:0:W",
    "resolvers, com.example.R",
    "skipDefaultResolvers, true",
    "skipExecutingMigrations, true",
    "group, true",
    "jarDirs, jars",
    "cleanOnValidationError, true",
    "ignoreMissingMigrations, true",
    "vault.url, x",
    "kerberosConfigFile, krb5.conf"
  })
  void anUnsupportedSettingIsRefusedWithItsOriginAndWhatToDo(String name, String value)
      throws IOException {
    write("flyway.conf", "flyway." + name + "=" + value);

    Problem problem = given().problem("flyway-setting-unsupported");

    assertTrue(problem.text().startsWith("flyway." + name + " is not supported"), problem.text());
    assertEquals("flyway.conf: flyway." + name, problem.where());
    assertNotNull(problem.fix());
  }

  @ParameterizedTest
  @CsvSource({
    "group, false",
    "skipDefaultResolvers, false",
    "skipExecutingMigrations, FALSE",
    "ignoreFutureMigrations, true",
    "connectRetries, 10",
    "cleanDisabled, true",
    "batch, true",
    "postgresql.transactional.lock, false",
    "loggers, slf4j",
    "mixed, true"
  })
  void whatChangesNothingIsShownAndNotPassedOn(String name, String value) throws IOException {
    write("flyway.conf", "flyway." + name + "=" + value);

    Environment environment = given().resolved();

    assertEquals(Map.of(), environment.flyway().properties());
    Setting setting = setting(environment, "flyway." + name);
    assertTrue(setting.value().startsWith(value + " (not used: "), setting.value());
  }

  @Test
  void ourOwnElementSettlesWhatIsNotSupported() throws IOException {
    write("flyway.conf", "flyway.group=true");

    Environment environment =
        given().configuration(element("flyway", element("group", "false"))).resolved();

    assertTrue(setting(environment, "flyway.group").value().startsWith("false"));
  }

  @Test
  void anUnknownSettingIsRefusedWithNearNames() throws IOException {
    write("flyway.conf", "flyway.outOfOder=true");
    assertEquals("did you mean outOfOrder?", given().problem("flyway-setting-unknown").fix());

    Files.delete(folder.resolve("flyway.conf"));
    Problem element = given().flywayPlugin(element("tabel")).problem("flyway-setting-unknown");
    assertEquals("pom.xml flyway-maven-plugin <tabel>", element.where());
    given().property("flyway.xyzzy", "1").problem("flyway-setting-unknown");
  }

  @ParameterizedTest
  @CsvSource({"outOfOrder, perhaps", "encoding, UTF-88", "validateOnMigrate, ''"})
  void aValueFlywayCouldNotReadIsRefusedWhereItStands(String name, String value)
      throws IOException {
    write("flyway.conf", "flyway." + name + "=" + value);

    assertEquals("flyway.conf: flyway." + name, given().problem("setting-invalid").where());
  }

  @Test
  void flywayTakesEverySettingThatIsPassedOn() {
    Map<String, String> values = new HashMap<>();
    Given given = given();
    for (String name : FlywayRule.names()) {
      FlywayRule rule = FlywayRule.of(name.endsWith(".") ? name + "x" : name).orElseThrow();
      if (rule.kind() == FlywayRule.Kind.SUPPORTED) {
        String value =
            switch (rule.type()) {
              case FLAG -> "true";
              case CHARSET -> "UTF-8";
              case LIST -> name.equals("ignoreMigrationPatterns") ? "*:missing" : "";
              case LOCATIONS -> "classpath:db";
              case TEXT -> name.equals("baselineVersion") || name.equals("target") ? "1" : "x";
            };
        given.property("flyway." + (name.endsWith(".") ? name + "x" : name), value);
      }
    }
    values.putAll(given.resolved().flyway().properties());
    assertNotNull(
        values.remove("flyway.undoSqlMigrationPrefix"), "only Flyway's paid editions know it");
    assertNotNull(values.remove("flyway.baselineMigrationPrefix"), "an extension has it");

    FluentConfiguration configuration = new FluentConfiguration().configuration(values);

    assertEquals("x", configuration.getTable());
    assertTrue(configuration.isOutOfOrder());
    assertTrue(values.size() > 25, values.toString());
  }

  @Test
  void inDevelopmentFlywaysDatabaseIsTakenWhereOurOwnSettingsNameNone() throws IOException {
    write(
        "flyway.conf",
        """
        flyway.url=jdbc:mysql://localhost:3307/
        flyway.user=u
        flyway.password=s3cr3tWord
        flyway.schemas=shop,audit
        flyway.jdbcProperties.socketTimeout=5
        flyway.jdbcProperties.useSSL=false
        """);

    Environment environment = given().resolved();

    DatabaseSettings database = environment.database().orElseThrow();
    assertEquals("localhost:3307/shop", database.address());
    assertEquals("u", database.username());
    assertEquals(new Password.Fixed("s3cr3tWord"), database.password());
    assertEquals(Tls.DISABLED, database.tls());
    assertEquals(Map.of("socketTimeout", "5"), database.properties());
    assertEquals("flyway.conf: flyway.url", setting(environment, "url").origin());
    assertEquals("flyway.conf: flyway.password", setting(environment, "password").origin());
    assertFalse(environment.toString().contains("s3cr3tWord"));
    assertFalse(environment.flyway().properties().containsKey("flyway.url"));
  }

  @Test
  void ourOwnSettingsWinOverFlywaysDatabase() throws IOException {
    write("flyway.conf", "flyway.url=jdbc:h2:mem:x\nflyway.password=s3cr3tWord\n");

    Environment environment = given().property("migrate.url", "mysql://u@localhost/app").resolved();

    assertEquals("localhost:3306/app", environment.database().orElseThrow().address());
    assertEquals(new Password.Fixed(null), environment.database().orElseThrow().password());
    assertEquals(
        "(set) (not used: the database is set by -Dmigrate.url)",
        setting(environment, "flyway.url").value());
    assertFalse(environment.toString().contains("s3cr3tWord"));
  }

  @Test
  void otherEnvironmentsDoNotTakeFlywaysDatabase() throws IOException {
    write("flyway.conf", "flyway.url=jdbc:mysql://localhost/app\nflyway.user=u\n");

    given().property("migrate.environment", "staging").problem("database-missing");
    Environment environment =
        given()
            .property("migrate.environment", "staging")
            .property("migrate.url", "mysql://u@db/app")
            .resolved();
    assertEquals(
        "u (not used: only development takes Flyway's database)",
        setting(environment, "flyway.user").value());
  }

  @Test
  void aRemoteDatabaseOfFlywaysNeedsANamedEnvironmentToo() throws IOException {
    write("flyway.conf", "flyway.url=jdbc:mysql://db.example.com/app\nflyway.user=u\n");

    given().problem("environment-not-named");
  }

  @Test
  void credentialsOfTheSettingsAreTakenAsFlywayMavenPluginTakesThem() {
    Given given =
        given()
            .flywayPlugin(element("url", "jdbc:mysql://localhost/app"))
            .server("flyway-db", "settings", "x")
            .server("mine", "mine", "y");

    assertEquals("settings", given.database().username());
    given.flywayPlugin(element("url", "jdbc:mysql://localhost/app"), element("serverId", "mine"));
    assertEquals("mine", given.database().username());
  }

  private static @Nullable String table(Given given) {
    return given.resolved().flyway().properties().get("flyway.table");
  }

  private Given given() {
    return Given.nothing().in(folder);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

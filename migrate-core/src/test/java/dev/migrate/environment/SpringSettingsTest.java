package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static dev.migrate.environment.Given.setting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpringSettingsTest {

  @TempDir private Path folder;

  @Test
  void applicationPropertiesAreRead() throws IOException {
    write(
        "application.properties",
        """
        server.port=8080
        spring.flyway.table=history
        spring.flyway.locations[0]=classpath:db/a
        spring.flyway.locations[1]=classpath:db/b
        spring.flyway.placeholders.my-owner=me
        spring.flyway.placeholders.[a.b]=c
        spring.flyway.init-sqls=SET @a = 1
        """);

    Environment environment = given().resolved();

    assertEquals(
        Map.of(
            "flyway.table", "history",
            "flyway.locations", "classpath:db/a,classpath:db/b",
            "flyway.placeholders.my-owner", "me",
            "flyway.placeholders.a.b", "c",
            "flyway.initSql", "SET @a = 1"),
        environment.flyway().properties());
    assertEquals(
        "src/main/resources/application.properties: spring.flyway.table",
        setting(environment, "flyway.table").origin());
    assertEquals(
        "src/main/resources/application.properties: spring.flyway.locations",
        setting(environment, "flyway.locations").origin());
  }

  @ParameterizedTest
  @ValueSource(strings = {"out-of-order", "outOfOrder", "out_of_order", "OUT-OF-ORDER"})
  void allOfSpringsSpellingsAreUnderstood(String name) throws IOException {
    write("application.yml", "spring:\n  flyway:\n    " + name + ": yes\n");

    assertEquals(Map.of("flyway.outOfOrder", "true"), properties(given()));
  }

  @Test
  void yamlListsAndMapsAreRead() throws IOException {
    write(
        "application.yml",
        """
        app:
          version: @project.version@
        spring:
          flyway:
            locations:
              - classpath:db/a
              - classpath:db/b
            schemas: shop, audit
            placeholders:
              owner: me
              version: @project.version@
            baseline-version: 1.1
            clean-disabled: true
            enabled: false
        """);

    Environment environment = given().projectProperty("project.version", "2.0").resolved();

    assertEquals(
        Map.of(
            "flyway.locations", "classpath:db/a,classpath:db/b",
            "flyway.schemas", "shop, audit",
            "flyway.placeholders.owner", "me",
            "flyway.placeholders.version", "2.0",
            "flyway.baselineVersion", "1.1"),
        environment.flyway().properties());
    assertTrue(setting(environment, "flyway.enabled").value().startsWith("false (not used: "));
  }

  @Test
  void documentsAndFilesOfAProfileAreLeftOut() throws IOException {
    write(
        "application.yml",
        """
        spring.flyway.table: common
        ---
        spring:
          config.activate.on-profile: prod
          flyway.table: prod
        ---
        spring:
          profiles: test
          flyway.table: test
        ---
        spring:
          config.activate.on-profile: "!prod"
          flyway.installed-by: not-prod
        """);
    write("application-prod.yml", "spring.flyway.table: prod\n");
    write(
        "application.properties",
        """
        spring.flyway.target=1
        #---
        spring.config.activate.on-profile=x
        spring.flyway.target=2
        """);

    assertEquals(
        Map.of(
            "flyway.table", "common",
            "flyway.installedBy", "not-prod",
            "flyway.target", "1"),
        properties(given()));
  }

  @Test
  void aLaterDocumentReplacesAnEarliersList() throws IOException {
    write(
        "application.yml", "spring.flyway.locations: [a, b]\n---\nspring.flyway.locations: [c]\n");

    assertEquals(Map.of("flyway.locations", "c"), properties(given()));
  }

  @Test
  void theFolderConfigWinsAndPropertiesWinOverYaml() throws IOException {
    write("application.yml", "spring.flyway.table: yaml\nspring.flyway.target: '1'\n");
    write("application.properties", "spring.flyway.table=properties\n");
    assertEquals(Map.of("flyway.table", "properties", "flyway.target", "1"), properties(given()));

    write("config/application.yaml", "spring.flyway.table: config\n");
    assertEquals("config", properties(given()).get("flyway.table"));
  }

  @Test
  void expressionsAreResolvedAsSpringDoes() throws IOException {
    write(
        "application.yml",
        """
        app.name: shop
        spring.flyway:
          table: ${app.name}_history
          installed-by: ${WHO:nobody}
          default-schema: ${SCHEMA:${app.name}}
          placeholders.home: ${app.home-dir}
        """);

    assertEquals(
        Map.of(
            "flyway.table", "shop_history",
            "flyway.installedBy", "me",
            "flyway.defaultSchema", "shop",
            "flyway.placeholders.home", "/srv"),
        properties(given().variable("WHO", "me").variable("APP_HOMEDIR", "/srv")));
  }

  @Test
  void anExpressionThatNothingResolvesIsRefusedUnlessSettled() throws IOException {
    write("application.properties", "spring.flyway.table=${TABLE}\n");

    Problem problem = given().problem("flyway-value-unresolved");
    assertTrue(problem.text().contains("flyway.table holds ${TABLE}"), problem.text());
    assertEquals("src/main/resources/application.properties: spring.flyway.table", problem.where());
    assertEquals(
        "own",
        properties(given().configuration(element("flyway", element("table", "own"))))
            .get("flyway.table"));
  }

  @Test
  void anUnresolvedPasswordMattersOnlyWhereTheDatabaseIsTaken() throws IOException {
    write(
        "application.properties",
        """
        spring.flyway.url=jdbc:mysql://localhost/app
        spring.flyway.user=u
        spring.flyway.password=${DB_PASSWORD}
        """);

    Problem problem = given().problem("flyway-value-unresolved");
    assertFalse(problem.text().contains("DB_PASSWORD"), "it might be a password by chance");
    assertEquals("localhost:3306/app", given().variable("DB_PASSWORD", "x").database().address());
    assertEquals(
        "db",
        given()
            .property("migrate.environment", "staging")
            .property("migrate.url", "mysql://u@db/app")
            .database()
            .host());
  }

  @Test
  void theVendorInALocationIsTheFolderThatIsThere() throws IOException {
    write("application.properties", "spring.flyway.locations=classpath:db/{vendor}\n");
    assertEquals("classpath:db/mysql", properties(given()).get("flyway.locations"));

    Files.createDirectories(folder.resolve("src/main/resources/db/mariadb"));
    assertEquals("classpath:db/mariadb", properties(given()).get("flyway.locations"));

    Files.createDirectories(folder.resolve("src/main/resources/db/mysql"));
    assertEquals("classpath:db/mysql", properties(given()).get("flyway.locations"));
  }

  @Test
  void anUnknownSettingIsRefused() throws IOException {
    write("application.yml", "spring.flyway.out-of-oder: true\n");

    Problem problem = given().problem("flyway-setting-unknown");
    assertEquals("did you mean outOfOrder?", problem.fix());
    assertEquals("src/main/resources/application.yml: spring.flyway.out-of-oder", problem.where());
  }

  @Test
  void aFileThatIsNotYamlIsRefusedWithItsLineButOnlyIfItSpeaksOfFlyway() throws IOException {
    write("application.yml", "a: b\npassword: s3cr3tWord: [\n");
    assertEquals(Map.of(), properties(given()));

    write("application.yml", "a: flyway\npassword: s3cr3tWord: [\n");
    Problem problem = given().problem("flyway-file-unreadable");
    assertEquals("src/main/resources/application.yml:2", problem.where());
    assertFalse(problem.text().contains("s3cr3tWord"), problem.text());
  }

  @Test
  void springAndFlywaysPluginMayNameTheSameFolderDifferently() throws IOException {
    write("application.yml", "spring.flyway.locations: classpath:db/migration\n");

    assertEquals(
        "filesystem:src/main/resources/db/migration",
        properties(
                given()
                    .flywayPlugin(
                        element("locations", "filesystem:src/main/resources/db/migration")))
            .get("flyway.locations"));
  }

  private static Map<String, String> properties(Given given) {
    return given.resolved().flyway().properties();
  }

  private Given given() {
    return Given.nothing().in(folder);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("src/main/resources").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

package dev.migrate.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.outcome.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project says of its entities, and where it says so. */
class EntitySettingsTest {

  @TempDir private Path folder;

  @Test
  void springsSettingsOfJpaGetHibernatesNames() throws IOException {
    write(
        """
        app:
          prefix: x_
        spring:
          datasource: {url: 'jdbc:mysql://db/app', password: secret}
          jpa:
            database-platform: org.hibernate.dialect.MariaDBDialect
            mapping-resources: [a.xml, b.xml]
            hibernate:
              ddl-auto: update
              naming:
                physicalStrategy: com.example.Naming
            properties:
              hibernate.default_batch_fetch_size: 10
              hibernate:
                connection.password: secret
                dialect: other
              com.example.prefix: ${app.prefix}
              hibernate.search.uri: ${NOWHERE}
        """);

    assertEquals(
        Map.of(
            "hibernate.dialect", "org.hibernate.dialect.MariaDBDialect",
            "hibernate.physical_naming_strategy", "com.example.Naming",
            "hibernate.default_batch_fetch_size", "10",
            "com.example.prefix", "x_",
            "spring.jpa.mapping-resources", "a.xml,b.xml"),
        given().resolved().entities().properties().get());
  }

  @Test
  void theCommandLineIsStronger() throws IOException {
    write("spring.jpa.hibernate.naming.implicit-strategy: a.Naming\n");

    assertEquals(
        Map.of("hibernate.implicit_naming_strategy", "b.Naming"),
        given()
            .property("hibernate.implicit_naming_strategy", "b.Naming")
            .property("user.home", "/root")
            .resolved()
            .entities()
            .properties()
            .get());
  }

  @Test
  void aNamingStrategyThatNothingResolvesIsRefused() throws IOException {
    write("spring.jpa.hibernate.naming.physical-strategy: ${NAMING}\n");
    EntitySettings entities = given().resolved().entities();

    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> entities.properties().get());

    assertEquals("setting-unresolved", refused.problem().code());
    assertEquals(
        "src/main/resources/application.yml: spring.jpa.hibernate.naming.physical-strategy",
        refused.problem().where());
  }

  @Test
  void artifactsAndUnitComeFromThePomAndTheCommandLine() {
    Given pom =
        given()
            .configuration(
                Element.of("entities", "com.example:model, com.example:audit"),
                Element.of("persistenceUnit", "shop"));

    assertEquals(
        List.of("com.example:model", "com.example:audit"), pom.resolved().entities().artifacts());
    assertEquals(Optional.of("shop"), pom.resolved().entities().persistenceUnit());

    pom.property("migrate.entities", "com.example:other");
    assertEquals(List.of("com.example:other"), pom.resolved().entities().artifacts());
  }

  private Given given() {
    return Given.nothing().in(folder);
  }

  private void write(String text) throws IOException {
    Path file = folder.resolve("src/main/resources/application.yml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

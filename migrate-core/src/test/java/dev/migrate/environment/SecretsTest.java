package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret is in anything that may be printed, whatever the way by which it came. */
class SecretsTest {

  private static final String SECRET = "s3cr3tWord";

  static Stream<Given> everyWayToGiveAPassword() {
    String url = "mysql://u:" + SECRET + "@localhost/app?password1=" + SECRET;
    return Stream.of(
        Given.nothing().property("migrate.url", url),
        Given.nothing().projectProperty("migrate.url", url),
        Given.nothing().variable("DATABASE_URL", url),
        Given.nothing().entry("development", element("url", url)),
        Given.nothing()
            .property("migrate.url", "mysql://u@localhost/app")
            .property("migrate.password", SECRET),
        Given.nothing()
            .property("migrate.url", "jdbc:mysql://localhost/app?user=u&password=" + SECRET),
        Given.nothing()
            .variable("DATABASE_HOST", "localhost")
            .variable("DATABASE_NAME", "app")
            .variable("DATABASE_USERNAME", "u")
            .variable("DATABASE_PASSWORD", SECRET),
        entry(element("password", SECRET)),
        entry(element("password", SECRET), element("properties", element("password2", SECRET))),
        entry(element("serverId", "db")).server("db", "u", SECRET),
        Given.nothing()
            .property("flyway.url", "jdbc:mysql://localhost/app")
            .property("flyway.user", "u")
            .property("flyway.password", SECRET),
        Given.nothing()
            .variable("FLYWAY_URL", "jdbc:mysql://localhost/app?user=u&password=" + SECRET),
        Given.nothing()
            .flywayPlugin(
                element("url", "jdbc:mysql://localhost/app"),
                element("user", "u"),
                element("password", SECRET),
                element("jdbcProperties", element("password1", SECRET)),
                element("placeholders", element("api_token", SECRET))));
  }

  static Stream<Arguments> everyFileOfFlyways() {
    String toml = "[environments.default]\nurl = 'jdbc:mysql://localhost/app'\nuser = 'u'\n";
    return Stream.of(
        Arguments.of(
            "flyway.conf",
            "flyway.url=jdbc:mysql://localhost/app\nflyway.user=u\nflyway.password=" + SECRET),
        Arguments.of("flyway.toml", toml + "password = '" + SECRET + "'\n"),
        Arguments.of("flyway.toml", toml + "password = '${env.WORD}'\n"),
        Arguments.of(
            "src/main/resources/application.yml",
            "spring.flyway: {url: 'jdbc:mysql://localhost/app', user: u, password: '${WORD}'}"),
        Arguments.of(
            "src/main/resources/application.properties",
            "spring.flyway.url=jdbc:mysql://u:" + SECRET + "@localhost/app\n"));
  }

  @ParameterizedTest
  @MethodSource("everyFileOfFlyways")
  void aPasswordInAFileIsNotPrintedUsedOrNot(String name, String text, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Given given = Given.nothing().in(folder).variable("WORD", SECRET);

    nothingThatIsPrintedHoldsThePassword(given);
    noErrorHoldsThePassword(given);
    Environment staging =
        Given.nothing()
            .in(folder)
            .variable("WORD", SECRET)
            .property("migrate.environment", "staging")
            .property("migrate.url", "mysql://u@db/app")
            .resolved();
    assertFalse(staging.toString().contains(SECRET), staging.toString());
    assertTrue(staging.settings().toString().contains("not used"), "it is shown, without value");
  }

  @ParameterizedTest
  @MethodSource("everyWayToGiveAPassword")
  void nothingThatIsPrintedHoldsThePassword(Given given) {
    Environment environment = given.resolved();

    assertEquals(new Password.Fixed(SECRET), environment.database().orElseThrow().password());
    assertFalse(environment.toString().contains(SECRET), environment.toString());
    assertFalse(environment.settings().toString().contains(SECRET));
    assertFalse(given.inputs().toString().contains(SECRET));
    assertFalse(given.inputs().configuration().toString().contains(SECRET));
    assertTrue(
        environment.settings().stream()
            .anyMatch(s -> s.name().equals("password") && s.value().equals("(set)")));
  }

  @ParameterizedTest
  @MethodSource("everyWayToGiveAPassword")
  void noErrorHoldsThePassword(Given given) {
    MigrateException exception =
        assertThrows(
            MigrateException.class, given.property("migrate.keepEmbedded", "perhaps")::resolved);

    assertFalse(exception.toString().contains(SECRET), exception.toString());
  }

  @Test
  void theTrustStoresPasswordIsNotPrintedEither(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("trust.p12"));

    Environment environment =
        entry(
                element("tls", "verify-ca"),
                element("trustStore", "trust.p12"),
                element("trustStorePassword", SECRET))
            .in(folder)
            .resolved();

    assertFalse(environment.toString().contains(SECRET), environment.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "passwordCommand",
        "placeholders.db_password",
        "clientCertificateKeyStorePassword",
        "api-token",
        "flyway.licenseKey"
      })
  void aSecretIsToldByItsName(String name) {
    assertTrue(Secrets.isSecret(name));
  }

  private static Given entry(Element... more) {
    Stream<Element> place =
        Stream.of(element("host", "localhost"), element("name", "app"), element("username", "u"));
    return Given.nothing()
        .entry("development", Stream.concat(place, Stream.of(more)).toArray(Element[]::new));
  }
}

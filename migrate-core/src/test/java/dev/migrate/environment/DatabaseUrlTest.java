package dev.migrate.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://db:3307/app",
        "jdbc:mariadb://db:3307/app",
        "mysql://db:3307/app",
        "mariadb://db:3307/app",
        "mysql2://db:3307/app",
        "mysql+pymysql://db:3307/app",
        "mariadb+mariadbconnector://db:3307/app",
        "JDBC:MySQL://db:3307/app",
        " mysql://db:3307/app\n"
      })
  void theUsualSchemesAreRead(String text) {
    DatabaseUrl url = parse(text);

    assertEquals("db", url.host());
    assertEquals(3307, url.port());
    assertEquals("app", url.name());
    assertNull(url.username());
    assertNull(url.password());
  }

  @Test
  void userAndPasswordArePercentDecoded() {
    DatabaseUrl url = parse("mysql://a%40b:p%3A%2F%3F%23%25+@db/app");

    assertEquals("a@b", url.username());
    assertEquals("p:/?#%+", url.password());
    assertEquals(3306, url.port());
  }

  @Test
  void specialCharactersThatDoNotEndTheUserInfoMayStand() {
    DatabaseUrl url = parse("mysql://u:a:b,(c)#d=@db/app");

    assertEquals("a:b,(c)#d=", url.password());
  }

  @Test
  void credentialsMayBeParametersToo() {
    DatabaseUrl url = parse("jdbc:mysql://db/app?user=u&password=p%26q");

    assertEquals("u", url.username());
    assertEquals("p&q", url.password());
    assertEquals(Map.of(), url.parameters().properties());
  }

  @Test
  void anIpv6HostStandsInBrackets() {
    DatabaseUrl url = parse("mysql://root@[::1]:3307/app");

    assertEquals("::1", url.host());
    assertEquals("mysql://[::1]:3307/app", url.redacted());
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/a?trustCertificateKeyStoreUrl=file:/etc/t.jks&trustCertificateKeyStorePassword=x",
    "jdbc:mysql://h/a?trustCertificateKeyStoreUrl=file:///etc/t.jks&trustCertificateKeyStorePassword=x",
    "jdbc:mariadb://h/a?trustStore=/etc/t.jks&trustStorePassword=x"
  })
  void aTrustStoreIsTaken(String text) {
    UrlParameters parameters = parse(text).parameters();

    assertEquals("/etc/t.jks", parameters.trustStore());
    assertEquals("x", parameters.trustStorePassword());
    assertEquals(Map.of(), parameters.properties());
  }

  @Test
  void noHostMeansThisMachine() {
    assertEquals("localhost", parse("jdbc:mysql:///app").host());
  }

  @Test
  void furtherParametersBecomeConnectionProperties() {
    DatabaseUrl url =
        parse(
            "jdbc:mysql://db/app?useUnicode=true&useLegacyDatetimeCode=false"
                + "&connectTimeout=2500&serverTimezone=Europe%2FBerlin");

    assertEquals(
        Map.of(
            "useUnicode", "true",
            "useLegacyDatetimeCode", "false",
            "serverTimezone", "Europe/Berlin"),
        url.parameters().properties());
    assertEquals(Duration.ofMillis(2500), url.parameters().connectTimeout());
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/a?sslMode=VERIFY_CA, VERIFY_CA",
    "jdbc:mysql://h/a?sslmode=verify_identity, VERIFY_IDENTITY",
    "jdbc:mysql://h/a?useSSL=false, DISABLED",
    "jdbc:mysql://h/a?useSSL=false&requireSSL=true, DISABLED",
    "jdbc:mysql://h/a?useSSL=true&requireSSL=true, REQUIRED",
    "jdbc:mysql://h/a?useSSL=true&verifyServerCertificate=true, VERIFY_CA",
    "mysql://h/a?ssl-mode=REQUIRED, REQUIRED",
    "mysql://h/a?ssl_mode=required, REQUIRED",
    "mysql+pymysql://h/a?ssl=true, REQUIRED",
    "mysql+pymysql://h/a?ssl_verify_identity=true, VERIFY_IDENTITY",
    "jdbc:mariadb://h/a?sslMode=trust, REQUIRED",
    "jdbc:mariadb://h/a?sslMode=verify-ca, VERIFY_CA",
    "jdbc:mariadb://h/a?sslMode=verify-full, VERIFY_IDENTITY",
    "jdbc:mariadb://h/a?sslMode=disable, DISABLED",
    "jdbc:mariadb://h/a?useSsl=true, VERIFY_IDENTITY",
    "jdbc:mariadb://h/a?useSsl=true&trustServerCertificate=true, REQUIRED",
    "jdbc:mariadb://h/a?useSSL=true&disableSslHostnameVerification=true, VERIFY_CA",
    "jdbc:mariadb://h/a?useSsl=false, DISABLED"
  })
  void eachDialectsTlsParametersAreUnderstood(String text, Tls tls) {
    DatabaseUrl url = parse(text);

    assertEquals(tls, url.parameters().tls());
    assertEquals(Map.of(), url.parameters().properties());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mysql://h/a", "jdbc:mysql://h/a?useSSL=true"})
  void withoutADemandTheUrlSaysNothingOfTls(String text) {
    assertNull(parse(text).parameters().tls());
  }

  @Test
  void theEncodingOtherLanguagesAskForIsOursAnyway() {
    assertEquals(Map.of(), parse("mysql+pymysql://h/a?charset=utf8mb4").parameters().properties());
    assertEquals(Map.of(), parse("mysql2://h/a?encoding=utf8mb4").parameters().properties());
    refused("url-parameter-unknown", "mysql+pymysql://h/a?charset=latin1");
  }

  @Test
  void parametersThatMeanTheSameToBothConnectorsAreTaken() {
    assertEquals(
        Map.of("socketTimeout", "5", "sessionVariables", "a=1"),
        parse("jdbc:mariadb://h/a?socketTimeout=5&sessionVariables=a%3D1&permitMysqlScheme=true")
            .parameters()
            .properties());
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mariadb://h/a?galeraAllowedState=1, galeraAllowedState",
    "jdbc:mariadb://h/a?serverSslCert=x.pem, serverSslCert",
    "mysql://h/a?connection_limit=5, connection_limit"
  })
  void parametersOfOtherConnectorsAreRefusedByName(String text, String name) {
    Problem problem = refused("url-parameter-unknown", text);

    assertTrue(problem.text().contains("\"" + name + "\""), problem.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://a,b/app",
        "jdbc:mysql://a:3306,b:3307/app",
        "jdbc:mysql://u:p@a,u:p@b/app",
        "jdbc:mysql://address=(host=a)(port=1)/app",
        "jdbc:mysql://(host=a,port=1)/app",
        "jdbc:mysql:loadbalance://a/app",
        "jdbc:mysql:replication://a/app",
        "jdbc:mysql+srv://a/app",
        "mysql+srv://a/app",
        "mysqlx://a/app",
        "jdbc:mariadb:sequential://a/app",
        "jdbc:mariadb:replication://a,b/app"
      })
  void severalHostsAreRefused(String text) {
    Problem problem = refused("url-multi-host", text);

    assertTrue(problem.text().contains("primary"), problem.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/a",
        "jdbc:h2:mem:x",
        "postgres://h/a",
        "jdbc:tc:mysql:8://h/a",
        "h/a",
        "true"
      })
  void otherDatabasesAreRefused(String text) {
    Problem problem = refused("url-unsupported", text);

    assertTrue(problem.text().contains("DATABASE_URL is not the URL of a MySQL"), problem.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://h", "mysql://h/", "jdbc:mysql://h:3306/?useSSL=true"})
  void aUrlWithoutADatabaseIsRefused(String text) {
    refused("url-without-database", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://h:99999/a",
        "mysql://h:0/a",
        "mysql://h:x/a",
        "mysql://[::zz]/a",
        "mysql://[1:2]/a",
        "mysql://h/a/b",
        "mysql://h/a?x",
        "mysql://h/a?sslMode=sometimes",
        "mysql://h/a?user=1&user=2",
        "mysql://u:%zz@h/a"
      })
  void whatCannotBeReadIsRefused(String text) {
    refused("url-malformed", text);
  }

  /** A password that was not percent-encoded ends up anywhere; no message may quote it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://user:geh@eim@host/app",
        "mysql://user:geh/eim@host/app",
        "mysql://user:geh?eim@host/app",
        "mysql://user:geh%eim@host/app",
        "mysql://user:geh eim@ho st/app",
        "mysql://user:geh:eim/app",
        "mysql//user:geheim@host/app",
        "jdbc:oracle:thin:user/geheim@host:1521:app",
        "user:geheim@tcp(host:3306)/app",
        "mysql://host/app?user=u&password=geh&eim",
        "mysql://host/app?user=u&passwort=geheim",
        "mysql://user:geheim@host/",
        "mysql://user:geheim@a,b/app",
        "mysql://user:geheim@host:99999/app"
      })
  void noMessageQuotesAMalformedUrl(String text) {
    ConfigurationException exception =
        assertThrows(ConfigurationException.class, () -> parse(text));

    String message = exception.toString();
    assertFalse(message.contains("geh") || message.contains("eim"), message);
    assertNull(exception.getCause());
  }

  @Test
  void theShownUrlHasNoCredentialsAndNoSecretParameters() {
    DatabaseUrl url =
        parse(
            "jdbc:mysql://u:geheim@h/a?password1=geheim&useSSL=true"
                + "&clientCertificateKeyStorePassword=geheim");

    assertEquals(
        "jdbc:mysql://h:3306/a?password1=(set)&useSSL=true"
            + "&clientCertificateKeyStorePassword=(set)",
        url.redacted());
    assertFalse(url.toString().contains("geheim"));
  }

  private static DatabaseUrl parse(String text) {
    return DatabaseUrl.parse(new Value(text, "DATABASE_URL"), null, Map.of());
  }

  private static Problem refused(String code, String text) {
    Problem problem = assertThrows(ConfigurationException.class, () -> parse(text)).problem();
    assertEquals(code, problem.code(), problem.text());
    assertEquals("DATABASE_URL", problem.where());
    return problem;
  }
}

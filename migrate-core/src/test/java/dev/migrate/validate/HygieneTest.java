package dev.migrate.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.RuleSettings;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import dev.migrate.sql.Splitter;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that know what servers have, checked against servers, and what findings may show. */
class HygieneTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (MD5('a'))",
        "CREATE TABLE t (a INT PRIMARY KEY, b CHAR(32) AS (md5(a)))",
        "UPDATE t SET a = SHA1 (b), c = 1 WHERE d",
        "CREATE PROCEDURE p() SELECT encrypt('a')",
      })
  void a_function_that_mysql_gave_up_is_found_but_for_mariadb(String sql) {
    assertEquals(List.of("H705"), codes("H705", Optional.of("9.7.4"), sql));
    assertEquals(List.of("H705"), codes("H705", Optional.empty(), sql));
    assertEquals(List.of(), codes("H705", Optional.of("11.4.5-MariaDB"), sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (SHA2('a', 256), 'md5(x)')",
        "CREATE TABLE md5 (a INT PRIMARY KEY)",
        "CREATE TABLE t (a INT PRIMARY KEY, password INT, KEY password (password))",
        "INSERT INTO password (a) VALUES (1)",
        "SELECT s.md5(1)",
      })
  void another_function_or_a_name_is_not(String sql) {
    assertEquals(List.of(), codes("H705", Optional.of("9.7.4"), sql));
  }

  @Test
  void what_is_said_of_functions_is_true_of_this_server() throws Exception {
    boolean mysql = TestServer.vendor() == Vendor.MYSQL;
    try (Connection connection = TestServer.connect(TestServer.admin())) {
      for (String call : List.of("MD5('a')", "SHA1('a')", "SHA('a')", "OLD_PASSWORD('a')")) {
        assertEquals(!mysql, isAccepted(connection, "DO " + call), call);
      }
    }
  }

  @Test
  void what_is_said_of_reserved_words_is_true_of_this_server() throws Exception {
    String server =
        TestServer.vendor() == Vendor.MYSQL ? ReservedWords.MYSQL : ReservedWords.MARIADB;
    Set<String> words =
        new TreeSet<>(
            TestServer.query(
                TestServer.admin(), "SELECT UPPER(word) FROM information_schema.keywords"));
    words.removeIf(word -> !word.matches("\\w+"));
    words.addAll(List.of("RANK", "GROUPS", "OFFSET", "ORDER", "STATUS"));
    try (Connection connection = TestServer.connect(TestServer.freshDatabase())) {
      for (String word : words) {
        boolean reserved = !isAccepted(connection, "CREATE TEMPORARY TABLE zz (" + word + " INT)");
        isAccepted(connection, "DROP TEMPORARY TABLE IF EXISTS zz");
        assertEquals(reserved, ReservedWords.where(word).contains(server), word);
      }
    }
  }

  @Test
  void a_finding_about_a_password_does_not_show_it() {
    Finding finding =
        check(Optional.empty(), "CREATE USER a IDENTIFIED BY 'Geheim7'", Set.of()).stream()
            .filter(each -> each.code().equals("H703"))
            .findFirst()
            .orElseThrow();
    assertFalse(finding.toString().contains("Geheim7"), finding.toString());
  }

  @Test
  void a_password_that_a_placeholder_gives_is_none() {
    String sql = "CREATE USER a IDENTIFIED BY 'Geheim7'";
    assertTrue(
        check(Optional.empty(), sql, Set.of("Geheim7")).stream()
            .noneMatch(each -> each.code().equals("H703")));
  }

  @Test
  void what_was_not_understood_is_shown_and_no_secret_with_it() {
    Finding finding = check(Optional.empty(), "ALTER TABLE t ADD a GEOGRAPHY", Set.of()).get(0);
    assertEquals("A part of it was not understood: ADD a GEOGRAPHY.", finding.message());
    Finding masked =
        check(Optional.empty(), "ALTER TABLE t PROTECT WITH 'Geheim7'", Set.of("Geheim7")).get(0);
    assertFalse(masked.toString().contains("Geheim7"), masked.toString());
  }

  private static boolean isAccepted(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static List<String> codes(String code, Optional<String> server, String sql) {
    return check(server, sql, Set.of()).stream().map(Finding::code).filter(code::equals).toList();
  }

  private static List<Finding> check(Optional<String> server, String sql, Set<String> secrets) {
    ScriptFile file = ScriptFile.of("V1__a.sql", Splitter.split("V1__a.sql", sql, secrets));
    Facts facts =
        new Facts(server.map(ServerVersion::parse), Optional.empty(), Optional.empty(), true);
    return SafetyRules.check(List.of(file), new RuleSettings(Map.of()), facts).findings();
  }
}

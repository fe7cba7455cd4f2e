package dev.migrate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

  @Test
  void snakeCaseIsTakenAsItIs() {
    assertEquals(
        new Message("add_user_preferences_table", false), Message.of("add_user_preferences_table"));
  }

  @ParameterizedTest
  @CsvSource({
    "Add email to users,add_email_to_users",
    "AddEmailToUsers,add_email_to_users",
    "createHTTPLogTable,create_http_log_table",
    "add-index users(email)!,add_index_users_email",
    "  add  email -- to users. ,add_email_to_users",
    "add_Gr\u00f6\u00dfe_to_caf\u00e9s,add_grosse_to_cafes",
    "v2 of the API,v2_of_the_api",
    "\u2160\uff21\uff22,iab",
  })
  void anythingElseIsTurnedIntoIt(String written, String expected) {
    assertEquals(new Message(expected, true), Message.of(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "___",
        "\u0434\u043e\u0431\u0430\u0432\u0438\u0442\u044c",
        "a/b",
        "a\\b",
        "../users",
        "a..b",
        "c:users",
        "add\nemail",
        "add\u0000email",
        "add\u009bemail"
      })
  void aMessageNoFileCanBeNamedAfterIsRefused(String written) {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> Message.of(written));
    assertEquals("message-bad", e.problem().code());
    assertTrue(
        e.problem().text().contains("mvn migrate:generate -Dmigrate.message="), e.problem().text());
  }

  @Test
  void aTooLongMessageIsRefusedWithItsLengthAndTheLimit() {
    assertEquals(150, Message.of("a".repeat(150)).text().length());
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> Message.of("a".repeat(151)));
    assertTrue(
        e.problem().text().contains("it has 151 characters, at most 150"), e.problem().text());
  }
}

package dev.migrate.schema.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.schema.model.Schema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenamesTest {

  private static final Schema CURRENT =
      Samples.schema(
          Samples.table("users", "id bigint", "mail varchar(50)", "age int"),
          Samples.table("tasks", "id bigint", "titel varchar(50)"));

  private static final Schema WANTED =
      Samples.schema(
          Samples.table("accounts", "id bigint", "email varchar(50)", "age int"),
          Samples.table("tasks", "id bigint", "title varchar(50)"));

  @Test
  void tables_and_columns_are_read() {
    Renames renames = Renames.parse(List.of("users:accounts", " tasks.titel:title "));
    assertEquals(Map.of("users", "accounts"), renames.tables());
    assertEquals(Map.of("tasks", Map.of("titel", "title")), renames.columns());
  }

  @ParameterizedTest
  @ValueSource(strings = {"users", "users:", ":accounts", "a.b.c:d", "a.b:c.d", "a:b:c", ""})
  void another_form_is_refused(String text) {
    refused(() -> Renames.parse(List.of(text)));
  }

  @Test
  void one_thing_cannot_get_two_names_nor_two_things_one() {
    refused(() -> Renames.parse(List.of("a:b", "a:c")));
    refused(() -> Renames.parse(List.of("a:c", "b:c")));
    refused(() -> Renames.parse(List.of("t.a:c", "t.b:c")));
  }

  @Test
  void columns_of_a_renamed_table_are_found_by_both_of_its_names() {
    for (String table : List.of("users", "accounts")) {
      Difference difference = between("users:accounts", table + ".mail:email", "tasks.titel:title");
      assertEquals(3, difference.changes().size());
      assertTrue(difference.changes().stream().allMatch(each -> each.kind() == Change.Kind.RENAME));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user:accounts",
        "users:account",
        "users:tasks",
        "tasks.titl:title",
        "tasks.titel:titles",
        "tasks.titel:id",
        "tusks.titel:title"
      })
  void what_is_not_there_or_not_wanted_is_refused(String text) {
    refused(() -> between(text));
  }

  @Test
  void what_is_renamed_already_is_not_renamed_again() {
    Renames renames = Renames.parse(List.of("users:accounts", "tasks.titel:title"));
    assertTrue(Difference.between(WANTED, WANTED, renames, Options.DEFAULT).isEmpty());
  }

  @Test
  void what_could_be_a_rename_is_offered() {
    assertEquals(
        List.of("users:accounts", "tasks.titel:title"),
        Difference.between(CURRENT, WANTED, Renames.NONE, Options.DEFAULT).renameCandidates());
    assertEquals(
        List.of("users.mail:email"),
        between("users:accounts", "tasks.titel:title").renameCandidates());
  }

  private static Difference between(String... renames) {
    return Difference.between(CURRENT, WANTED, Renames.parse(List.of(renames)), Options.DEFAULT);
  }

  private static void refused(org.junit.jupiter.api.function.Executable executable) {
    ConfigurationException e = assertThrows(ConfigurationException.class, executable);
    assertEquals("rename-bad", e.problem().code());
  }
}

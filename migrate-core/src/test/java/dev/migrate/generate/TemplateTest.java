package dev.migrate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  /** The SQL on one line, without comments. */
  private static String statements(String sql) {
    return sql.lines()
        .filter(line -> !line.startsWith("--"))
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  private static Template template(String message) {
    return Template.of(message, Set.of("user_preferences", "user"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add_email_to_users          | ALTER TABLE `users` ADD COLUMN `email` VARCHAR(255) NULL;",
        "add_email_to_users_table    | ALTER TABLE `users` ADD COLUMN `email` VARCHAR(255) NULL;",
        "add_time_to_live_to_a       | ALTER TABLE `a` ADD COLUMN `time_to_live` VARCHAR(255) NULL;",
        "add_user_id_to_line_items   | ALTER TABLE `line_items` ADD COLUMN `user_id` BIGINT NULL;",
        "add_paid_at_to_orders       | ALTER TABLE `orders` ADD COLUMN `paid_at` DATETIME(6) NULL;",
        "remove_email_from_users     | ALTER TABLE `users` DROP COLUMN `email`;",
        "drop_users_table            | DROP TABLE `users`;",
        "add_index_users_email       | CREATE INDEX `idx_users_email` ON `users` (`email`);",
        "remove_index_users_email    | DROP INDEX `idx_users_email` ON `users`;",
      })
  void theMessageGivesTheStatement(String message, String expected) {
    assertEquals(expected, statements(template(message).up()));
  }

  @ParameterizedTest
  @CsvSource({
    "create_tasks_table,tasks",
    "create_tasks_table_enterprise,tasks",
    "add_user_preferences_table,user_preferences",
    "create_table_of_things_table,table_of_things",
  })
  void aTableIsCreated(String message, String table) {
    assertTrue(template(message).up().startsWith("CREATE TABLE `" + table + "` ("));
    assertEquals("DROP TABLE `" + table + "`;", statements(template(message).undo()));
  }

  @Test
  void addAndRemoveUndoEachOther() {
    Template add = template("add_is_active_to_users");
    Template remove = template("remove_is_active_from_users");
    assertEquals(statements(add.up()), statements(remove.undo()));
    assertEquals(statements(remove.up()), statements(add.undo()));
    assertTrue(remove.notices().get(0).contains("give it the definition it had"));
  }

  @ParameterizedTest
  @CsvSource({
    "create_tasks_table,1",
    "add_email_to_users,1",
    "remove_email_from_users,1",
    "add_index_users_email,1",
    "remove_index_users_email,1",
    "drop_users_table,0",
    "migrate_orders_data,0",
    "tidy_up,0"
  })
  void eachStatementOfAnUndoSaysWhichOneItTakesBack(String message, int statements) {
    Template template = template(message);
    List<Statement> undo = Splitter.split("U1__x.sql", template.undo());
    assertEquals(statements, undo.size());
    undo.forEach(statement -> assertEquals(List.of("undoes 1"), statement.directives()));
    String written = template.undo() + "DROP TABLE later;\n";
    assertFalse(
        Splitter.split("U1__x.sql", written).get(statements).directives().stream()
            .anyMatch(directive -> directive.startsWith("undoes")),
        written);
  }

  @Test
  void aKnownTableTellsWhereItsNameEnds() {
    Template template = template("add_index_user_preferences_user_id");
    assertEquals(
        "CREATE INDEX `idx_user_preferences_user_id` ON `user_preferences` (`user_id`);",
        statements(template.up()));
    assertTrue(template.notices().get(0).contains("table user_preferences, column user_id"));
  }

  @Test
  void anIndexNameIsCutToWhatAServerTakes() {
    String column = "c".repeat(64);
    String index = "idx_users_" + "c".repeat(54);
    Template template = template("add_index_users_" + column);
    assertEquals(
        "CREATE INDEX `" + index + "` ON `users` (`" + column + "`);", statements(template.up()));
    assertEquals("DROP INDEX `" + index + "` ON `users`;", statements(template.undo()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tidy_up", "migrate_orders_data", "add_index_to_users", "add_index", "a", "table"})
  void otherMigrationsHoldOnlyHintsAndSaySo(String message) {
    Template template = template(message);
    assertEquals("", statements(template.up()));
    assertEquals("", statements(template.undo()));
    assertTrue(template.undo().contains("downgrade refuses"), template.undo());
    assertTrue(template.notices().get(0).contains("only comments"));
  }

  @Test
  void onlyADroppedTableIsIrreversibleFromTheStart() {
    String marker = "(?sm).*^\\s*--\\s*migrate:irreversible.*";
    assertTrue(template("drop_users_table").undo().matches(marker));
    assertFalse(template("tidy_up").undo().matches(marker));
    assertFalse(template("migrate_orders_data").undo().matches(marker));
    assertTrue(template("tidy_up").undo().contains("\"-- migrate:irreversible <reason>\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create_a_table",
        "drop_a_table",
        "add_a_to_b",
        "remove_a_from_b",
        "add_index_a_b",
        "migrate_a_data",
        "tidy_up"
      })
  void filesAreAsciiWithoutPlaceholdersAndEndWithALineEnd(String message) {
    Template template = template(message);
    for (String sql : new String[] {template.up(), template.undo()}) {
      assertTrue(sql.matches("(?s)\\p{ASCII}*\n") && !sql.contains("${"), sql);
    }
  }
}

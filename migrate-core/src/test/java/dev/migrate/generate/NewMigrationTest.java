package dev.migrate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewMigrationTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-19T14:30:45.123Z"), ZoneOffset.ofHours(5));
  private static final String REVISION = "d57319b89cd8"; // the first of Random(1)

  @TempDir Path folder;

  private Generated create(String message, Existing... existing) {
    return NewMigration.create(
        message, List.of(existing), folder, FileNames.DEFAULTS, CLOCK, new Random(1));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theFirstMigrationHasTimeRevisionAndHead() throws IOException {
    Generated generated = create("create_tasks_table");
    assertEquals("20250119_1430", generated.version());
    assertEquals(REVISION, generated.revision());
    String name = "20250119_1430__" + REVISION + "_create_tasks_table.sql";
    assertEquals(
        List.of(folder.resolve("V" + name), folder.resolve("U" + name)), generated.files());
    assertEquals(
        """
        -- revision: %s
        -- revises: none
        -- created: 2025-01-19T14:30:45Z

        CREATE TABLE `tasks` (
          `id` BIGINT NOT NULL AUTO_INCREMENT,
          `created_at` DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
          `updated_at` DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
          PRIMARY KEY (`id`)
        ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
        """
            .formatted(REVISION),
        Files.readString(generated.files().get(0)));
    assertEquals(
        """
        -- revision: %s
        -- revises: none
        -- created: 2025-01-19T14:30:45Z

        -- undoes: 1
        DROP TABLE `tasks`;
        """
            .formatted(REVISION),
        Files.readString(generated.files().get(1)));
  }

  @Test
  void theNewestsRevisionIsRevised() throws IOException {
    Generated generated =
        create(
            "add_email_to_tasks",
            new Existing("20240301_1200", "0c11d2f3a4b5_create_tasks_table", "0c11d2f3a4b5"),
            new Existing("20240201_1200", "aaaaaaaaaaaa create notes table", "aaaaaaaaaaaa"));
    assertEquals(
        "V20250119_1430__" + REVISION + "_add_email_to_tasks.sql",
        generated.files().get(0).getFileName().toString());
    assertTrue(Files.readString(generated.files().get(0)).contains("\n-- revises: 0c11d2f3a4b5\n"));
  }

  @Test
  void aProjectWithPlainNamesKeepsThem() throws IOException {
    Generated generated =
        create(
            "add_email_to_users",
            new Existing("009", "Initial", null),
            new Existing("010", "Users", null));
    assertEquals(List.of("U011__add_email_to_users.sql", "V011__add_email_to_users.sql"), files());
    String head = "-- revision: " + REVISION + "\n-- revises: 010\n";
    assertTrue(Files.readString(generated.files().get(0)).startsWith(head));
    assertTrue(Files.readString(generated.files().get(1)).startsWith(head));
  }

  @Test
  void aMessageNotInSnakeCaseIsTurnedIntoItAndSaidSo() {
    Generated generated = create("Add Email to Users");
    assertTrue(
        generated.notices().contains("The message was turned into snake_case: add_email_to_users"));
    assertFalse(
        create("add_phone_to_users").notices().stream().anyMatch(n -> n.contains("turned")));
  }

  @Test
  void theProjectsOwnNamesAreUsed() throws IOException {
    FluentConfiguration flyway =
        new FluentConfiguration()
            .sqlMigrationPrefix("M-")
            .sqlMigrationSeparator("_")
            .sqlMigrationSuffixes(".ddl", ".sql");
    NewMigration.create(
        "create_a_table",
        List.of(),
        folder.resolve("missing/db"),
        FileNames.of(flyway, "UNDO-"),
        CLOCK,
        new Random(1));
    assertTrue(
        Files.exists(
            folder.resolve("missing/db/M-20250119.1430_" + REVISION + "_create_a_table.ddl")));
    assertTrue(
        Files.exists(
            folder.resolve("missing/db/UNDO-20250119.1430_" + REVISION + "_create_a_table.ddl")));
  }

  @Test
  void anExistingFileIsNeverOverwrittenAndNoHalfPairIsLeft() throws IOException {
    for (String name : List.of("V2__more.sql", "U2__more.sql")) {
      Path file = Files.writeString(folder.resolve(name), "mine");
      ConfigurationException e =
          assertThrows(
              ConfigurationException.class, () -> create("more", new Existing("1", "init", null)));
      assertEquals("file-exists", e.problem().code());
      assertTrue(e.problem().text().contains(file.toString()), e.problem().text());
      assertEquals("mine", Files.readString(file));
      assertEquals(List.of(name), files());
      Files.delete(file);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsAnErrorWithItsPath() throws IOException {
    Path file = Files.writeString(folder.resolve("db"), "a file");
    ServerException e =
        assertThrows(
            ServerException.class,
            () ->
                NewMigration.create(
                    "more",
                    List.of(),
                    file.resolve("migration"),
                    FileNames.DEFAULTS,
                    CLOCK,
                    new Random(1)));
    assertTrue(e.problem().text().contains(file.toString()), e.problem().text());
  }

  @Test
  void aRefusedMessageLeavesNothingBehind() throws IOException {
    assertThrows(ConfigurationException.class, () -> create("../users"));
    assertThrows(ConfigurationException.class, () -> create("create_" + "x".repeat(65) + "_table"));
    assertEquals(List.of(), files());
  }
}

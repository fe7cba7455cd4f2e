package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.RefusedException;
import dev.migrate.testing.MadeDatabases;
import dev.migrate.testing.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations written from the difference between a file of CREATE statements and the project. */
class AutoGenerateTest {

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void project() throws IOException {
    project = TestProject.in(folder);
    project.write(
        "V1__tasks.sql",
        "CREATE TABLE tasks (id INT NOT NULL PRIMARY KEY, title VARCHAR(100) NOT NULL,",
        "  note VARCHAR(50) COMMENT 'of the author')",
        "  DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;",
        "INSERT INTO tasks VALUES (1, 'one', NULL);");
  }

  private AutoRequest wanted(String... lines) throws IOException {
    Path file = folder.resolve("schema.sql");
    Files.writeString(file, String.join("\n", lines));
    return request(file, List.of(), false);
  }

  private static AutoRequest request(Path file, List<String> renames, boolean dryRun) {
    return new AutoRequest(
        "change tasks", file.toString(), false, false, renames, false, false, dryRun);
  }

  private Report.Generate generate(AutoRequest request) {
    try (Migrator migrator = project.migrator()) {
      return migrator.generate(request);
    }
  }

  private static final String[] LONGER = {
    "CREATE TABLE tasks (id INT NOT NULL PRIMARY KEY, title VARCHAR(200) NOT NULL,",
    "  note VARCHAR(50) COMMENT 'of the author', due DATE, KEY by_due (due))",
    "  DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;",
    "CREATE TABLE users (id INT NOT NULL PRIMARY KEY) DEFAULT CHARSET = utf8mb4;",
  };

  @Test
  void whatIsMissingIsWrittenProvedAndAppliedAndThenThereIsNothingToDo() throws IOException {
    AutoRequest request = wanted(LONGER);
    Report.Generate report = generate(request);
    assertEquals(Report.Outcome.DONE, report.outcome());
    assertEquals(
        List.of("column tasks.due", "column tasks.title", "index tasks.by_due", "table users"),
        report.changes().stream().map(c -> c.type() + " " + c.object()).sorted().toList());
    Report.Proved proof = Objects.requireNonNull(report.proof());
    assertTrue(proof.up() && proof.undo() && proof.again());
    String text = Files.readString(report.files().get(0));
    assertTrue(text.contains("-- proved: up, undo and up again on " + proof.server()), text);
    assertTrue(text.contains("-- generated from: schema.sql"), text);
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
      migrator.downgrade(1);
      migrator.upgrade(null);
    }
    Report.Generate again = generate(request);
    assertEquals(Report.Outcome.NOTHING, again.outcome());
    assertEquals(List.of(), again.files());
    assertNull(again.version());
  }

  @Test
  void noScratchDatabaseIsLeft() throws IOException {
    AutoRequest request = wanted(LONGER);
    try (MadeDatabases made = MadeDatabases.beside(project.database())) {
      try (Migrator migrator = project.with(made.way()).migrator()) {
        migrator.generate(request);
      }
      made.requireDropped();
    }
  }

  @Test
  void aDryRunShowsTheFilesAndWritesNone() throws IOException {
    wanted(LONGER);
    Report.Generate report = generate(request(folder.resolve("schema.sql"), List.of(), true));
    assertEquals(List.of(), report.files());
    assertEquals(2, report.shown().size());
    assertTrue(report.shown().get(0).contains("CREATE TABLE `users`"), report.shown().get(0));
    assertTrue(report.shown().get(1).contains("-- undoes: "), report.shown().get(1));
    try (var files = Files.list(project.folder())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aColumnThatWentIsMarkedAndItsRenameOffered() throws IOException {
    AutoRequest request =
        wanted(
            "CREATE TABLE tasks (id INT NOT NULL PRIMARY KEY, title VARCHAR(100) NOT NULL,",
            "  remark VARCHAR(50) COMMENT 'of the author')",
            "  DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;");
    Report.Generate report = generate(request);
    String up = Files.readString(report.files().get(0));
    String undo = Files.readString(report.files().get(1));
    assertTrue(up.contains("-- destructive: "), up);
    assertTrue(undo.contains("-- migrate:irreversible "), undo);
    assertTrue(
        report.notices().stream().anyMatch(n -> n.contains("-Dmigrate.rename=tasks.note:remark")),
        report.notices().toString());
    Files.delete(report.files().get(0));
    Files.delete(report.files().get(1));

    Report.Generate renamed =
        generate(request(folder.resolve("schema.sql"), List.of("tasks.note:remark"), false));
    assertEquals(List.of("rename"), renamed.changes().stream().map(c -> c.kind()).toList());
    assertFalse(Files.readString(renamed.files().get(0)).contains("destructive"));
  }

  @Test
  void rowsThatWouldMakeItFailAreToldThoseOfTheMigrationsThemselvesToo() throws IOException {
    Report.Generate report =
        generate(
            wanted(
                "CREATE TABLE tasks (id INT NOT NULL PRIMARY KEY, title VARCHAR(100) NOT NULL,",
                "  note VARCHAR(50) NOT NULL COMMENT 'of the author')",
                "  DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;"));
    assertTrue(
        report.notices().stream().anyMatch(n -> n.contains("the migrations themselves insert")),
        report.notices().toString());
    assertTrue(
        report.notices().stream().anyMatch(n -> n.contains("With sample rows statement 1 fails")),
        report.notices().toString());
  }

  @Test
  void wantedStatementsThatTheServerRefusesAreShownWithTheirLine() throws IOException {
    AutoRequest request = wanted("", "CREATE TABLE broken (id NONSENSE);");
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> generate(request));
    assertEquals("wanted-failed", e.problem().code());
    assertTrue(e.problem().text().contains("schema.sql:2"), e.problem().text());
  }

  @Test
  void aWantedScriptThatReachesBeyondTheScratchDatabaseIsRefused() throws IOException {
    AutoRequest request = wanted("CREATE TABLE mysql.evil (id INT);");
    RefusedException e = assertThrows(RefusedException.class, () -> generate(request));
    assertEquals("replay-refused", e.problem().code());
  }

  @Test
  void aTriggerIsWrittenSoThatItIsReadAgain() throws IOException {
    AutoRequest request =
        wanted(
            "CREATE TABLE tasks (id INT NOT NULL PRIMARY KEY, title VARCHAR(100) NOT NULL,",
            "  note VARCHAR(50) COMMENT 'of the author')",
            "  DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;",
            "CREATE TRIGGER t BEFORE INSERT ON tasks FOR EACH ROW",
            "BEGIN SET NEW.note = ';'; SET NEW.title = UPPER(NEW.title); END;");
    generate(request);
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
      migrator.downgrade(1);
      migrator.upgrade(null);
    }
    assertEquals(Report.Outcome.NOTHING, generate(request).outcome());
  }

  @Test
  void whatLooksLikeAPlaceholderStaysWhatItIs() throws IOException {
    AutoRequest request =
        wanted(
            "CREATE TABLE tasks (id INT NOT NULL PRIMARY KEY, title VARCHAR(100) NOT NULL,",
            "  note VARCHAR(50) DEFAULT '${none}' COMMENT 'of the author')",
            "  DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;");
    assertEquals(3, generate(request).files().size());
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
      migrator.downgrade(1);
      migrator.upgrade(null);
    }
    assertEquals(Report.Outcome.NOTHING, generate(request).outcome());
  }

  @Test
  void aStatementThatTakesNoMildFormIsNamed() throws IOException {
    AutoRequest request =
        wanted(
            "CREATE TABLE tasks (id INT NOT NULL PRIMARY KEY, title INT NOT NULL,",
            "  note VARCHAR(50) COMMENT 'of the author')",
            "  DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;");
    Report.Generate report =
        generate(
            new AutoRequest(
                "change tasks", request.wanted(), false, false, List.of(), false, true, true));
    assertTrue(
        report.notices().stream().anyMatch(n -> n.startsWith("No mild form was accepted")),
        report.notices().toString());
  }

  @Test
  void onRequestTheMildestFormIsWrittenOut() throws IOException {
    AutoRequest request = wanted(LONGER);
    Report.Generate report =
        generate(
            new AutoRequest(
                "change tasks", request.wanted(), false, false, List.of(), false, true, true));
    String up = report.shown().get(0);
    assertTrue(up.contains("ALGORITHM=INSTANT"), up);
    assertTrue(up.contains("LOCK=NONE") || up.contains("ALGORITHM=INSTANT"), up);
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.StatementException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two branches that were merged become one line of migrations. */
class RebaseTest {

  private static final String FIRST = "aaaaaaaaaaaa";
  private static final String MINE = "bbbbbbbbbbbb";
  private static final String THEIRS = "cccccccccccc";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void prepare() {
    project = TestProject.in(folder);
    pair(1, FIRST, "none", "CREATE TABLE a (id INT)", "DROP TABLE a");
    pair(3, THEIRS, FIRST, "ALTER TABLE a ADD b INT", "ALTER TABLE a DROP b");
    upgrade();
  }

  @Test
  void theBranchThatIsNotAppliedMovesBehindTheOther() throws IOException {
    pair(2, MINE, FIRST, "ALTER TABLE a ADD c INT", "ALTER TABLE a DROP c");

    Report.Rebase report = rebase();

    assertEquals(Report.Outcome.DONE, report.outcome());
    assertEquals(List.of(), report.notices());
    assertEquals(
        List.of("U1__x.sql", "U3__x.sql", "U4__x.sql", "V1__x.sql", "V3__x.sql", "V4__x.sql"),
        files());
    for (String kind : List.of("V", "U")) {
      String text = Files.readString(project.folder().resolve(kind + "4__x.sql"));
      assertTrue(text.startsWith("-- revision: " + MINE + "\n-- revises: " + THEIRS + "\n"), text);
    }
    upgrade();
    assertEquals(
        List.of("id", "b", "c"),
        TestServer.query(
            project.database(),
            "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                + " AND table_name = 'a' ORDER BY ordinal_position"));
    assertEquals(Report.Outcome.NOTHING, rebase().outcome());
  }

  @Test
  void whatDoesNotRunBehindTheOtherIsLeftWhereItWas() throws IOException {
    pair(2, MINE, FIRST, "ALTER TABLE a ADD b INT", "ALTER TABLE a DROP b");
    List<String> before = texts();

    StatementException failed = assertThrows(StatementException.class, this::rebase);

    assertEquals("replay-failed", failed.problem().code());
    assertEquals(before, texts());
  }

  @Test
  void anUndoThatBringsSomethingElseBackIsTold() {
    pair(2, MINE, FIRST, "ALTER TABLE a ADD c INT", "ALTER TABLE a DROP c, ADD d INT");

    assertEquals(
        List.of("The undo of what was moved does not give exactly what was before."),
        rebase().notices());
  }

  @Test
  void aMigrationWithoutUndoMoves() throws IOException {
    pair(2, MINE, FIRST, "ALTER TABLE a ADD c INT", "-- nothing");
    project.delete("U2__x.sql");

    Report.Rebase report = rebase();

    assertEquals(
        List.of("Version 4 cannot be taken back: its undo was not tried out."), report.notices());
    assertEquals(List.of("U1__x.sql", "U3__x.sql", "V1__x.sql", "V3__x.sql", "V4__x.sql"), files());
  }

  private void pair(int version, String revision, String revises, String up, String undo) {
    String head = "-- revision: " + revision + "\n-- revises: " + revises + "\n";
    project.write("V" + version + "__x.sql", head, up + ";");
    project.write("U" + version + "__x.sql", head, undo + ";");
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private Report.Rebase rebase() {
    try (Migrator migrator = project.migrator()) {
      return migrator.rebase();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(project.folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> texts() throws IOException {
    try (Stream<Path> files = Files.list(project.folder())) {
      return files
          .sorted()
          .map(
              file -> {
                try {
                  return file + ": " + Files.readString(file);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }
}

package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.BackupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups whose checksums are right and whose SQL is not what the manifest says. */
class VerificationTest {

  private static final List<String> ROWS = Samples.rows(0, 50);

  @TempDir Path folder;
  private int count;

  @Test
  void aWholeBackupIsFine() {
    assertDoesNotThrow(() -> parse(writer -> Samples.add(writer, ROWS)));
  }

  @Test
  void aLostRowIsFound() {
    assertData("it has 49 rows instead of 50", ROWS.subList(1, 50));
  }

  @Test
  void aDoubledRowIsFound() {
    List<String> rows = new ArrayList<>(ROWS);
    rows.add(ROWS.get(7));
    assertData("it has 51 rows instead of 50", rows);
    rows.remove(3);
    assertData("its rows are not those that were read", rows);
  }

  @Test
  void aChangedValueIsFound() {
    List<String> rows = new ArrayList<>(ROWS);
    rows.set(20, rows.get(20).replace("20,", "21,"));
    assertData("its rows are not those that were read", rows);
    rows.set(20, ROWS.get(20).replace("ä", "a"));
    assertData("its rows are not those that were read", rows);
  }

  @Test
  void aMissingOrFurtherValueIsFound() {
    List<String> rows = new ArrayList<>(ROWS);
    rows.set(20, "(20)");
    assertData("row 21 has 1 values instead of 2", rows);
    rows.set(20, "(20,NULL,NULL)");
    assertData("row 21 has 3 values instead of 2", rows);
  }

  @Test
  void anythingAroundTheRowsIsFound() {
    String sql = new String(Samples.data(ROWS), UTF_8);
    assertSql("something else around the rows", "DELETE FROM t;\n" + sql);
    assertSql("something else around the rows", sql.replace("`title`", "`other`"));
    assertSql("something else around the rows", sql + "DELETE FROM t;\n");
    assertSql(
        "is followed by something else", sql.replace(");\n", ") ON DUPLICATE KEY UPDATE id=1;\n"));
    assertSql("the statement does not end", sql.substring(0, sql.length() - 1));
    assertSql("the statement does not end", sql.substring(0, sql.length() - 10));
    assertSql("is followed by something else", sql.replaceFirst(",\n\\(", ",\n\n("));
    assertSql("always escaped", sql.replaceFirst("quoted", "quo\nted"));
    assertSql("unquoted", sql.replaceFirst("\\(3,", "(3+(1),"));
  }

  @Test
  void aRowThatWasMovedToAnotherFrameIsFound() {
    BackupException e =
        refused(
            writer -> {
              add(writer, Samples.data(ROWS.subList(0, 24)), Samples.chunk(ROWS.subList(0, 25)));
              add(writer, Samples.data(ROWS.subList(24, 50)), Samples.chunk(ROWS.subList(25, 50)));
            });
    assertTrue(
        e.problem().problem().contains("it has 24 rows instead of 25"), e.problem().problem());
  }

  @Test
  void aFrameTooManyOrTooFewIsFound() {
    BackupException e = refused(writer -> Samples.add(writer, ROWS.subList(0, 49)));
    assertTrue(
        e.problem().problem().contains("the table `task` has 49 rows"), e.problem().problem());
    e =
        refused(
            writer -> {
              Samples.add(writer, ROWS);
              Samples.add(writer, ROWS.subList(0, 1));
            });
    assertTrue(
        e.problem().problem().contains("the table `task` has 51 rows"), e.problem().problem());
  }

  @Test
  void aFrameOfSomethingUnknownIsFound() {
    for (FrameKind kind : List.of(FrameKind.INDEX, FrameKind.TRIGGER, FrameKind.HEAD)) {
      BackupException e =
          refused(
              writer -> {
                Samples.add(writer, ROWS);
                Samples.add(writer, kind, "other", "SELECT 1");
              });
      assertEquals("backup-damaged", e.problem().code());
    }
  }

  @Test
  void aFrameThatIsNoListOfStatementsIsFound() {
    BackupException e =
        refused(
            writer -> {
              Samples.add(writer, ROWS);
              byte[] sql = "DELETE FROM task;\n".getBytes(UTF_8);
              writer.write(FrameKind.SESSION, "", sql, 0, sql.length, null);
            });
    assertTrue(e.problem().problem().contains("session at byte"), e.problem().problem());
  }

  @Test
  void aMissingObjectIsFound() {
    BackupException e =
        refused(
            () -> {
              try (BackupWriter writer = writer()) {
                Samples.begin(writer);
                Samples.add(writer, ROWS);
                Samples.add(writer, FrameKind.END, "", "SELECT 1");
                return writer.finish(Samples.manifest(ROWS));
              }
            });
    assertTrue(
        e.problem().problem().contains("there is no frame of view of `v`"), e.problem().problem());
  }

  @Test
  void lenientFramesStandBetweenTwoModes() {
    Chunk plain = Samples.chunk(ROWS);
    Chunk lenient = new Chunk(null, null, plain.rows(), plain.hash(), true);
    String sql = new String(Samples.data(ROWS), UTF_8);
    byte[] between = (Session.LENIENT + sql + Session.STRICT).getBytes(UTF_8);
    assertDoesNotThrow(() -> parse(writer -> add(writer, between, lenient)));
    refused(writer -> add(writer, (Session.LENIENT + sql).getBytes(UTF_8), lenient));
    refused(writer -> add(writer, between, plain));
  }

  @Test
  void theScannerDoesNotCareWhereThePartsAreCut() throws Exception {
    byte[] sql = Samples.data(ROWS);
    TableFacts table = Samples.manifest(ROWS).tables().get(0);
    for (int step : new int[] {1, 2, 3, 7, 100, sql.length}) {
      TupleScanner scanner = new TupleScanner(table, false);
      for (int at = 0; at < sql.length; at += step) {
        scanner.feed(sql, at, Math.min(sql.length, at + step));
      }
      scanner.end();
      assertEquals(50, scanner.rows());
      assertEquals(table.hash(), scanner.hash(), "step " + step);
    }
  }

  private void assertData(String message, List<String> rows) {
    assertSql(message, new String(Samples.data(rows), UTF_8));
  }

  private void assertSql(String message, String sql) {
    BackupException e = refused(writer -> add(writer, sql.getBytes(UTF_8), Samples.chunk(ROWS)));
    assertEquals("backup-damaged", e.problem().code());
    assertTrue(e.problem().problem().contains(message), e.problem().problem());
    assertTrue(e.problem().problem().contains("data of `task` at byte"), e.problem().problem());
  }

  private static void add(BackupWriter writer, byte[] sql, Chunk chunk) {
    writer.write(FrameKind.DATA, "task", sql, 0, sql.length, chunk);
  }

  private BackupException refused(Consumer<BackupWriter> frames) {
    return assertThrows(BackupException.class, () -> parse(frames));
  }

  private BackupException refused(Supplier<Path> backup) {
    return assertThrows(BackupException.class, () -> parse(backup.get()));
  }

  private void parse(Consumer<BackupWriter> frames) {
    Path path;
    try (BackupWriter writer = writer()) {
      Samples.begin(writer);
      frames.accept(writer);
      Samples.end(writer);
      path = writer.finish(Samples.manifest(ROWS));
    }
    parse(path);
  }

  private static void parse(Path path) {
    try (BackupFile file = BackupFile.open(path, null)) {
      Verification.checksum(file);
      Verification.parse(file, e -> {});
    }
  }

  private BackupWriter writer() {
    return BackupWriter.create(folder, "b" + count++, Form.ZSTD, null);
  }
}

package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small backups, as the dump writes them. */
final class Samples {

  static final String INSERT = "INSERT INTO `task` (`id`,`title`) VALUES\n";

  private Samples() {}

  /** The SQL of a data frame. */
  static byte[] data(List<String> tuples) {
    return (INSERT + String.join(",\n", tuples) + ";\n").getBytes(UTF_8);
  }

  /** The facts of these rows. */
  static Chunk chunk(List<String> tuples) {
    return new Chunk(null, null, tuples.size(), hash(tuples), false);
  }

  static String hash(List<String> tuples) {
    HashSum sum = new HashSum();
    for (String tuple : tuples) {
      byte[] bytes = tuple.getBytes(UTF_8);
      sum.add(bytes, 0, bytes.length);
    }
    return sum.hex();
  }

  /** Rows with every character that needs care. */
  static List<String> rows(int from, int count) {
    List<String> rows = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      rows.add("(" + i + ",'it\\'s ) ,( \\'quoted\\' \\\\ \\n " + (i * 31L) + " ä😀')");
    }
    return rows;
  }

  static byte[] statements(String... statements) {
    List<byte[]> all = new ArrayList<>();
    for (String statement : statements) {
      all.add(statement.getBytes(UTF_8));
    }
    return Statements.join(all);
  }

  /** The manifest of a table {@code task} with these rows; frames and digest are the writer's. */
  static Manifest manifest(List<String> rows) {
    return manifest(rows.size(), hash(rows));
  }

  static Manifest manifest(long rows, String hash) {
    return new Manifest(
        Manifest.FORMAT,
        "migrate test",
        "staging",
        "0123456789ab",
        new Source("MySQL", "9.7.4", "shop", "", "utf8mb4", "utf8mb4_0900_ai_ci", "UTC", 0),
        new Snapshot(
            Instant.parse("2026-11-22T10:20:30.123456Z"), "locked tables", null, "b.1", 4L),
        "20260101.1",
        false,
        64 << 20,
        List.of(
            new TableFacts(
                "task",
                "InnoDB",
                "00",
                rows,
                5L,
                hash,
                List.of("id", "title"),
                List.of(),
                INSERT,
                false)),
        List.of(),
        List.of(new ObjectFacts(FrameKind.VIEW, "v", "o'brien@%", "")),
        List.of("a 'warning'\nof two lines"),
        0,
        0,
        "");
  }

  /** Writes a backup with two data frames. */
  static Path write(Path folder, String name, Form form, @Nullable BackupKey key, int rowCount) {
    List<String> rows = rows(0, rowCount);
    int half = rowCount / 2;
    try (BackupWriter writer = BackupWriter.create(folder, name, form, key)) {
      begin(writer);
      add(writer, rows.subList(0, half));
      add(writer, rows.subList(half, rowCount));
      end(writer);
      return writer.finish(manifest(rows));
    }
  }

  static void begin(BackupWriter writer) {
    add(writer, FrameKind.HEAD, "", "SET NAMES utf8mb4");
    add(writer, FrameKind.TABLE, "task", "CREATE TABLE `task` (`id` int, `title` text)");
    add(writer, FrameKind.SESSION, "", "SET NAMES binary");
  }

  static void add(BackupWriter writer, List<String> rows) {
    byte[] sql = data(rows);
    writer.write(FrameKind.DATA, "task", sql, 0, sql.length, chunk(rows));
  }

  static void end(BackupWriter writer) {
    add(writer, FrameKind.SESSION, "", "SET NAMES utf8mb4");
    add(writer, FrameKind.VIEW, "v", "CREATE VIEW `v` AS SELECT ';;' AS `a`");
    add(writer, FrameKind.END, "", "SELECT 'end'");
  }

  static void add(BackupWriter writer, FrameKind kind, String object, String... statements) {
    byte[] sql = statements(statements);
    writer.write(kind, object, sql, 0, sql.length, null);
  }

  /** The SQL that {@link #write} wrote. */
  static byte[] sql(int rowCount) {
    List<String> rows = rows(0, rowCount);
    int half = rowCount / 2;
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    sql.writeBytes(statements("SET NAMES utf8mb4"));
    sql.writeBytes(statements("CREATE TABLE `task` (`id` int, `title` text)"));
    sql.writeBytes(statements("SET NAMES binary"));
    sql.writeBytes(data(rows.subList(0, half)));
    sql.writeBytes(data(rows.subList(half, rowCount)));
    sql.writeBytes(statements("SET NAMES utf8mb4"));
    sql.writeBytes(statements("CREATE VIEW `v` AS SELECT ';;' AS `a`"));
    sql.writeBytes(statements("SELECT 'end'"));
    return sql.toByteArray();
  }
}

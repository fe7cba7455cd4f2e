package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.BackupWriter;
import dev.migrate.backup.file.Chunk;
import dev.migrate.backup.file.Form;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.HashSum;
import dev.migrate.backup.file.Manifest;
import dev.migrate.backup.file.Session;
import dev.migrate.backup.file.Snapshot;
import dev.migrate.backup.file.Source;
import dev.migrate.backup.file.Statements;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.server.Identifier;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A backup file with what a test says is in it. */
final class TestBackup {

  private final List<Part> parts = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private String vendor = TestServer.vendor().text();
  private int caseMode = 0;

  private record Part(FrameKind kind, String object, List<String> statements) {}

  private record Table(
      String name, String engine, List<String> columns, List<String> utf8, List<Rows> chunks) {

    String insert() {
      return "INSERT INTO `"
          + name
          + "` ("
          + columns.stream().map(Identifier::quote).collect(Collectors.joining(","))
          + ") VALUES\n";
    }
  }

  private record Rows(List<String> tuples, boolean lenient) {}

  TestBackup of(String otherVendor) {
    vendor = otherVendor;
    return this;
  }

  TestBackup caseMode(int mode) {
    caseMode = mode;
    return this;
  }

  /** A table; of a column whose name ends with an asterisk values have an introducer. */
  TestBackup table(String name, String create, String... columns) {
    String engine = create.contains("MyISAM") ? "MyISAM" : "InnoDB";
    parts.add(new Part(FrameKind.TABLE, name, List.of(create)));
    List<String> names = Stream.of(columns).map(c -> c.replace("*", "")).toList();
    List<String> utf8 =
        Stream.of(columns).filter(c -> c.endsWith("*")).map(c -> c.replace("*", "")).toList();
    tables.add(new Table(name, engine, names, utf8, new ArrayList<>()));
    return this;
  }

  /** A chunk of the last table's rows. */
  TestBackup rows(String... tuples) {
    return chunk(List.of(tuples), false);
  }

  TestBackup lenientRows(String... tuples) {
    return chunk(List.of(tuples), true);
  }

  TestBackup chunk(List<String> tuples, boolean lenient) {
    tables.get(tables.size() - 1).chunks.add(new Rows(tuples, lenient));
    return this;
  }

  TestBackup add(FrameKind kind, String object, String... statements) {
    parts.add(new Part(kind, object, List.of(statements)));
    return this;
  }

  Path write(Path folder, String name) {
    return write(folder, name, Form.ZSTD);
  }

  Path write(Path folder, String name, Form form) {
    try (BackupWriter writer = BackupWriter.create(folder, name, form, null)) {
      write(
          writer,
          new Part(
              FrameKind.HEAD,
              "",
              List.of(
                  "SET NAMES utf8mb4",
                  "SET time_zone='+00:00', foreign_key_checks=0, unique_checks=0",
                  Session.STRICT.strip().replace(";", ""),
                  "ALTER DATABASE CHARACTER SET utf8mb4")));
      writeAll(writer, FrameKind.SEQUENCE, FrameKind.TABLE);
      write(writer, new Part(FrameKind.SESSION, "", List.of("SET NAMES binary")));
      List<TableFacts> facts = tables.stream().map(table -> data(writer, table)).toList();
      write(writer, new Part(FrameKind.SESSION, "", List.of("SET NAMES utf8mb4")));
      writeAll(
          writer,
          FrameKind.INDEX,
          FrameKind.FOREIGN_KEY,
          FrameKind.ROUTINE,
          FrameKind.VIEW,
          FrameKind.TRIGGER,
          FrameKind.EVENT,
          FrameKind.STATE);
      write(writer, new Part(FrameKind.END, "", List.of("SET @migrate_end=1")));
      return writer.finish(manifest(facts));
    }
  }

  private void writeAll(BackupWriter writer, FrameKind... kinds) {
    for (FrameKind kind : kinds) {
      parts.stream().filter(part -> part.kind == kind).forEach(part -> write(writer, part));
    }
  }

  private static void write(BackupWriter writer, Part part) {
    byte[] sql = Statements.join(part.statements.stream().map(s -> s.getBytes(UTF_8)).toList());
    writer.write(part.kind, part.object, sql, 0, sql.length, null);
  }

  private static TableFacts data(BackupWriter writer, Table table) {
    HashSum sum = new HashSum();
    long count = 0;
    for (Rows rows : table.chunks) {
      HashSum chunk = new HashSum();
      rows.tuples.forEach(t -> chunk.add(t.getBytes(UTF_8), 0, t.getBytes(UTF_8).length));
      sum.add(chunk.hex());
      count += rows.tuples.size();
      String sql = table.insert() + String.join(",\n", rows.tuples) + ";\n";
      byte[] bytes = (rows.lenient ? Session.LENIENT + sql + Session.STRICT : sql).getBytes(UTF_8);
      writer.write(
          FrameKind.DATA,
          table.name,
          bytes,
          0,
          bytes.length,
          new Chunk(null, null, rows.tuples.size(), chunk.hex(), rows.lenient));
    }
    return new TableFacts(
        table.name,
        table.engine,
        "",
        count,
        null,
        sum.hex(),
        table.columns,
        table.utf8,
        table.insert(),
        false);
  }

  private Manifest manifest(List<TableFacts> facts) {
    return new Manifest(
        Manifest.FORMAT,
        "test",
        "test",
        "operation",
        new Source(vendor, "1", "source", "", "utf8mb4", "utf8mb4_general_ci", "+00:00", caseMode),
        new Snapshot(Instant.parse("2026-11-22T03:04:05Z"), "test", null, null, null),
        null,
        false,
        1024 * 1024,
        facts,
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        "");
  }
}

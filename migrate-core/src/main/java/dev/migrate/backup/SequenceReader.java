package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.wire.Row;
import dev.migrate.server.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads MariaDB's sequences, and where they stand. */
final class SequenceReader {

  private final CatalogSession session;

  SequenceReader(CatalogSession session) {
    this.session = session;
  }

  /** Their definitions. */
  List<ObjectSource> read(List<String> names) throws SQLException {
    List<ObjectSource> sequences = new ArrayList<>();
    for (String name : names) {
      String object = "sequence `" + name + "`";
      Row printed = session.definition("SHOW CREATE SEQUENCE " + Identifier.quote(name), object);
      sequences.add(
          new ObjectSource(
              FrameKind.SEQUENCE,
              name,
              null,
              "",
              List.of(Objects.requireNonNull(printed.bytes(1)))));
    }
    return sequences;
  }

  /**
   * Statements that set them to where they stand: the next value is the first that the server has
   * not set aside in memory, as it is after a restart.
   */
  List<byte[]> positions(List<String> names) throws SQLException {
    List<byte[]> statements = new ArrayList<>();
    for (String name : names) {
      String quoted = Identifier.quote(name);
      Row row =
          session.definition(
              "SELECT next_not_cached_value, cycle_count FROM " + quoted,
              "sequence `" + name + "`");
      statements.add(
          ("DO SETVAL(" + quoted + ", " + row.required(0) + ", 0, " + row.required(1) + ")")
              .getBytes(UTF_8));
    }
    return statements;
  }
}

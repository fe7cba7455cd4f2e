package dev.migrate.backup.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the SQL of frames with what the manifest says of them; any number of threads may. */
final class FrameCheck {

  private static final int BUFFER = 256 << 10;

  private final BackupFile file;
  private final Map<String, TableFacts> tables;

  FrameCheck(BackupFile file) {
    this.file = file;
    this.tables =
        file.manifest().tables().stream()
            .collect(Collectors.toMap(TableFacts::name, Function.identity(), (a, b) -> a));
  }

  /**
   * Checks a frame.
   *
   * @return how many rows it has
   * @throws dev.migrate.outcome.BackupException {@code backup-damaged}
   */
  long check(Frame frame) {
    Chunk chunk = frame.chunk();
    TableFacts table = tables.get(frame.object());
    if (frame.kind() == FrameKind.DATA && chunk != null && table != null) {
      rows(frame, chunk, table);
      return chunk.rows();
    }
    try {
      Statements.split(file.bytes(frame));
    } catch (IllegalArgumentException e) {
      throw Damage.of(file.path(), frame, Damage.reason(e), e);
    }
    return 0;
  }

  private void rows(Frame frame, Chunk chunk, TableFacts table) {
    TupleScanner scanner = new TupleScanner(table, chunk.lenient());
    try (InputStream sql = file.sql(frame)) {
      byte[] buffer = new byte[BUFFER];
      int count = sql.read(buffer);
      while (count >= 0) {
        scanner.feed(buffer, 0, count);
        count = sql.read(buffer);
      }
      scanner.end();
    } catch (TupleScanner.MalformedException | IOException e) {
      throw Damage.of(file.path(), frame, Damage.reason(e), e);
    }
    String wrong = wrong(chunk, scanner);
    if (wrong != null) {
      throw Damage.of(file.path(), frame, wrong, null);
    }
  }

  private static @Nullable String wrong(Chunk chunk, TupleScanner scanner) {
    if (scanner.rows() != chunk.rows()) {
      return "it has " + scanner.rows() + " rows instead of " + chunk.rows();
    }
    return scanner.hash().equals(chunk.hash())
        ? null
        : "its rows are not those that were read (hash " + scanner.hash() + ")";
  }
}

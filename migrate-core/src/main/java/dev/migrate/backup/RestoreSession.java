package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.Frame;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.Statements;
import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A connection whose session is what the backup's statements expect: the settings of its head, and
 * of the last SESSION frame before the statement. Autocommit is off.
 */
final class RestoreSession implements AutoCloseable {

  /** A week: the connection that waits while others build indexes must not be ended for that. */
  private static final String OURS =
      "SET SESSION autocommit = 0, wait_timeout = 604800, max_error_count = 65535";

  /** After lines of comment. */
  private static final Pattern SETTING =
      Pattern.compile("(?:\\s+|--[^\\n]*\\n)*SET\\s", Pattern.CASE_INSENSITIVE);

  /** As the head leaves it: texts are UTF-8. */
  private static final int NONE = -1;

  private final BackupFile file;
  private final Wire wire;
  private int applied = NONE;

  private RestoreSession(BackupFile file, Wire wire) {
    this.file = file;
    this.wire = wire;
  }

  /** Takes a new connection, to a server for which the backup is known to be. */
  static RestoreSession open(BackupFile file, Supplier<Connection> workers, String database)
      throws SQLException {
    Wire wire = Wire.of(workers.get());
    try {
      RestoreSession session = of(file, wire);
      session.use(database);
      return session;
    } catch (SQLException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  /** Gives a connection the head's settings; the caller closes it if that fails. */
  static RestoreSession of(BackupFile file, Wire wire) throws SQLException {
    RestoreSession session = new RestoreSession(file, wire);
    session.begin();
    return session;
  }

  private void begin() throws SQLException {
    for (Frame frame : file.manifest().frames()) {
      if (frame.kind() == FrameKind.HEAD) {
        for (byte[] statement : statements(frame)) {
          if (isSetting(statement)) {
            wire.execute(statement);
          }
        }
      }
    }
    wire.execute(OURS);
  }

  /** Whether a statement of the head is for the session, not for the database. */
  static boolean isSetting(byte[] statement) {
    String text = new String(statement, ISO_8859_1);
    return SETTING.matcher(text).lookingAt();
  }

  Wire wire() {
    return wire;
  }

  BackupFile file() {
    return file;
  }

  /** Makes a database the current one. */
  void use(String database) throws SQLException {
    wire.execute("USE " + Identifier.quote(database));
  }

  /** The one value of a query; empty text for NULL or no row. */
  String value(String query) throws SQLException {
    List<Row> rows = wire.query(query);
    return rows.isEmpty() ? "" : Objects.requireNonNullElse(rows.get(0).text(0), "");
  }

  /** Gives the session the settings that hold where this frame stands in the file. */
  void enter(int index) throws SQLException {
    List<Frame> frames = file.manifest().frames();
    int at = index;
    while (at > 0 && frames.get(at).kind() != FrameKind.SESSION) {
      at--;
    }
    if (frames.get(at).kind() != FrameKind.SESSION) {
      // The head's own settings are made again by whoever executes it.
      applied = NONE;
      return;
    }
    if (at == applied) {
      return;
    }
    for (byte[] statement : statements(frames.get(at))) {
      wire.execute(statement);
    }
    applied = at;
  }

  /**
   * Gives the session UTF-8 for texts, as it has after the head. MySQL reads the values in a
   * table's partitioning as texts of the session that opens the table, and gets those that are not
   * ASCII wrong in a session of binary texts (error 1526).
   */
  void enterUtf8() throws SQLException {
    if (applied != NONE) {
      wire.execute("SET NAMES utf8mb4");
      applied = NONE;
    }
  }

  /** The statements of a frame without rows. */
  List<byte[]> statements(Frame frame) {
    try (InputStream sql = file.sql(frame)) {
      return Statements.split(sql.readAllBytes());
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, frame, e);
    }
  }

  /** A frame that cannot be read, or does not hold what it should. */
  static BackupException unreadable(BackupFile file, Frame frame, Exception e) {
    String what = frame.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new BackupException(
        Problem.of(
                "backup-damaged",
                "The backup "
                    + file.path().getFileName()
                    + " is damaged in "
                    + what
                    + (frame.object().isEmpty() ? "" : " of `" + frame.object() + "`")
                    + " at byte "
                    + frame.offset()
                    + ": "
                    + e.getMessage())
            .at(file.path().toString())
            .fix("use another backup, or restore only the other tables: -Dmigrate.tables=PATTERN"),
        e);
  }

  @Override
  public void close() {
    wire.close();
  }
}

package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.Session;
import dev.migrate.backup.file.Snapshot;
import dev.migrate.backup.wire.Wire;
import dev.migrate.server.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The settings of sessions: of those that read rows, and of the one that will restore them. */
final class DumpSession {

  private DumpSession() {}

  /** Opens the connections that read rows. */
  static List<Wire> open(DumpOrder order, Supplier<Connection> connections) throws SQLException {
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < order.threads(); i++) {
        Wire wire = Wire.of(connections.get());
        wires.add(wire);
        prepare(wire, order.database());
      }
      return wires;
    } catch (SQLException | RuntimeException e) {
      wires.forEach(Wire::close);
      throw e;
    }
  }

  /** Has rows read as they are kept: no character set, time zone or limit changes them. */
  static void prepare(Wire wire, String database) throws SQLException {
    wire.execute("USE " + Identifier.quote(database));
    wire.execute("SET NAMES utf8mb4");
    wire.execute(
        "SET SESSION character_set_results = NULL, time_zone = '+00:00', sql_mode = '',"
            + " net_write_timeout = 3600, wait_timeout = 86400");
    if (isMariadb(wire)) {
      wire.execute("SET SESSION max_statement_time = 0");
    } else {
      wire.execute("SET SESSION max_execution_time = 0");
    }
  }

  static boolean isMariadb(Wire wire) throws SQLException {
    return wire.query("SELECT VERSION()").get(0).required(0).contains("MariaDB");
  }

  /** The bytes of a frame: what any server takes, and half of what this one does. */
  static int frame(Wire wire) throws SQLException {
    long packet = wire.query("SELECT @@max_allowed_packet").get(0).number(0);
    return (int) Math.max(1024, Math.min(RowReader.FRAME, packet / 2));
  }

  /** The statements a session needs before it takes the backup's others. */
  static List<byte[]> head(DumpOrder order, Snapshot snapshot) {
    String comment =
        "-- backup of "
            + order.database().replaceAll("[\r\n]", " ")
            + ", "
            + snapshot.takenAt()
            + "\n-- restore it into an empty database: zstdcat FILE | mysql --comments DATABASE\n"
            + "-- (without --comments old clients drop the comments within routines)\n";
    return List.of(
        (comment + "SET NAMES utf8mb4").getBytes(UTF_8),
        "SET time_zone='+00:00', foreign_key_checks=0, unique_checks=0".getBytes(UTF_8),
        Session.STRICT.replace(";\n", "").getBytes(UTF_8));
  }

  /** This program's version. */
  static String release() {
    return Objects.requireNonNullElse(
        DumpSession.class.getPackage().getImplementationVersion(), "development");
  }
}

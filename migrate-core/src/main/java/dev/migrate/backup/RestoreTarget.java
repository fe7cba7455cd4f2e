package dev.migrate.backup;

import static dev.migrate.server.Literal.text;

import dev.migrate.backup.file.Frame;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.Source;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.ServerVersion;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * The server and database restored into, as far as it decides how, and whether at all.
 *
 * @param version of the server
 * @param caseMode its lower_case_table_names
 * @param loads it takes LOAD DATA LOCAL
 * @param maxAllowedPacket the longest statement it takes, in bytes
 */
record RestoreTarget(ServerVersion version, int caseMode, boolean loads, long maxAllowedPacket) {

  /** What a packet holds besides the statement, generously. */
  private static final int PACKET_HEAD = 1024;

  static RestoreTarget of(Wire wire) throws SQLException {
    Row row =
        wire.query(
                "SELECT VERSION(), @@lower_case_table_names, @@local_infile, @@max_allowed_packet")
            .get(0);
    return new RestoreTarget(
        ServerVersion.parse(row.required(0)),
        (int) row.number(1),
        row.number(2) != 0,
        row.number(3));
  }

  /**
   * Whether a table's rows go in by LOAD DATA. History of versions cannot; and only what a
   * transaction undoes is tried, since an INSERT takes its place where LOAD DATA leaves a warning.
   */
  boolean loads(RestorePlan plan, Frame frame) {
    TableFacts table = plan.table(frame.object());
    return loads
        && !RestorePlan.chunk(frame).lenient()
        && !table.versioned()
        && plan.isTransactional(table);
  }

  /** Refuses a backup that cannot become what it was on this server. */
  void check(RestorePlan plan) {
    Source source = plan.manifest().source();
    if (!source.vendor().equalsIgnoreCase(version.vendor().text())) {
      throw new RefusedException(
          Problem.of(
                  "restore-other-vendor",
                  "The backup is of "
                      + source.vendor()
                      + " "
                      + source.version()
                      + ", the server is "
                      + version.text()
                      + ": collations, types and the syntax of definitions differ")
              .fix("restore into a server of " + source.vendor()));
    }
    checkCase(plan, source);
    checkPackets(plan);
  }

  private void checkCase(RestorePlan plan, Source source) {
    if (source.lowerCaseTableNames() == caseMode || caseMode == 2) {
      return;
    }
    List<String> names =
        plan.manifest().frames().stream()
            .filter(f -> f.kind() == FrameKind.TABLE || f.kind() == FrameKind.VIEW)
            .map(Frame::object)
            .filter(name -> !name.equals(name.toLowerCase(Locale.ROOT)))
            .toList();
    if (!names.isEmpty()) {
      throw new RefusedException(
          Problem.of(
                  "restore-name-case",
                  "The backup was taken with lower_case_table_names="
                      + source.lowerCaseTableNames()
                      + ", the server has "
                      + caseMode
                      + ": names would change, "
                      + String.join(", ", names.subList(0, Math.min(10, names.size()))))
              .at("lower_case_table_names")
              .fix(
                  "restore into a server with lower_case_table_names="
                      + source.lowerCaseTableNames()));
    }
  }

  private void checkPackets(RestorePlan plan) {
    for (FrameKind kind : FrameKind.values()) {
      for (int index : plan.frames(kind)) {
        Frame frame = plan.frame(index);
        boolean inPieces = kind == FrameKind.DATA && loads(plan, frame);
        if (!inPieces && frame.size() + PACKET_HEAD > maxAllowedPacket) {
          throw packet(frame);
        }
      }
    }
  }

  private RefusedException packet(Frame frame) {
    long megabytes = (frame.size() + PACKET_HEAD) / (1024 * 1024) + 1;
    boolean data = frame.kind() == FrameKind.DATA;
    return new RefusedException(
        Problem.of(
                "restore-packet-too-small",
                "A statement for `"
                    + frame.object()
                    + "` has "
                    + frame.size()
                    + " bytes, and the server takes at most "
                    + maxAllowedPacket
                    + (data && !loads
                        ? "; by LOAD DATA LOCAL rows of any size go in, and local_infile is off"
                        : ""))
            .at("max_allowed_packet")
            .fix(
                "as an administrator of the server: SET GLOBAL max_allowed_packet = "
                    + Math.min(megabytes * 1024 * 1024, 1024L * 1024 * 1024)
                    + (data && !loads ? "; or: SET GLOBAL local_infile = ON" : "")));
  }

  /** What is in a database that a restore would meet: names of tables, views, routines, events. */
  static List<String> contents(Wire wire, String database, RestorePlan plan) throws SQLException {
    String tables =
        "SELECT table_name FROM information_schema.tables WHERE table_type <> 'TEMPORARY'"
            + " AND table_schema = ";
    if (plan.isPartial()) {
      return wire.query(tables + text(database)).stream()
          .map(row -> row.required(0))
          .filter(name -> plan.isTable(name) || plan.isSequence(name))
          .toList();
    }
    String all =
        (tables
                + "%1$s UNION ALL SELECT routine_name FROM information_schema.routines"
                + " WHERE routine_schema = %1$s"
                + " UNION ALL SELECT event_name FROM information_schema.events"
                + " WHERE event_schema = %1$s")
            .replace("%1$s", text(database));
    return wire.query(all).stream()
        .map(row -> row.required(0))
        .filter(name -> !RestoreNames.isKept(name))
        .toList();
  }
}

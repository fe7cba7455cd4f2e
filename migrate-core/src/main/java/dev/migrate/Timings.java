package dev.migrate;

import dev.migrate.execute.JournalTimes;
import dev.migrate.execute.SizeTable;
import dev.migrate.report.TableFacts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was kept of earlier runs: how long their statements took.
 *
 * @param statements by installed_rank of their migration
 */
record Timings(Map<Integer, List<Overview.Timed>> statements) {

  /** Nothing. */
  static final Timings NONE = new Timings(Map.of());

  /** Those of a database; changes nothing. */
  static Timings of(Workplace workplace) throws SQLException {
    Map<Integer, List<Overview.Timed>> statements = new HashMap<>();
    for (JournalTimes.Time time : JournalTimes.read(workplace.connection(), workplace.schema())) {
      statements.computeIfAbsent(time.rank(), rank -> new ArrayList<>()).add(timed(time));
    }
    return new Timings(statements);
  }

  /** The sizes of tables at the ends of runs, the oldest first. */
  static Map<String, List<TableFacts.Size>> growth(Workplace workplace) throws SQLException {
    Map<String, List<TableFacts.Size>> growth = new HashMap<>();
    for (SizeTable.Noted noted : new SizeTable(workplace.schema()).read(workplace.connection())) {
      growth
          .computeIfAbsent(noted.table(), table -> new ArrayList<>())
          .add(new TableFacts.Size(noted.at(), noted.version(), noted.rows(), noted.bytes()));
    }
    return growth;
  }

  /** Those of a migration; empty where nothing was kept. */
  List<Overview.Timed> of(int rank) {
    return statements.getOrDefault(rank, List.of());
  }

  private static Overview.Timed timed(JournalTimes.Time time) {
    return new Overview.Timed(
        time.file(),
        time.line(),
        time.summary(),
        time.duration(),
        time.table(),
        time.rowsBefore(),
        time.rowsAfter(),
        time.bytesBefore(),
        time.bytesAfter());
  }
}

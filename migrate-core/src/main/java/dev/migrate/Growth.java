package dev.migrate;

import dev.migrate.execute.SizeTable;
import dev.migrate.history.AppliedVersion;
import dev.migrate.history.HistoryRow;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Notes at the end of a run how big the tables are; never a reason for it to fail. */
final class Growth {

  private static final int MOST_MILLIS = 30_000;

  private Growth() {}

  /** After a run that changed something. */
  static void note(Workplace workplace) {
    try (Connection connection = workplace.observer()) {
      connection.setNetworkTimeout(Runnable::run, MOST_MILLIS);
      Optional<List<HistoryRow>> rows = workplace.table().over(connection).read();
      if (rows.isPresent()) {
        new SizeTable(workplace.schema())
            .note(
                connection,
                workplace.version().vendor(),
                AppliedVersion.of(rows.get()).orElse(null),
                workplace.operation(),
                OwnTables.of(workplace.environment()));
      }
    } catch (SQLException | MigrateException e) {
      workplace
          .events()
          .accept(new Event.Detail("The sizes of tables are not noted: " + e.getMessage()));
    }
  }
}

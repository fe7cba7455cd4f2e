package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.history.HistoryTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** The row of a migration that is being applied. */
final class UpgradeRow implements HalfDone {

  private final HistoryTable table;
  private final ResolvedMigration migration;
  private final int rank;

  UpgradeRow(HistoryTable table, Entry entry, int rank) {
    this.table = table;
    this.migration = Objects.requireNonNull(entry.resolved());
    this.rank = rank;
  }

  @Override
  public void begin() throws SQLException {
    insert(Duration.ZERO, false);
  }

  @Override
  public void complete(Duration duration) throws SQLException {
    table.mark(rank, true, duration);
  }

  @Override
  public void record(Duration duration) throws SQLException {
    insert(duration, true);
  }

  @Override
  public void forget() throws SQLException {
    table.remove(rank);
  }

  private void insert(Duration duration, boolean success) throws SQLException {
    MigrationVersion version = migration.getVersion();
    table.insert(
        rank,
        version == null ? null : version.getVersion(),
        migration.getDescription(),
        migration.getType().name(),
        migration.getScript(),
        migration.getChecksum(),
        duration,
        success);
  }
}

package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.history.HistoryTable;
import dev.migrate.history.NewRow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** The row of a migration that is being applied. */
final class UpgradeRow implements HistoryMarks {

  private final HistoryTable table;
  private final ResolvedMigration migration;
  private final int rank;

  UpgradeRow(HistoryTable table, Entry entry, int rank) {
    this.table = table;
    this.migration = Objects.requireNonNull(entry.resolved());
    this.rank = rank;
  }

  @Override
  public List<String> begin() {
    return List.of(insertion(Duration.ZERO, false));
  }

  @Override
  public List<String> complete(Duration duration) {
    return List.of(table.completed(rank, migration.getChecksum(), duration));
  }

  @Override
  public List<String> record(Duration duration) {
    return List.of(insertion(duration, true));
  }

  @Override
  public List<String> forget() {
    return List.of(table.removal(rank));
  }

  private String insertion(Duration duration, boolean success) {
    MigrationVersion version = migration.getVersion();
    return table.insertion(
        new NewRow(
            rank,
            version == null ? null : version.getVersion(),
            migration.getDescription(),
            migration.getType().name(),
            migration.getScript(),
            migration.getChecksum(),
            duration,
            success));
  }
}

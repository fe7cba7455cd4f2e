package dev.migrate.history;

import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.MigrationPattern;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.RepairResult;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.extensibility.AppliedMigration;
import org.flywaydb.core.extensibility.MigrationType;
import org.flywaydb.core.internal.schemahistory.SchemaHistory;
import org.jspecify.annotations.Nullable;

/**
 * Rows already read, given to Flyway's own code, so that it judges them as stock Flyway will. It
 * only reads.
 */
final class RowsHistory extends SchemaHistory {

  private final List<AppliedMigration> applied;

  RowsHistory(Configuration configuration, List<HistoryRow> rows) {
    List<AppliedMigration> types =
        configuration.getPluginRegister().getInstancesOf(AppliedMigration.class);
    this.applied = rows.stream().map(row -> applied(types, row)).toList();
  }

  private static AppliedMigration applied(List<AppliedMigration> types, HistoryRow row) {
    return types.stream()
        .filter(type -> type.handlesType(row.type()))
        .findFirst()
        .orElseThrow(() -> new UnknownTypeException(row))
        .create(
            row.rank(),
            row.version() == null ? null : MigrationVersion.fromVersion(row.version()),
            row.description(),
            row.type(),
            row.script(),
            row.checksum(),
            Date.from(row.installedOn()),
            row.installedBy(),
            (int) row.duration().toMillis(),
            row.success());
  }

  /** A row whose type Flyway's open source engine does not know. */
  static final class UnknownTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient HistoryRow row;

    UnknownTypeException(HistoryRow row) {
      super(row.type());
      this.row = row;
    }

    HistoryRow row() {
      return row;
    }
  }

  @Override
  public List<AppliedMigration> allAppliedMigrations() {
    return applied;
  }

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public <T> T lock(Callable<T> callable) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void create(boolean baseline) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean removeFailedMigrations(
      RepairResult result, MigrationPattern @Nullable [] patterns) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void update(AppliedMigration migration, ResolvedMigration resolved) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(AppliedMigration migration) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void doAddAppliedMigration(
      int rank,
      MigrationVersion version,
      String description,
      MigrationType type,
      String script,
      Integer checksum,
      int executionTime,
      boolean success) {
    throw new UnsupportedOperationException();
  }
}

package dev.migrate.history;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;

/** The version a database is at by its history alone, without the project's files. */
public final class AppliedVersion {

  private AppliedVersion() {}

  /**
   * The greatest version that is applied and not taken back.
   *
   * @param rows in order of rank
   * @return empty for none
   */
  public static Optional<String> of(List<HistoryRow> rows) {
    Set<MigrationVersion> applied = new HashSet<>();
    for (HistoryRow row : rows) {
      if (row.version() != null) {
        MigrationVersion version = MigrationVersion.fromVersion(row.version());
        if (row.type().equals("DELETE")) {
          applied.remove(version);
        } else {
          applied.add(version);
        }
      }
    }
    return applied.stream()
        .max(Comparator.naturalOrder())
        .map(version -> Objects.requireNonNull(version.getVersion()));
  }

  /** Whether a migration is half done or failed. */
  public static boolean isHalfDone(List<HistoryRow> rows) {
    return rows.stream().anyMatch(row -> !row.success());
  }
}

package dev.migrate.generate;

import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * A versioned migration as a link of the chain of revisions.
 *
 * @param version as its name writes it
 * @param revision 12 hex digits; null when it has none
 * @param revises the revision, else the version, that its author had before it; {@code none} for a
 *     first one; null when its head does not say
 * @param applied whether the database has it
 */
public record Link(
    String version, @Nullable String revision, @Nullable String revises, boolean applied) {

  MigrationVersion order() {
    return MigrationVersion.fromVersion(version);
  }

  /** What the head of the next one says. */
  String name() {
    return revision == null ? version : revision;
  }

  /** Whether another one's head means this one. */
  boolean isMeantBy(String name) {
    return name.equals(revision)
        || (name.matches("\\d[\\d._]*") && order().equals(MigrationVersion.fromVersion(name)));
  }
}

package dev.migrate.environment;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where runs are written down beside the database.
 *
 * @param file a line of JSON for each row of the audit is added to it; empty: none
 * @param key the passphrase that the chain of rows is made with
 */
public record AuditSettings(Optional<Path> file, BackupKeySource key) {

  /** In the database alone. */
  public static final AuditSettings NONE =
      new AuditSettings(Optional.empty(), BackupKeySource.NONE);
}

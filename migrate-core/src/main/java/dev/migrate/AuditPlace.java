package dev.migrate;

import dev.migrate.audit.AuditEntry;
import dev.migrate.audit.AuditFile;
import dev.migrate.audit.AuditTable;
import dev.migrate.audit.Seal;
import dev.migrate.environment.AuditSettings;
import dev.migrate.environment.Environment;
import dev.migrate.environment.GitWorkTree;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.PasswordReader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the audit of a database is written.
 *
 * @param environment whose it is
 * @param address of the database
 * @param table in the database
 * @param file beside it; empty where there is none
 */
record AuditPlace(
    Environment environment, String address, AuditTable table, Optional<AuditFile> file) {

  /**
   * Where a run's audit is written. Looks the key up.
   *
   * @throws ConfigurationException {@code audit-key-missing}, or when it cannot be had
   */
  static AuditPlace of(Workplace workplace) {
    Environment environment = workplace.environment();
    Seal seal = seal(environment.audit()).orElse(Seal.OPEN);
    return new AuditPlace(
        environment,
        workplace.address(),
        new AuditTable(workplace.schema(), seal),
        environment.audit().file().map(path -> new AuditFile(path, seal)));
  }

  /** The key's seal; empty where none is set. */
  static Optional<Seal> seal(AuditSettings settings) {
    if (!settings.key().given()) {
      return Optional.empty();
    }
    String passphrase = PasswordReader.read(settings.key().passphrase().get());
    if (passphrase == null || passphrase.isEmpty()) {
      throw new ConfigurationException(
          Problem.of("audit-key-missing", "The passphrase of the audit is empty.")
              .at("<audit><key>")
              .fix("set the variable MIGRATE_AUDIT_KEY, or correct <key>"));
    }
    return Optional.of(Seal.of(passphrase));
  }

  /** What the project's files are; null where git does not know. What we write does not count. */
  AuditEntry.@Nullable Commit commit() {
    return head(environment)
        .map(head -> new AuditEntry.Commit(head.commit(), head.dirty()))
        .orElse(null);
  }

  /** The project's work tree, without what a run itself writes into it. */
  static Optional<GitWorkTree.Head> head(Environment environment) {
    return GitWorkTree.of(environment.project().baseDirectory())
        .head(
            environment.backups().folder(),
            environment.embedded().folder(),
            environment.audit().file().orElse(environment.backups().folder()));
  }

  /** Writes a row's line; nothing where there is no file. */
  void write(AuditTable.Added added) throws IOException {
    if (file.isPresent()) {
      prepareFolder();
      file.get().add(address, added);
    }
  }

  /** Writes the line of a row that no table has. */
  void write(AuditEntry entry) throws IOException {
    if (file.isPresent()) {
      prepareFolder();
      file.get().add(address, entry);
    }
  }

  private void prepareFolder() {
    if (file.isPresent() && file.get().path().startsWith(environment.backups().folder())) {
      new BackupPlace(environment).prepare();
    }
  }
}

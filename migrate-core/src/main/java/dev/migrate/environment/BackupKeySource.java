package dev.migrate.environment;

import java.util.function.Supplier;

/**
 * Where the passphrase of backups comes from.
 *
 * @param given whether there is one, so that backups are encrypted
 * @param passphrase looks it up, in settings.xml for instance, only when it is needed; may throw
 *     {@link dev.migrate.outcome.ConfigurationException}
 */
public record BackupKeySource(boolean given, Supplier<Password> passphrase) {

  /** No passphrase: backups are not encrypted. */
  public static final BackupKeySource NONE =
      new BackupKeySource(false, () -> new Password.Fixed(null));

  @Override
  public String toString() {
    return "BackupKeySource[" + given + "]";
  }
}

package dev.migrate;

import dev.migrate.backup.file.BackupFolder;
import dev.migrate.backup.file.BackupKey;
import dev.migrate.backup.file.Form;
import dev.migrate.environment.BackupSettings;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.PasswordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an environment's backups are, in which form, and the key to them. */
record BackupPlace(Environment environment) {

  private BackupSettings settings() {
    return environment.backups();
  }

  /** How the environment's backups are written. */
  Form form() {
    return switch (settings().form()) {
      case ZSTD -> Form.ZSTD;
      case GZIP -> Form.GZIP;
      case PLAIN -> Form.PLAIN;
    };
  }

  /**
   * The key of encrypted backups; null where none is set. Looks the passphrase up.
   *
   * @throws ConfigurationException when it cannot be had
   */
  @Nullable BackupKey key() {
    if (!settings().key().given()) {
      return null;
    }
    String passphrase = PasswordReader.read(settings().key().passphrase().get());
    if (passphrase == null || passphrase.isEmpty()) {
      throw new ConfigurationException(
          Problem.of("backup-key-missing", "The passphrase of the backups is empty.")
              .at("<backups><encryption>")
              .fix("set the variable MIGRATE_BACKUP_KEY, or correct <encryption>"));
    }
    return BackupKey.of(passphrase);
  }

  /** The environment's backups. */
  BackupFolder own() {
    return BackupFolder.of(settings().folder(), environment.name());
  }

  /**
   * Makes the folder of all backups. Within the project it tells git to leave it alone: backups
   * hold data.
   */
  void prepare() {
    Path folder = settings().folder();
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      if (folder.startsWith(environment.project().baseDirectory().normalize())) {
        Files.writeString(folder.resolve(".gitignore"), "*\n");
      }
    } catch (IOException e) {
      throw new BackupException(
          Problem.of("backup-write-failed", "The folder of backups cannot be made: " + e)
              .at(folder.toString())
              .fix("check the rights on the folder above it, or set another <backups><folder>"),
          e);
    }
  }
}

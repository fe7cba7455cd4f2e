package dev.migrate;

import dev.migrate.backup.Dump;
import dev.migrate.backup.DumpOrder;
import dev.migrate.backup.Restore;
import dev.migrate.backup.RestoreOrder;
import dev.migrate.backup.Taken;
import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.BackupKey;
import dev.migrate.backup.file.Form;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.Identifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Restores a backup into a database of its own, reads that again and compares the rows' hashes. */
final class TrialRestore {

  private final Workplace workplace;
  private final String scratch;

  TrialRestore(Workplace workplace) {
    this.workplace = workplace;
    this.scratch =
        "migrate_verify_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  void run(BackupFile backup, @Nullable BackupKey key) throws SQLException {
    execute("CREATE DATABASE " + Identifier.quote(scratch));
    try {
      Supplier<Connection> workers = () -> workplace.worker(scratch);
      int threads = workplace.environment().backups().threads();
      Restore.run(
          new RestoreOrder(
              backup.path(), key, scratch, workplace.operation(), threads, List.of(), false, true),
          workers,
          workplace.events());
      compare(backup, again(workers, threads));
    } finally {
      execute("DROP DATABASE IF EXISTS " + Identifier.quote(scratch));
    }
  }

  /** What a backup of the restored database says of its tables. */
  private List<TableFacts> again(Supplier<Connection> workers, int threads) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("migrate_verify");
      Taken taken =
          Dump.take(
              new DumpOrder(
                  "verify",
                  workplace.operation(),
                  scratch,
                  null,
                  folder,
                  Form.ZSTD,
                  null,
                  threads,
                  List.of(),
                  true,
                  workplace.settings().lockTimeouts().start()),
              workers,
              workplace.events());
      return taken.manifest().tables();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  private static void compare(BackupFile backup, List<TableFacts> restored) {
    Map<String, TableFacts> found = new HashMap<>();
    restored.forEach(table -> found.put(table.name(), table));
    for (TableFacts table : backup.manifest().tables()) {
      TableFacts other = found.get(table.name());
      if (dev.migrate.server.Stamp.TABLE.equals(table.name())
          || dev.migrate.audit.AuditTable.TABLE.equals(table.name())) {
        continue;
      }
      if (other == null || other.rows() != table.rows() || !other.hash().equals(table.hash())) {
        throw new BackupException(
            Problem.of(
                    "backup-damaged",
                    "Restored, the rows of "
                        + table.name()
                        + " are not those of the backup: "
                        + table.rows()
                        + " in it, "
                        + (other == null ? 0 : other.rows())
                        + " restored.")
                .at(backup.path().toString())
                .fix("Do not rely on this backup: take another, mvn migrate:backup"));
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = workplace.observer();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

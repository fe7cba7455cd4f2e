package dev.migrate;

import dev.migrate.backup.Restore;
import dev.migrate.backup.RestoreOrder;
import dev.migrate.backup.Restored;
import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.BackupKey;
import dev.migrate.backup.file.Manifest;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.environment.Environment;
import dev.migrate.history.AppliedVersion;
import dev.migrate.outcome.Event;
import dev.migrate.server.Stamp;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a backup into a database. */
final class RestoreRun {

  private final Workplace workplace;
  private final Environment environment;
  private final RestoreRequest request;
  private final Path path;
  private final boolean own;
  private final List<String> notices = new ArrayList<>();

  /**
   * A restore.
   *
   * @param workplace the database to restore into
   * @param own whether that is the environment's own
   */
  RestoreRun(Workplace workplace, RestoreRequest request, Path path, boolean own) {
    this.workplace = workplace;
    this.environment = workplace.environment();
    this.request = request;
    this.path = path;
    this.own = own;
  }

  /** What was restored, and everything worth knowing of it. */
  record Result(Restored restored, List<String> notices) {}

  Result run() throws SQLException {
    BackupKey key = new BackupPlace(environment).key();
    Manifest manifest;
    try (BackupFile file = BackupFile.open(path, key)) {
      manifest = file.manifest();
    }
    new Guard(workplace).checkStamp(workplace.found().stamp().environment());
    return workplace.locked(() -> locked(manifest, key));
  }

  private Result locked(Manifest manifest, @Nullable BackupKey key) throws SQLException {
    Guard guard = new Guard(workplace);
    Stamp.Look look = Stamp.look(workplace.connection(), workplace.schema());
    boolean unstamped = guard.checkStamp(look.environment());
    Replaced there = Replaced.read(workplace, tables(manifest));
    if (!look.restoring() && (!there.isEmpty() || environment.policy().confirmRestore())) {
      new Confirmation(workplace, request).require(there, manifest);
    }
    tell(manifest);
    workplace.createDatabase();
    if (!look.restoring() && !there.isEmpty()) {
      workplace.precaution().takeOf(tables(manifest));
    }
    String version = AppliedVersion.of(workplace.rows().orElse(List.of())).orElse(null);
    workplace.trail().begin("restore", version, workplace.precaution().name());
    Restored restored = Restore.run(order(key, there), workplace::worker, workplace.events());
    if (own && unstamped && workplace.rows().isPresent()) {
      guard.stamp();
    }
    notices.addAll(restored.notices());
    String before = workplace.precaution().name();
    if (before != null) {
      notices.add("What was there before is in the backup " + before + " as well");
    }
    return new Result(restored, notices);
  }

  private RestoreOrder order(@Nullable BackupKey key, Replaced there) {
    return new RestoreOrder(
        path,
        key,
        workplace.schema(),
        workplace.operation(),
        environment.backups().connections().filling(),
        request.tables(),
        !there.isEmpty(),
        environment.backups().dropDefiners());
  }

  /** Patterns of the tables that come from the backup; empty: all, and nothing else stays. */
  private List<String> tables(Manifest manifest) {
    if (!request.tables().isEmpty() || !manifest.partial()) {
      return request.tables();
    }
    return manifest.tables().stream().map(TableFacts::name).toList();
  }

  private void tell(Manifest manifest) {
    if (!manifest.environment().equals(environment.name())) {
      String text =
          "This is a backup of " + manifest.environment() + ", restored into " + environment.name();
      notices.add(text);
      workplace.events().accept(new Event.Notice(text));
    }
  }
}

package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.BackupName;
import dev.migrate.backup.file.BackupWriter;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.Manifest;
import dev.migrate.backup.file.Snapshot;
import dev.migrate.backup.file.Source;
import dev.migrate.backup.file.Statements;
import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Takes a backup: reads one database under one consistent snapshot, several tables and parts of
 * tables at a time, into one file that the mysql client restores as well.
 */
public final class Dump {

  /** The errors of a table that was altered or dropped after the snapshot. */
  private static final List<Integer> ALTERED = List.of(1412, 1146, 1054);

  private final DumpOrder order;
  private final Consumer<Event> events;
  private final Wire coordinator;
  private final DumpWorkers workers;

  private Dump(DumpOrder order, Consumer<Event> events, Wire coordinator, DumpWorkers workers) {
    this.order = order;
    this.events = events;
    this.coordinator = coordinator;
    this.workers = workers;
  }

  /**
   * Takes a backup. Nothing is left of it when it fails.
   *
   * @param connections opens a connection to the server, see {@link
   *     dev.migrate.server.Database#worker()}
   * @throws ServerException {@code backup-failed}, {@code backup-lock-timeout}, {@code
   *     backup-table-altered}
   * @throws dev.migrate.outcome.RefusedException what cannot be backed up exactly, or may not be
   *     read
   * @throws BackupException when the file cannot be written
   */
  public static Taken take(
      DumpOrder order, Supplier<Connection> connections, Consumer<Event> events) {
    long begin = System.nanoTime();
    try (Wire coordinator = Wire.of(connections.get())) {
      int frame = DumpSession.frame(coordinator);
      try (DumpWorkers workers = new DumpWorkers(DumpSession.open(order, connections), frame)) {
        Written written = new Dump(order, events, coordinator, workers).write();
        return new Taken(
            written.file(),
            written.manifest(),
            Files.size(written.file()),
            Duration.ofNanos(System.nanoTime() - begin));
      }
    } catch (SQLException e) {
      throw failed(order, e);
    } catch (IOException e) {
      throw new BackupException(
          Problem.of("backup-failed", "The backup's file cannot be read: " + e.getMessage()), e);
    }
  }

  private record Written(Path file, Manifest manifest) {}

  private Written write() throws SQLException {
    TableFilter filter = TableFilter.of(order.tables());
    Catalog catalog = Catalog.read(coordinator, order.database(), filter, order.dropDefiners());
    List<TableWork> tables = TableWork.of(catalog.tables());
    List<DumpTask> tasks = tasks(tables);
    boolean mariadb = DumpSession.isMariadb(coordinator);
    try (SnapshotLock lock =
        new SnapshotLock(coordinator, mariadb, catalog.tables(), order.lockWait(), events)) {
      Snapshot snapshot = lock.take(workers.wires());
      if (catalog.tables().stream().allMatch(TableSource::transactional)) {
        // At once: others cannot write meanwhile, and a key takes its time to derive.
        lock.letWrite();
      }
      String name = BackupName.of(snapshot.takenAt(), order.database(), order.migrationVersion());
      Path folder = order.folder().resolve(order.environment());
      try (BackupWriter writer = BackupWriter.create(folder, name, order.form(), order.key())) {
        before(writer, catalog, snapshot);
        Progress progress = new Progress("backup of " + order.database(), 0, rows(catalog), events);
        List<Wire> readers = lock.readers(workers.wires(), order.database());
        read(readers, tasks, task -> !task.table().source().transactional(), writer, progress);
        lock.letWrite();
        readers = workers.wires();
        read(readers, tasks, task -> task.table().source().transactional(), writer, progress);
        // Sequences moved on since; what is used of them is at most what they say now.
        Catalog after = Catalog.read(coordinator, order.database(), filter, order.dropDefiners());
        requireSame(catalog, after);
        after(writer, catalog, after);
        Manifest manifest = manifest(catalog, tables, lock.described(snapshot), warnings(catalog));
        Path file = writer.finish(manifest);
        try (BackupFile written = BackupFile.open(file, order.key())) {
          return new Written(file, written.manifest());
        }
      }
    }
  }

  private List<DumpTask> tasks(List<TableWork> tables) throws SQLException {
    List<DumpTask> tasks = new ArrayList<>();
    List<TableSource> sources = tables.stream().map(TableWork::source).toList();
    Slicer slicer = new Slicer(coordinator, Slicer.sliceBytes(sources, workers.wires().size()));
    for (TableWork table : tables) {
      List<Slice> slices = slicer.slices(table.source());
      long bytes = table.source().estimatedBytes() / slices.size();
      slices.forEach(slice -> tasks.add(new DumpTask(table, slice, bytes)));
    }
    return tasks;
  }

  private static long rows(Catalog catalog) {
    return catalog.tables().stream().mapToLong(TableSource::estimatedRows).sum();
  }

  private void read(
      List<Wire> readers,
      List<DumpTask> tasks,
      Predicate<DumpTask> which,
      BackupWriter writer,
      Progress progress)
      throws SQLException {
    List<DumpTask> chosen = tasks.stream().filter(which).toList();
    Runnable meanwhile =
        () -> {
          progress.tell();
          writer.force();
        };
    workers.read(readers, chosen, writer, progress::add, meanwhile);
  }

  private void before(BackupWriter writer, Catalog catalog, Snapshot snapshot) {
    List<byte[]> head = new ArrayList<>(DumpSession.head(order, snapshot));
    head.addAll(catalog.head());
    write(writer, FrameKind.HEAD, "", head);
    catalog.sequences().forEach(each -> write(writer, each.kind(), each.name(), each.statements()));
    for (TableSource table : catalog.tables()) {
      write(writer, FrameKind.TABLE, table.name(), table.create());
    }
    write(writer, FrameKind.SESSION, "", List.of("SET NAMES binary".getBytes(UTF_8)));
  }

  private void after(BackupWriter writer, Catalog catalog, Catalog after) {
    write(writer, FrameKind.SESSION, "", List.of("SET NAMES utf8mb4".getBytes(UTF_8)));
    for (TableSource table : catalog.tables()) {
      write(writer, FrameKind.INDEX, table.name(), table.indexes());
    }
    for (TableSource table : catalog.tables()) {
      write(writer, FrameKind.FOREIGN_KEY, table.name(), table.foreignKeys());
    }
    for (ObjectSource each : catalog.programs()) {
      write(writer, each.kind(), each.name(), each.statements());
    }
    write(writer, FrameKind.STATE, "", after.state());
    write(writer, FrameKind.END, "", List.of("-- end of the backup\nDO 0".getBytes(UTF_8)));
  }

  private static void write(
      BackupWriter writer, FrameKind kind, String object, List<byte[]> statements) {
    if (!statements.isEmpty()) {
      byte[] text = Statements.join(statements);
      writer.write(kind, object, text, 0, text.length, null);
    }
  }

  private void requireSame(Catalog before, Catalog after) {
    List<String> changed = Definitions.changed(before, after);
    if (!changed.isEmpty()) {
      throw altered(order, "The definition changed of: " + String.join(", ", changed), null);
    }
  }

  private List<String> warnings(Catalog catalog) throws SQLException {
    List<String> warnings = new ArrayList<>(catalog.warnings());
    if (!DumpSession.isMariadb(coordinator)) {
      warnings.addAll(JsonCheck.warnings(workers.wires().get(0), catalog.tables()));
    }
    return warnings;
  }

  private Manifest manifest(
      Catalog catalog, List<TableWork> tables, Snapshot snapshot, List<String> warnings)
      throws SQLException {
    long longest = tables.stream().mapToLong(TableWork::longest).max().orElse(0);
    return new Manifest(
        Manifest.FORMAT,
        "migrate-maven-plugin " + DumpSession.release(),
        order.environment(),
        order.operation(),
        source(catalog),
        snapshot,
        order.migrationVersion(),
        !order.tables().isEmpty(),
        // The server counts the command's byte and the packet's head, too.
        longest + 1024,
        tables.stream().map(TableWork::facts).toList(),
        List.of(),
        catalog.objects(),
        warnings,
        0,
        0,
        "");
  }

  private Source source(Catalog catalog) throws SQLException {
    Row row =
        coordinator
            .query(
                "SELECT VERSION(), @@global.sql_mode, @@global.time_zone, @@system_time_zone,"
                    + " @@lower_case_table_names")
            .get(0);
    String zone = row.required(2).equals("SYSTEM") ? row.required(3) : row.required(2);
    return new Source(
        DumpSession.isMariadb(coordinator) ? "MariaDB" : "MySQL",
        row.required(0),
        order.database(),
        row.required(1),
        catalog.characterSet(),
        catalog.collation(),
        zone,
        (int) row.number(4));
  }

  private static ServerException failed(DumpOrder order, SQLException e) {
    if (ALTERED.contains(e.getErrorCode())) {
      return altered(order, String.valueOf(e.getMessage()), e);
    }
    return new ServerException(
        Problem.of(
                "backup-failed",
                "The server failed during the backup of "
                    + order.database()
                    + ": "
                    + e.getMessage())
            .committed("nothing: the file begun is removed")
            .fix("Check the server, then run the goal again."),
        e);
  }

  private static ServerException altered(
      DumpOrder order, String what, @org.jspecify.annotations.Nullable SQLException e) {
    return new ServerException(
        Problem.of(
                "backup-table-altered",
                "Someone altered " + order.database() + " while it was backed up. " + what)
            .committed("nothing: the file begun is removed")
            .fix(
                "Run the goal again when nobody alters tables. On MySQL an account with"
                    + " BACKUP_ADMIN keeps others from it meanwhile."),
        e);
  }
}

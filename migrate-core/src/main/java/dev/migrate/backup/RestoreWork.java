package dev.migrate.backup;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.outcome.Event;
import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all parts of one restore need. */
record RestoreWork(
    RestoreOrder order,
    BackupFile file,
    RestorePlan plan,
    RestoreTarget target,
    ObjectChanges changes,
    RestoreLocks locks,
    Supplier<Connection> workers,
    Consumer<Event> events) {}

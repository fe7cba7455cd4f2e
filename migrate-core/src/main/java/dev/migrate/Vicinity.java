package dev.migrate;

import dev.migrate.backup.file.BackupFolder;
import dev.migrate.environment.BackupSource;
import dev.migrate.environment.ReplicaSettings;
import dev.migrate.server.Literal;
import dev.migrate.server.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is around a database that a run would change: its backup, its replicas. */
final class Vicinity {

  /** Longer, and the file's time is not the end of the backup, but of a copy. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Workplace workplace;
  private final List<String> notices = new ArrayList<>();
  private final Set<String> replicas = new TreeSet<>();
  private final long bytes;

  Vicinity(Workplace workplace) throws SQLException {
    this.workplace = workplace;
    workplace.settings().replicas().addresses().stream()
        .map(ReplicaSettings.Address::text)
        .forEach(replicas::add);
    try (Connection connection = workplace.observer()) {
      bytes = bytes(connection);
      attached(connection);
    }
    if (workplace.isGalera()) {
      notices.add(
          "This is a node of a Galera cluster: each statement that defines something stops all"
              + " nodes while it runs.");
    }
  }

  List<String> notices() {
    return notices;
  }

  /** Replicas, as {@code host:port} where they are configured, as hosts where they are attached. */
  List<String> replicas() {
    return List.copyOf(replicas);
  }

  /** The backup that a run would take first; null for none. */
  Planned.@Nullable Backup backup() {
    if (!workplace.environment().policy().backup()) {
      return null;
    }
    BackupSource source = workplace.environment().backups().source();
    String name =
        source instanceof BackupSource.Whole
            ? "whole"
            : source instanceof BackupSource.Command
                ? "command"
                : source instanceof BackupSource.Snapshot ? "snapshot" : "pending tables";
    Optional<BackupFolder.Entry> last =
        new BackupPlace(workplace.environment()).own().list(null).stream().findFirst();
    return new Planned.Backup(
        name,
        bytes,
        last.map(BackupFolder.Entry::bytes).orElse(null),
        last.map(BackupFolder.Entry::createdAt).orElse(null),
        last.map(Vicinity::duration).orElse(null));
  }

  /** From the moment in its name to its last byte. */
  private static @Nullable Duration duration(BackupFolder.Entry backup) {
    try {
      Instant end = Files.getLastModifiedTime(backup.file()).toInstant();
      Duration took = Duration.between(backup.createdAt(), end);
      return took.isNegative() || took.compareTo(LONGEST) > 0 ? null : took;
    } catch (IOException e) {
      return null;
    }
  }

  private long bytes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COALESCE(SUM(data_length + index_length), 0)"
                    + " FROM information_schema.tables WHERE table_schema = "
                    + Literal.text(workplace.schema()))) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Those that read the server's log now; without PROCESS the account sees none. */
  private void attached(Connection connection) throws SQLException {
    String list =
        workplace.version().vendor() == Vendor.MYSQL
            ? "performance_schema.processlist"
            : "information_schema.processlist";
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT host FROM "
                    + list
                    + " WHERE command IN ('Binlog Dump', 'Binlog Dump GTID')")) {
      while (rows.next()) {
        replicas.add("attached from " + rows.getString(1).replaceFirst(":\\d+$", ""));
      }
    } catch (SQLException e) {
      notices.add("Which replicas are attached cannot be read: " + e.getMessage());
    }
  }
}

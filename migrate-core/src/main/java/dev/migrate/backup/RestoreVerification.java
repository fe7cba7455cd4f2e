package dev.migrate.backup;

import static dev.migrate.server.Identifier.quote;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The proof that a backup restores: it is restored into a database made for that, {@code
 * migrate_verify_TIME}, and every row is read back; objects without rows have to be made without an
 * error. The database is dropped whatever happens; one that a killed run left is dropped by a later
 * one, a day after.
 */
public final class RestoreVerification {

  private static final Pattern NAME = Pattern.compile("migrate_verify_([0-9a-f]{8})");
  private static final Duration OLD = Duration.ofDays(1);
  private static final int DATABASE_EXISTS = 1007;

  private final BackupFile file;
  private final Supplier<Connection> workers;
  private final Supplier<Connection> observers;
  private final Consumer<Event> events;

  private RestoreVerification(
      BackupFile file,
      Supplier<Connection> workers,
      Supplier<Connection> observers,
      Consumer<Event> events) {
    this.file = file;
    this.workers = workers;
    this.observers = observers;
    this.events = events;
  }

  /**
   * Verifies. Events are made disabled, and definers left out, so that nothing of the copy works.
   * Where the account may, the server's binary log does not see it.
   *
   * @param file open; stays so
   * @param operation the run's id
   * @param threads how many connections put rows in
   * @param workers connections to a server of the backup's vendor and version or a later one, on
   *     which the account may make databases
   * @param observers connections to the same server that are to be had whatever becomes of those
   * @return how many rows were compared
   * @throws BackupException {@code backup-not-restorable} when what was restored is not what was
   *     backed up
   * @throws dev.migrate.outcome.MigrateException as {@link Restore#run} does
   */
  public static long verify(
      BackupFile file,
      String operation,
      int threads,
      Supplier<Connection> workers,
      Supplier<Connection> observers,
      Consumer<Event> events) {
    return new RestoreVerification(
            file, () -> unlogged(workers.get()), () -> unlogged(observers.get()), events)
        .run(operation, threads);
  }

  private static Connection unlogged(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      // In a Galera cluster a database made so would be on one node alone.
      statement.execute("SET SESSION sql_log_bin = @@version_comment LIKE '%galera%'");
    } catch (SQLException ignored) {
      // Not allowed: then replicas see it, too.
      return connection;
    }
    return connection;
  }

  private long run(String operation, int threads) {
    try (Wire wire = Wire.of(workers.get())) {
      dropOld(wire);
      String database = create(wire);
      try {
        RestoreOrder order =
            new RestoreOrder(
                file.path(), null, database, operation, threads, List.of(), false, true);
        new RestoreRun(order, file, workers, events, true).run();
        return compare(database);
      } finally {
        drop(wire, database);
      }
    } catch (SQLException e) {
      throw RestoreFailure.of("Restoring to verify", file.path().toString(), e);
    }
  }

  private void drop(Wire wire, String database) throws SQLException {
    String sql = "DROP DATABASE IF EXISTS " + quote(database);
    try {
      wire.execute(sql);
    } catch (SQLException lost) {
      try (Connection another = observers.get();
          Statement statement = another.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static void dropOld(Wire wire) throws SQLException {
    long limit = Instant.now().minus(OLD).getEpochSecond();
    for (Row row : wire.query("SHOW DATABASES LIKE 'migrate\\\\_verify\\\\_%'")) {
      Matcher matcher = NAME.matcher(row.required(0));
      if (matcher.matches() && Long.parseLong(matcher.group(1), 16) < limit) {
        // Another run may just do the same.
        wire.execute("DROP DATABASE IF EXISTS " + quote(row.required(0)));
      }
    }
  }

  /** Its name is the time. */
  private static String create(Wire wire) throws SQLException {
    for (long second = Instant.now().getEpochSecond(); ; second++) {
      String name = String.format("migrate_verify_%08x", second);
      try {
        wire.execute("CREATE DATABASE " + quote(name));
        return name;
      } catch (SQLException e) {
        if (e.getErrorCode() != DATABASE_EXISTS) {
          throw e;
        }
      }
    }
  }

  private long compare(String database) throws SQLException {
    try (Wire wire = Wire.of(workers.get())) {
      Catalog catalog = Catalog.read(wire, database, TableFilter.of(List.of()), false);
      Map<String, TableFacts> facts =
          file.manifest().tables().stream()
              .filter(table -> !RestoreNames.isKept(table.name()))
              .collect(Collectors.toMap(TableFacts::name, Function.identity()));
      require(facts.size() == catalog.tables().size(), "tables", facts.size() + " are in it");
      DumpSession.prepare(wire, database);
      Progress progress = new Progress("verify", 0, file.manifest().rows(), events);
      for (TableSource table : catalog.tables()) {
        TableFacts expected = facts.get(table.name());
        RowSums.Sum sum = RowSums.of(wire, table);
        require(expected != null && sum.rows() == expected.rows(), table.name(), rows(sum));
        require(
            expected != null && sum.hash().equals(expected.hash()),
            table.name(),
            "values of its rows differ");
        progress.add(sum.rows());
        progress.tell();
      }
      return progress.rows();
    }
  }

  private static String rows(RowSums.Sum sum) {
    return sum.rows() + " rows came back";
  }

  private void require(boolean holds, String object, String what) {
    if (!holds) {
      throw new BackupException(
          Problem.of(
                  "backup-not-restorable",
                  "What was restored is not what was backed up: " + object + ": " + what)
              .at(file.path().toString())
              .fix("take another backup, and verify it; do not rely on this one"));
    }
  }
}

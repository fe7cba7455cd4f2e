package dev.migrate;

import dev.migrate.audit.AuditTable;
import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.environment.FlywaySettings;
import dev.migrate.execute.Callbacks;
import dev.migrate.execute.Channel;
import dev.migrate.execute.Journal;
import dev.migrate.execute.MigrationRunner;
import dev.migrate.execute.SizeTable;
import dev.migrate.execute.Surroundings;
import dev.migrate.history.History;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.HistoryTable;
import dev.migrate.history.Migrations;
import dev.migrate.history.NewRow;
import dev.migrate.outcome.Event;
import dev.migrate.server.ClusterLock;
import dev.migrate.server.Database;
import dev.migrate.server.Identifier;
import dev.migrate.server.Interruption;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Stamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.flywaydb.core.api.configuration.Configuration;

/** What a use case works on: the project's migrations and the database, connected. */
final class Workplace {

  private final Environment environment;
  private final DatabaseSettings settings;
  private final FirstLook found;
  private final Database database;
  private final Supplier<Migrations> migrations;
  private final Supplier<Scratch> scratch;
  private final ArtifactSource artifacts;
  private final String operation;
  private final Asker asker;
  private final Consumer<Event> events;
  private final HistoryTable table;
  private final Channel channel;
  private final Locking locking;
  private final Trail trail = new Trail(this);
  private final Precaution precaution = new Precaution(this);

  Workplace(
      Environment environment,
      DatabaseSettings settings,
      FirstLook found,
      Supplier<Migrations> migrations,
      Supplier<Scratch> scratch,
      ArtifactSource artifacts,
      String operation,
      Consumer<Event> events,
      Asker asker) {
    this.asker = asker;
    this.environment = environment;
    this.settings = settings;
    this.found = found;
    this.database = found.database();
    this.migrations = migrations;
    this.scratch = scratch;
    this.artifacts = artifacts;
    this.operation = operation;
    this.events =
        event -> {
          trail.note(event);
          events.accept(event);
        };
    this.channel = new Channel(database);
    this.table =
        new HistoryTable(
            database.executor(),
            schema(environment.flyway(), database.schema()),
            FirstLook.table(environment.flyway()),
            environment.flyway().properties().get("flyway.installedBy"));
    this.locking =
        new Locking(environment, settings, database, table, channel, operation, this.events);
  }

  /**
   * The schema with the history: Flyway's default schema, else its first, else the connection's.
   */
  static String schema(FlywaySettings settings, String connected) {
    String schema = settings.properties().get("flyway.defaultSchema");
    if (schema != null && !schema.isBlank()) {
      return schema.strip();
    }
    String schemas = settings.properties().getOrDefault("flyway.schemas", "");
    String first = schemas.contains(",") ? schemas.substring(0, schemas.indexOf(',')) : schemas;
    return first.isBlank() ? connected : first.strip();
  }

  /** The database as it was when the run connected. */
  FirstLook found() {
    return found;
  }

  Environment environment() {
    return environment;
  }

  /** The project's migrations; a goal that needs none never has them read. */
  Migrations migrations() {
    return migrations.get();
  }

  /**
   * The server to try things out on, from the first call to the run's end.
   *
   * @throws dev.migrate.outcome.RefusedException as {@link Scratch#open}
   */
  Scratch scratch() {
    return scratch.get();
  }

  /** Where heavy parts come from. */
  ArtifactSource artifacts() {
    return artifacts;
  }

  /** The server's vendor and version. */
  ServerVersion version() {
    return database.version();
  }

  /** Whether the server is a node of a Galera cluster. */
  boolean isGalera() {
    return database.facts().galera();
  }

  HistoryTable table() {
    return table;
  }

  Consumer<Event> events() {
    return events;
  }

  Connection connection() {
    return database.executor();
  }

  /** A new connection beside the run's; the caller closes it. */
  Connection observer() {
    return database.observer();
  }

  /** What may end the run. */
  Interruption interruption() {
    return database.interruption();
  }

  /** The way to the person who runs the goal. */
  Asker asker() {
    return asker;
  }

  /** What is written down of the run in the database. */
  Trail trail() {
    return trail;
  }

  /** A new connection that reads or fills tables; the caller closes it. */
  Connection worker() {
    return database.worker();
  }

  /** The same, in another database. */
  Connection worker(String name) {
    return database.worker(name);
  }

  /** The backup before the run's first change. */
  Precaution precaution() {
    return precaution;
  }

  /** Where the database is, and how to reach it. */
  DatabaseSettings settings() {
    return settings;
  }

  /** Whether the database exists on the server. */
  boolean exists() {
    return database.exists();
  }

  /** Creates the database when it does not exist. */
  void createDatabase() {
    database.createSchema();
  }

  String operation() {
    return operation;
  }

  String address() {
    return database.address();
  }

  String schema() {
    return table.schema();
  }

  /** The history's rows; empty when the table, or the whole schema, does not exist. */
  Optional<List<HistoryRow>> rows() throws SQLException {
    return table.read();
  }

  History history(List<HistoryRow> rows) {
    return History.of(migrations(), rows);
  }

  /**
   * Creates the database and the schemas the project names, as Flyway would.
   *
   * @return the schemas that were not there, the connection's own aside
   */
  List<String> createSchemas() throws SQLException {
    database.createSchema();
    List<String> created = new ArrayList<>();
    Configuration configuration = migrations().configuration();
    if (configuration.isCreateSchemas()) {
      Set<String> names = new LinkedHashSet<>(List.of(configuration.getSchemas()));
      names.add(schema());
      names.remove(database.schema());
      for (String name : names) {
        if (!Contents.exists(connection(), name)) {
          execute("CREATE DATABASE IF NOT EXISTS " + Identifier.quote(name));
          created.add(name);
        }
      }
    }
    return created;
  }

  /** Writes the row by which Flyway remembers which schemas a run created. */
  void markCreated(List<String> schemas) throws SQLException {
    if (!schemas.isEmpty()) {
      List<HistoryRow> rows = rows().orElse(List.of());
      String names = schemas.stream().map(Identifier::quote).collect(Collectors.joining(","));
      table.insert(
          new NewRow(
              rows.isEmpty() ? 0 : rows.get(rows.size() - 1).rank() + 1,
              null,
              "<< Flyway Schema Creation >>",
              "SCHEMA",
              names,
              null,
              Duration.ZERO,
              true));
    }
  }

  /**
   * Makes the session what migrations expect: the schema current, the project's {@code initSql}
   * run.
   */
  void enter() throws SQLException {
    if (!schema().equals(database.schema())) {
      execute("USE " + Identifier.quote(schema()));
    }
    String initSql = migrations().configuration().getInitSql();
    if (initSql != null) {
      execute(initSql);
    }
  }

  /**
   * Whether there is nothing but the beginnings of a run that died: a history without rows, and
   * tables of ours.
   */
  boolean isBarelyBegun() throws SQLException {
    return rows().map(List::isEmpty).orElse(true)
        && contents()
            .isEmptyBut(
                table.table(),
                Stamp.TABLE,
                Journal.TABLE,
                SizeTable.TABLE,
                ClusterLock.TABLE,
                AuditTable.TABLE,
                AuditTable.HEAD);
  }

  /** Whether the project's schemas hold nothing at all: what Flyway calls empty. */
  boolean isEmpty() throws SQLException {
    return contents().isEmptyBut();
  }

  private Contents contents() {
    Set<String> names = new LinkedHashSet<>(List.of(migrations().configuration().getSchemas()));
    names.add(schema());
    return new Contents(connection(), names);
  }

  /**
   * Runs migrations on the run's connection.
   *
   * @param options what the goal's command has to say again to go on, from its first blank on
   */
  MigrationRunner runner(Callbacks callbacks, String options) {
    return new MigrationRunner(
        channel,
        table,
        callbacks,
        migrations().configuration(),
        new Surroundings(environment, database, settings, operation, options, events));
  }

  /** The project's callbacks, on the run's connection. */
  Callbacks callbacks() {
    return new Callbacks(channel, migrations());
  }

  /** The journal beside the history. */
  Journal journal() {
    return new Journal(schema());
  }

  /** Does the work under the lock that keeps other runs, and stock Flyway, out. */
  <T> T locked(Locking.Work<T> work) throws SQLException {
    return locking.locked(work);
  }

  /**
   * Creates the history table, under the lock.
   *
   * @return false when a run through another node of a cluster was faster: what was read before is
   *     to be read again
   */
  boolean createHistory() throws SQLException {
    return locking.createHistory(migrations().configuration());
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }
}

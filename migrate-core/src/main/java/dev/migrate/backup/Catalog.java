package dev.migrate.backup;

import dev.migrate.backup.file.ObjectFacts;
import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that a backup of one database has to hold but its rows, as statements that make it
 * again in an empty database of any name.
 *
 * @param characterSet of the database, for tables to come
 * @param collation of the database
 * @param head gives the current database this default
 * @param tables by name
 * @param sequences to be made before the tables, whose defaults use them
 * @param routines functions, procedures, packages, to be made before the views, which use them
 * @param views each after those it reads from
 * @param triggers in the order in which they act
 * @param events by name
 * @param state what is set at the end: the next values of sequences, which are only right if they
 *     were read after the rows, and histograms
 * @param warnings what the backup does not hold, and what a restore needs
 */
record Catalog(
    String characterSet,
    String collation,
    List<byte[]> head,
    List<TableSource> tables,
    List<ObjectSource> sequences,
    List<ObjectSource> routines,
    List<ObjectSource> views,
    List<ObjectSource> triggers,
    List<ObjectSource> events,
    List<byte[]> state,
    List<String> warnings) {

  private static final String DATABASE =
      """
      SELECT default_character_set_name, default_collation_name
      FROM information_schema.schemata WHERE schema_name = {db}
      """;

  Catalog {
    head = List.copyOf(head);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    routines = List.copyOf(routines);
    views = List.copyOf(views);
    triggers = List.copyOf(triggers);
    events = List.copyOf(events);
    state = List.copyOf(state);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a database, which becomes the current one. The session prints UTF-8 with sql_mode ''
   * afterwards, in time zone UTC. Not to be called while the session holds LOCK TABLES.
   *
   * @throws RefusedException {@code backup-privilege-missing}, {@code backup-unsupported}, {@code
   *     backup-object-broken}
   */
  static Catalog read(Wire wire, String database, TableFilter filter, boolean dropDefiners)
      throws SQLException {
    CatalogSession session = CatalogSession.open(wire, database);
    List<Row> defaults = session.query(DATABASE);
    if (defaults.isEmpty()) {
      throw new RefusedException(
          Problem.of("backup-database-missing", "There is no database " + database)
              .fix("create it, or name another"));
    }
    Privileges.require(session, filter.takesAll());
    return new CatalogReader(session, filter, dropDefiners)
        .read(defaults.get(0).required(0), defaults.get(0).required(1));
  }

  Catalog withWarnings(List<String> newWarnings) {
    return new Catalog(
        characterSet,
        collation,
        head,
        tables,
        sequences,
        routines,
        views,
        triggers,
        events,
        state,
        newWarnings);
  }

  /** Everything but tables, in the order in which it is made. */
  List<ObjectSource> sources() {
    return Stream.of(sequences, routines, views, triggers, events).flatMap(List::stream).toList();
  }

  /** Routines, views, triggers and events, in the order in which they can be created. */
  List<ObjectSource> programs() {
    return Stream.of(routines, views, triggers, events).flatMap(List::stream).toList();
  }

  /** What the manifest says of everything but tables. */
  List<ObjectFacts> objects() {
    return sources().stream().map(ObjectSource::facts).toList();
  }
}

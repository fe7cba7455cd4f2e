package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.wire.Row;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the objects of one database, kind by kind. */
final class CatalogReader {

  private static final String TABLES =
      """
      SELECT table_name, table_type, table_rows, data_length FROM information_schema.tables
      WHERE table_schema = {db} AND table_type <> 'TEMPORARY' ORDER BY table_name
      """;

  private final CatalogSession session;
  private final TableFilter filter;
  private final boolean dropDefiners;

  CatalogReader(CatalogSession session, TableFilter filter, boolean dropDefiners) {
    this.session = session;
    this.filter = filter;
    this.dropDefiners = dropDefiners;
  }

  Catalog read(String characterSet, String collation) throws SQLException {
    List<Row> rows = session.query(TABLES);
    TableReader tableReader = TableReader.of(session);
    List<TableSource> tables =
        tableReader.read(
            rows.stream()
                .filter(row -> row.required(1).matches("BASE TABLE|SYSTEM VERSIONED"))
                .toList(),
            filter);
    if (tables.isEmpty() && !filter.takesAll()) {
      throw new RefusedException(
          Problem.of("backup-tables-missing", "No table of the database matches the patterns given")
              .at("database " + session.database())
              .fix(
                  "give names as the server has them, or patterns: -Dmigrate.tables=order*,item?"));
    }
    SequenceReader sequenceReader = new SequenceReader(session);
    List<String> sequences = sequences(rows, tableReader.sequences());
    Set<String> names = tables.stream().map(TableSource::name).collect(Collectors.toSet());
    ProgramReader programs = new ProgramReader(session, collation, dropDefiners);
    boolean all = filter.takesAll();
    Catalog catalog =
        new Catalog(
            characterSet,
            collation,
            List.of(defaults(characterSet, collation)),
            tables,
            sequenceReader.read(sequences),
            all ? programs.routines() : List.of(),
            all ? new ViewReader(session, dropDefiners).read() : List.of(),
            programs.triggers(names),
            all ? programs.events() : List.of(),
            state(sequenceReader.positions(sequences), names),
            List.of());
    session.requireNothingRefused();
    Definers.check(session, catalog.sources());
    if (!all) {
      session.warn("only some tables are in the backup, and no views, routines and events");
    }
    return catalog.withWarnings(session.warnings());
  }

  private List<String> sequences(List<Row> rows, Set<String> used) {
    return rows.stream()
        .filter(row -> row.required(1).equals("SEQUENCE"))
        .map(row -> row.required(0))
        .filter(name -> filter.takesAll() || used.contains(name))
        .toList();
  }

  private List<byte[]> state(List<byte[]> positions, Set<String> tables) throws SQLException {
    List<byte[]> state = new ArrayList<>(positions);
    if (!session.isMariadb()) {
      state.addAll(HistogramReader.read(session, tables));
    }
    return state;
  }

  private static byte[] defaults(String characterSet, String collation) {
    return ("ALTER DATABASE CHARACTER SET " + characterSet + " COLLATE " + collation)
        .getBytes(UTF_8);
  }
}

package dev.migrate.schema.model;

import dev.migrate.server.Literal;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a database into values. The server's own SHOW CREATE is what is read; a part of it that has
 * no place in the values is refused, never left out. Not read, and so never compared: definers (but
 * kept), AUTO_INCREMENT counters, the character set of the session that made a view or a program,
 * and whether a nullable column without a default has DEFAULT NULL.
 */
public final class SchemaReader {

  private final ReaderSession session;
  private final String database;
  private final ServerVersion server;
  private final Predicate<String> skipped;
  private final Predicate<String> wanted;

  private SchemaReader(
      ReaderSession session,
      String database,
      ServerVersion server,
      Predicate<String> skipped,
      Predicate<String> wanted) {
    this.session = session;
    this.database = database;
    this.server = server;
    this.skipped = skipped;
    this.wanted = wanted;
  }

  /**
   * Reads all of a database.
   *
   * @param connection any session of the server; its settings and its current database, if it has
   *     one, are as before at the end
   * @param skipped names of tables that are left out with their triggers
   * @throws dev.migrate.outcome.ConfigurationException {@code schema-unrepresentable} at an object
   *     of whose definition something has no place in a {@link Schema}
   */
  public static Schema read(
      Connection connection, String database, ServerVersion server, Predicate<String> skipped)
      throws SQLException {
    try (ReaderSession session = ReaderSession.of(connection, database)) {
      return new SchemaReader(session, database, server, skipped, name -> true).read();
    }
  }

  /**
   * Reads all of a database but most of its tables.
   *
   * @param connection as in {@link #read}
   * @param skipped names of tables that are left out with their triggers
   * @param tables names of those that are read; the triggers of the others are read all the same
   * @throws dev.migrate.outcome.ConfigurationException {@code schema-unrepresentable}
   */
  public static Schema readAround(
      Connection connection,
      String database,
      ServerVersion server,
      Predicate<String> skipped,
      Predicate<String> tables)
      throws SQLException {
    try (ReaderSession session = ReaderSession.of(connection, database)) {
      return new SchemaReader(session, database, server, skipped, name -> true)
          .read(tables.and(skipped.negate()));
    }
  }

  /**
   * Reads some of a database's views, sequences and programs, and no table.
   *
   * @param connection as in {@link #read}
   * @param wanted the names of those to be read
   * @throws dev.migrate.outcome.ConfigurationException {@code schema-unrepresentable}
   */
  public static Schema readStored(
      Connection connection, String database, ServerVersion server, Predicate<String> wanted)
      throws SQLException {
    try (ReaderSession session = ReaderSession.of(connection, database)) {
      return new SchemaReader(session, database, server, name -> false, wanted).read(name -> false);
    }
  }

  private boolean isMariadb() {
    return server.vendor() == Vendor.MARIADB;
  }

  private Schema read() throws SQLException {
    return read(skipped.negate());
  }

  private Schema read(Predicate<String> tables) throws SQLException {
    List<String> queries = new ArrayList<>();
    String name = Literal.text(database);
    queries.add(
        "SELECT default_character_set_name, default_collation_name"
            + " FROM information_schema.schemata WHERE schema_name = "
            + name);
    queries.add("SHOW CHARACTER SET");
    queries.add(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = "
            + name);
    queries.addAll(ProgramList.queries(database));
    queries.add(more());
    List<Answer> answers = session.query(queries);
    if (answers.get(0).rows().isEmpty()) {
      throw Cursor.unrepresentable("database `" + database + "`", "There is no such database.");
    }
    if (!isMariadb()) {
      refuseLibraries(answers.get(6));
    }
    TableParser.Context context =
        new TableParser.Context(
            server,
            database,
            charsets(answers.get(1)),
            isMariadb() ? srids(answers.get(6)) : Map.of());
    List<@Nullable String> defaults = answers.get(0).texts().get(0);
    List<ProgramList.Entry> programs =
        ProgramList.of(answers.subList(3, 6), skipped).stream()
            .filter(entry -> wanted.test(entry.name()))
            .toList();
    return objects(
        tables,
        Answer.required(defaults, 0),
        Answer.required(defaults, 1),
        context,
        answers.get(2),
        programs);
  }

  /** What only one of the vendors has. */
  private String more() {
    boolean libraries = !isMariadb() && server.atLeast(9, 2);
    // By f_table_schema: of all columns of schemas that alone spares MariaDB opening every table.
    String srids =
        "SELECT g_table_name, g_geometry_column, srid FROM information_schema.geometry_columns"
            + " WHERE srid <> 0 AND f_table_schema = "
            + Literal.text(database);
    String nothing = "SELECT 1 FROM DUAL WHERE 1 = 0";
    return isMariadb() ? srids : libraries ? ProgramList.libraries(database) : nothing;
  }

  private static Map<String, Map<String, Long>> srids(Answer answer) {
    Map<String, Map<String, Long>> srids = new HashMap<>();
    for (List<@Nullable String> row : answer.texts()) {
      srids
          .computeIfAbsent(Answer.required(row, 0), table -> new HashMap<>())
          .put(Answer.required(row, 1), Long.valueOf(Answer.required(row, 2)));
    }
    return srids;
  }

  private static void refuseLibraries(Answer libraries) {
    for (List<@Nullable String> row : libraries.texts()) {
      throw Cursor.unrepresentable(
          "library `" + row.get(0) + "`", "Libraries are not compared with anything yet.");
    }
  }

  private static Charsets charsets(Answer answer) {
    Map<String, String> defaults = new HashMap<>();
    for (List<@Nullable String> row : answer.texts()) {
      defaults.put(Answer.required(row, 0), Answer.required(row, 2));
    }
    return new Charsets(defaults);
  }

  private Schema objects(
      Predicate<String> read,
      String charset,
      String collation,
      TableParser.Context context,
      Answer listed,
      List<ProgramList.Entry> entries)
      throws SQLException {
    List<String> tables = new ArrayList<>();
    List<String> views = new ArrayList<>();
    List<String> sequences = new ArrayList<>();
    for (List<@Nullable String> row : listed.texts()) {
      String name = Answer.required(row, 0);
      switch (Answer.required(row, 1)) {
        case "BASE TABLE", "SYSTEM VERSIONED" -> {
          if (read.test(name)) {
            tables.add(name);
          }
        }
        case "VIEW" -> addIf(views, name);
        case "SEQUENCE" -> addIf(sequences, name);
        case "TEMPORARY" -> {}
        default -> throw Cursor.unrepresentable("`" + name + "`", "It is a " + row.get(1) + ".");
      }
    }
    return new Schema(
        server,
        charset,
        collation,
        tables(tables, context),
        views(views),
        programs(entries),
        sequences(sequences));
  }

  private void addIf(List<String> names, String name) {
    if (wanted.test(name)) {
      names.add(name);
    }
  }

  private List<Table> tables(List<String> names, TableParser.Context context) throws SQLException {
    List<String> printed = printed("TABLE", names, 1);
    List<Table> tables = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      tables.add(TableParser.read(names.get(i), printed.get(i), context));
    }
    return tables;
  }

  private List<View> views(List<String> names) throws SQLException {
    List<String> printed = printed("VIEW", names, 1);
    List<View> views = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      views.add(ViewParser.read(names.get(i), printed.get(i), database));
    }
    return views;
  }

  private List<Sequence> sequences(List<String> names) throws SQLException {
    List<String> printed = printed("SEQUENCE", names, 1);
    List<Sequence> sequences = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      sequences.add(new Sequence(names.get(i), printed.get(i)));
    }
    return sequences;
  }

  private List<Program> programs(List<ProgramList.Entry> entries) throws SQLException {
    List<Program> programs = new ArrayList<>(entries.size());
    for (Program.Kind kind : Program.Kind.values()) {
      List<ProgramList.Entry> ofKind =
          entries.stream().filter(entry -> entry.kind() == kind).toList();
      List<String> names = ofKind.stream().map(ProgramList.Entry::name).toList();
      List<String> printed = printed(kind.sql(), names, kind == Program.Kind.EVENT ? 3 : 2);
      for (int i = 0; i < names.size(); i++) {
        programs.add(ProgramParser.read(ofKind.get(i), printed.get(i)));
      }
    }
    return programs;
  }

  /** What SHOW CREATE prints of objects of one type, in the column where it stands. */
  private List<String> printed(String type, List<String> names, int column) throws SQLException {
    List<Answer> answers =
        session.query(
            names.stream().map(name -> "SHOW CREATE " + type + " " + Clauses.table(name)).toList());
    List<String> printed = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      byte[] bytes = answers.get(i).rows().get(0).get(column);
      if (bytes == null) {
        throw Cursor.unrepresentable(
            type.toLowerCase(Locale.ROOT) + " `" + names.get(i) + "`",
            "Its definition is hidden from this account.");
      }
      printed.add(Printed.text(bytes));
    }
    return printed;
  }
}

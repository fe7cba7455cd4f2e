package dev.migrate.plan;

import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableReader;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import dev.migrate.sql.AlterForm;
import dev.migrate.sql.Change;
import dev.migrate.sql.Mentioned;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tries pending statements out, one after the other, on a copy of what they touch, and tells of
 * each what it does. Of the real database it only reads.
 */
public final class Rehearsal implements AutoCloseable {

  /** Nothing takes long on tables without rows. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What DML meets for want of rows: no parent, no value, a row that a filled table would have. */
  private static final Set<Integer> OF_ROWS =
      Set.of(1048, 1062, 1216, 1217, 1451, 1452, 3819, 4025);

  private final RealTables tables;
  private final Map<String, TableSize> sizes;
  private final Asking asking;
  private final Bench bench;
  private final TableReader looking;
  private final SessionMirror mirror;
  private final Copying copying;
  private final RowVersions versions;
  private final List<String> notices;

  /** Names of the real tables, by the names they have in the copy by now, both in lower case. */
  private final Map<String, String> origins = new HashMap<>();

  private final Map<String, Optional<Table>> known = new HashMap<>();
  private @Nullable String stopped;
  private @Nullable String doubt;

  private Rehearsal(
      RealTables tables,
      Map<String, TableSize> sizes,
      Asking asking,
      Bench bench,
      TableReader looking,
      SessionMirror mirror,
      Copying copying,
      RowVersions versions,
      List<String> notices) {
    this.tables = tables;
    this.sizes = sizes;
    this.asking = asking;
    this.bench = bench;
    this.looking = looking;
    this.mirror = mirror;
    this.copying = copying;
    this.versions = versions;
    this.notices = notices;
  }

  /**
   * Copies what statements mention.
   *
   * @param real a session of the real server, in which nothing is changed but settings of its own
   * @param database the real database, which exists
   * @param server the real server's vendor and version
   * @param bench an empty scratch database
   * @param statements all that are to be tried out
   */
  public static Rehearsal of(
      Connection real,
      String database,
      ServerVersion server,
      Bench bench,
      List<Statement> statements)
      throws SQLException {
    SessionMirror mirror = SessionMirror.of(real);
    RealTables tables = RealTables.read(real, database, server);
    Set<String> mentioned = new TreeSet<>();
    statements.forEach(statement -> mentioned.addAll(Mentioned.in(statement.sql())));
    mentioned.removeIf(name -> tables.find(name).isEmpty() && !isProgram(name, statements));
    Copying copying = new Copying(real, database, server, tables, bench);
    Set<String> copied = copying.copy(mentioned, concerned(tables, server, mentioned, statements));
    List<String> notices = new ArrayList<>(copying.notices());
    notices.addAll(mirror.differences(bench.session()));
    RowVersions versions = RowVersions.of(real, database, server, bench, copied);
    versions.imitate(statements);
    mirror.set(bench.session());
    return new Rehearsal(
        tables,
        tables.sizes(copied),
        new Asking(bench, server.vendor(), mirror, LIMIT),
        bench,
        TableReader.of(bench.looking(), bench.database(), server),
        mirror,
        copying,
        versions,
        notices);
  }

  /** Tables whose foreign keys' other ends matter; to MariaDB these matter for all that is done. */
  private static Set<String> concerned(
      RealTables tables, ServerVersion server, Set<String> mentioned, List<Statement> statements)
      throws SQLException {
    if (server.vendor() == Vendor.MARIADB || !tables.haveKeys()) {
      return mentioned;
    }
    Set<String> keys = tables.columnsOfKeys();
    return new KeyChanges(
            server, (table, column) -> keys.contains(RealTables.key(table + "." + column)))
        .in(statements);
  }

  private static boolean isProgram(String name, List<Statement> statements) {
    return statements.stream()
        .flatMap(statement -> statement.objects().stream())
        .anyMatch(
            object ->
                object.type() != ObjectName.Type.TABLE && object.name().equalsIgnoreCase(name));
  }

  /** What could not be looked at as it should be, for people. */
  public List<String> notices() {
    List<String> all = new ArrayList<>(notices);
    versions.notice().ifPresent(all::add);
    return all;
  }

  /**
   * A migration begins: with the settings of a session that nothing has changed yet.
   *
   * @param initial what is executed in every session first
   */
  public void begin(List<Statement> initial) throws SQLException {
    mirror.set(bench.session());
    for (Statement statement : initial) {
      try {
        asking.execute(statement);
      } catch (RefusedException e) {
        notices.add(e.problem().text());
      }
    }
  }

  /** What comes next is executed and cannot be tried out, so that what follows is not certain. */
  public void unknown(String what) {
    doubt = doubt == null ? what + " before it is not tried out" : doubt;
  }

  /** Tries the next statement out. */
  public Foreseen next(Statement statement) throws SQLException {
    List<TableSize> its = sizes(statement);
    if (stopped != null) {
      return Foreseen.untried(statement, its, stopped);
    }
    if (statement.kind() == StatementKind.QUERY) {
      return new Foreseen(statement, null, null, null, its, Map.of(), Map.of(), false, null, null);
    }
    String untried = untried(statement);
    if (untried != null) {
      return Foreseen.untried(statement, its, untried);
    }
    Map<String, Table> before = read(statement, false);
    try {
      Optional<AlterForm> form = AlterForm.of(statement);
      Asking.Answer answer = answer(statement, form);
      renamed(statement);
      answer = form.isPresent() ? versions.checked(form.get(), origin(form.get()), answer) : answer;
      return foreseen(statement, its, before, answer);
    } catch (RefusedException e) {
      unknownIfDefining(statement);
      return Foreseen.untried(statement, its, e.problem().problem());
    } catch (SQLException e) {
      return failed(statement, its, before, e);
    }
  }

  /** Before a definition is said to fail, nothing is left out of the copy any more. */
  private Asking.Answer answer(Statement statement, Optional<AlterForm> form) throws SQLException {
    try {
      return form.isPresent() ? asking.alter(statement, form.get()) : executed(statement);
    } catch (SQLException e) {
      if (statement.kind() != StatementKind.DDL || !copying.complete()) {
        throw e;
      }
      return form.isPresent() ? asking.alter(statement, form.get()) : executed(statement);
    }
  }

  private Asking.Answer executed(Statement statement) throws SQLException {
    asking.execute(statement);
    return new Asking.Answer(null, null, null, null);
  }

  private Foreseen foreseen(
      Statement statement, List<TableSize> its, Map<String, Table> before, Asking.Answer answer)
      throws SQLException {
    Map<String, Table> after = read(statement, statement.kind() == StatementKind.DDL);
    if (doubt != null && (answer.algorithm() != null || answer.rebuild() != null)) {
      answer = Asking.Answer.none(doubt);
    }
    return new Foreseen(
        statement,
        answer.algorithm(),
        answer.lock(),
        answer.rebuild(),
        its,
        before,
        after,
        true,
        null,
        answer.unknown());
  }

  private Foreseen failed(
      Statement statement, List<TableSize> its, Map<String, Table> before, SQLException e) {
    String message =
        "[" + e.getErrorCode() + "] " + statement.masked(String.valueOf(e.getMessage()));
    boolean dml = statement.kind() == StatementKind.DML;
    if (dml && (OF_ROWS.contains(e.getErrorCode()) || e instanceof java.sql.SQLTimeoutException)) {
      String why = "it depends on rows, which the copy does not have: " + message;
      return Foreseen.untried(statement, its, why);
    }
    if (doubt != null) {
      stopped = doubt;
      return Foreseen.untried(statement, its, doubt + ", and on the copy it fails: " + message);
    }
    stopped = "the run ends before it, at " + statement.where();
    return new Foreseen(statement, null, null, null, its, before, Map.of(), true, message, null);
  }

  /** Why a statement is not tried out; null if it is. */
  private @Nullable String untried(Statement statement) {
    for (ObjectName object : statement.objects()) {
      String why = copying.failed().get(RealTables.key(object.name()));
      if (why != null && object.type() == ObjectName.Type.TABLE) {
        unknownIfDefining(statement);
        return "the table " + object.name() + " is not in the copy: " + why;
      }
    }
    String first = statement.summary().split("\\W", 2)[0].toUpperCase(java.util.Locale.ROOT);
    String why =
        switch (statement.kind()) {
          case CALL, UNKNOWN ->
              "what it does cannot be told from its text, and it is not tried out";
          case ACCOUNT -> "accounts belong to the whole server: it is not tried out";
          case LOAD -> "it reads a file: it is not tried out";
          case ADMIN -> "it maintains the server or a table: it is not tried out";
          case SESSION ->
              Set.of("PREPARE", "EXECUTE").contains(first)
                  ? "what it prepares or executes cannot be told: it is not tried out"
                  : null;
          default -> null;
        };
    boolean anything =
        statement.kind() == StatementKind.CALL || statement.kind() == StatementKind.UNKNOWN;
    if (anything || first.equals("EXECUTE")) {
      unknown(statement.where());
    }
    return why;
  }

  private void unknownIfDefining(Statement statement) {
    if (statement.kind() == StatementKind.DDL) {
      unknown(statement.where());
    }
  }

  static List<String> names(Statement statement) {
    return statement.objects().stream()
        .filter(object -> object.type() == ObjectName.Type.TABLE)
        .map(ObjectName::name)
        .distinct()
        .toList();
  }

  private Map<String, Table> read(Statement statement, boolean again) throws SQLException {
    Map<String, Table> read = new HashMap<>();
    for (String name : names(statement)) {
      String key = RealTables.key(name);
      if (again || !known.containsKey(key)) {
        known.put(key, looking.table(name));
      }
      Objects.requireNonNull(known.get(key)).ifPresent(table -> read.put(key, table));
    }
    return read;
  }

  private List<TableSize> sizes(Statement statement) {
    return names(statement).stream()
        .map(name -> sizes.get(origin(name)))
        .filter(Objects::nonNull)
        .toList();
  }

  private String origin(AlterForm form) {
    return origin(form.table().name());
  }

  private String origin(String name) {
    String key = RealTables.key(name);
    return origins.getOrDefault(key, key);
  }

  /** The tables that refer to one that a statement names. */
  public List<String> children(Statement statement) {
    return names(statement).stream()
        .flatMap(name -> tables.childrenOf(origin(name)).stream())
        .distinct()
        .toList();
  }

  /** Keeps in mind what a table was called when it was copied. */
  private void renamed(Statement statement) {
    List<String> names =
        statement.objects().stream()
            .filter(object -> object.type() == ObjectName.Type.TABLE)
            .map(object -> RealTables.key(object.name()))
            .toList();
    boolean pairs = Change.of(statement).kind() == Change.Kind.RENAME;
    boolean altered = AlterForm.of(statement).isPresent() && names.size() == 2;
    for (int i = 0; (pairs || altered) && i + 1 < names.size(); i += 2) {
      String from = origin(names.get(i));
      origins.put(names.get(i), "");
      origins.put(names.get(i + 1), from);
    }
  }

  @Override
  public void close() throws SQLException {
    looking.close();
  }
}

package dev.migrate;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.model.Program;
import dev.migrate.schema.model.Schema;
import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import dev.migrate.server.ScratchSchema;
import dev.migrate.sql.Change;
import dev.migrate.sql.Confinement;
import dev.migrate.sql.EventState;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A scratch database as the project's code may have it: what reaches beyond it is refused, and its
 * events are made disabled, so that none ever takes place; {@link #asMeant} tells of them as they
 * were meant.
 */
final class ScratchSession {

  static final String REFUSED = "replay-refused";

  /** Everybody reads from these; who writes to them is refused all the same. */
  private static final Set<String> OF_THE_SERVER =
      Set.of("information_schema", "mysql", "performance_schema", "sys");

  private final ScratchSchema schema;
  private final Confinement confinement;

  /** Whether they are to take place, by their names, which are case-insensitive. */
  private final Map<String, Boolean> events = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final Set<String> relative = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private ScratchSession(ScratchSchema schema, Predicate<String> isOther) {
    this.schema = schema;
    this.confinement = new Confinement(schema.name(), isOther);
  }

  /** A session in the database, which knows the server's other databases as of now. */
  static ScratchSession of(ScratchSchema schema) throws SQLException {
    Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    try (java.sql.Statement statement = schema.connection().createStatement();
        ResultSet rows = statement.executeQuery("SHOW DATABASES")) {
      while (rows.next()) {
        others.add(rows.getString(1));
      }
    }
    others.removeAll(OF_THE_SERVER);
    return new ScratchSession(schema, others::contains);
  }

  /** The database. */
  ScratchSchema schema() {
    return schema;
  }

  /** The same connection, through which nothing gets beyond the database. */
  Connection over(Connection connection) {
    return ConfinedConnection.over(connection, this::admit);
  }

  /**
   * Executes a statement in the database's own session.
   *
   * @throws RefusedException {@code replay-refused}
   */
  void execute(Statement statement) throws SQLException {
    execute(statement, Duration.ZERO);
  }

  /**
   * The same, within a time.
   *
   * @param limit in whole seconds; zero for none
   * @throws java.sql.SQLTimeoutException if it takes longer
   */
  void execute(Statement statement, Duration limit) throws SQLException {
    require(statement);
    try (java.sql.Statement execution = schema.connection().createStatement()) {
      execution.setEscapeProcessing(false);
      execution.setQueryTimeout((int) limit.toSeconds());
      execution.execute(switched(statement));
    }
  }

  /**
   * Refuses a statement that reaches beyond the database.
   *
   * @throws RefusedException {@code replay-refused}, at its line
   */
  void require(Statement statement) {
    confinement
        .breach(statement)
        .ifPresent(
            breach -> {
              throw new RefusedException(
                  Problem.of(
                          REFUSED,
                          "A statement cannot be tried out in a scratch database: it "
                              + breach
                              + ".")
                      .at(place(statement))
                      .fix(
                          "Leave out the database's name, since the connection chooses it (its name"
                              + " is ${flyway:defaultSchema}); what concerns accounts, files or the"
                              + " whole server does not belong into a migration."));
            });
  }

  private static String place(Statement statement) {
    return statement.file().isEmpty()
        ? statement.summary()
        : statement.where() + ", statement " + statement.index() + ": " + statement.summary();
  }

  /** The text to be sent in its place. */
  private String admit(Connection raw, String sql) throws SQLException {
    List<Statement> statements = PreparedText.statements(raw, sql);
    statements.forEach(this::require);
    return statements.size() == 1 && statements.get(0).sql().equals(sql.strip())
        ? switched(statements.get(0))
        : sql;
  }

  private String switched(Statement statement) {
    List<ObjectName> names =
        statement.objects().stream().filter(o -> o.type() == ObjectName.Type.EVENT).toList();
    if (names.isEmpty()) {
      return statement.sql();
    }
    String name = names.get(0).name();
    Change change = Change.of(statement);
    if (change.kind() == Change.Kind.DROP) {
      events.remove(name);
      return statement.sql();
    }
    EventState state = EventState.of(statement.sql());
    if (state.relative()) {
      relative.add(name);
    }
    if (change.kind() == Change.Kind.ALTER) {
      return altered(names, state);
    }
    if (change.conditional()) {
      events.putIfAbsent(name, state.isOn());
    } else {
      events.put(name, state.isOn());
    }
    return state.isOn() ? state.off() : state.sql();
  }

  private String altered(List<ObjectName> names, EventState state) {
    String name = names.get(0).name();
    if (state.said() != null) {
      events.put(name, state.isOn());
    }
    Boolean before = names.size() > 1 ? events.remove(name) : null;
    if (before != null) {
      events.put(names.get(1).name(), before);
    }
    return state.said() != null && state.isOn() ? state.off() : state.sql();
  }

  /** Events whose times depend on when they were made: no two databases have the same. */
  Set<String> relativeEvents() {
    return relative;
  }

  /** What was read of the database, with its events as they were meant. */
  Schema asMeant(Schema found) {
    return new Schema(
        found.server(),
        found.charset(),
        found.collation(),
        found.tables(),
        found.views(),
        found.programs().stream().map(this::asMeant).toList(),
        found.sequences());
  }

  private Program asMeant(Program program) {
    return program.kind() == Program.Kind.EVENT && events.getOrDefault(program.name(), false)
        ? new Program(
            program.kind(),
            program.name(),
            program.table(),
            EventState.of(program.definition()).on(),
            program.sqlMode(),
            program.timeZone(),
            program.definer())
        : program;
  }

  /** Those that a procedure made by text of its own. */
  void disableStrays() throws SQLException {
    List<String> strays = new ArrayList<>();
    try (java.sql.Statement statement = schema.connection().createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT event_name FROM information_schema.events WHERE status = 'ENABLED'"
                  + " AND event_schema = "
                  + Literal.text(schema.name()))) {
        while (rows.next()) {
          strays.add(rows.getString(1));
        }
      }
      for (String stray : strays) {
        statement.execute(
            "ALTER EVENT "
                + Identifier.quote(schema.name())
                + "."
                + Identifier.quote(stray)
                + " DISABLE");
        events.put(stray, true);
      }
    }
  }
}

package dev.migrate.plan;

import dev.migrate.outcome.MigrateException;
import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.Program;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.schema.model.TableReader;
import dev.migrate.schema.model.View;
import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Mentioned;
import dev.migrate.sql.Splitter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Copies what statements mention from the real database to a scratch one, without a row: tables as
 * SHOW CREATE TABLE prints them (CREATE TABLE LIKE would leave their foreign keys out), with the
 * parents and the children of their foreign keys where these may matter; views and what these are
 * of; programs that are named.
 */
final class Copying {

  /** From so many on, it pays to open sessions for them. */
  private static final int MANY = 20;

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Connection real;
  private final String database;
  private final ServerVersion server;
  private final RealTables tables;
  private final Bench bench;
  private final Map<String, String> failed = new HashMap<>();
  private final List<String> notices = new ArrayList<>();
  private Set<String> leftOut = Set.of();

  Copying(Connection real, String database, ServerVersion server, RealTables tables, Bench bench) {
    this.real = real;
    this.database = database;
    this.server = server;
    this.tables = tables;
    this.bench = bench;
  }

  /** Why tables could not be copied, by their lower-case names. */
  Map<String, String> failed() {
    return failed;
  }

  /** What else could not be copied. */
  List<String> notices() {
    return notices;
  }

  /**
   * Copies.
   *
   * @param mentioned names in lower case
   * @param concerned those whose foreign keys' other ends matter
   * @return the tables that were copied, as the server writes them
   */
  Set<String> copy(Set<String> mentioned, Set<String> concerned) throws SQLException {
    if (!tables.exist()) {
      return Set.of();
    }
    Set<String> all = new TreeSet<>(mentioned);
    Schema stored = stored(all);
    Set<String> near = new TreeSet<>(all);
    near.retainAll(concerned);
    Set<String> copied = tables.named(all);
    copied.addAll(tables.withNeighbours(near));
    leftOut = tables.withNeighbours(all);
    leftOut.removeAll(copied);
    try (Statement statement = bench.session().createStatement()) {
      statement.setEscapeProcessing(false);
      prepare(statement);
      for (dev.migrate.schema.model.Sequence sequence : stored.sequences()) {
        attempt(statement, Clauses.create(sequence), sequence.name());
      }
      create(statement, texts(statement, printed(copied)));
      programs(stored);
      views(statement, stored.views());
      copied.removeIf(name -> failed.containsKey(RealTables.key(name)));
    }
    return copied;
  }

  /**
   * Copies the other ends of foreign keys that were left out, in a session of its own.
   *
   * @return whether there were some
   */
  boolean complete() throws SQLException {
    if (leftOut.isEmpty()) {
      return false;
    }
    Set<String> names = leftOut;
    leftOut = Set.of();
    try (Connection session = bench.more().open();
        Statement statement = session.createStatement()) {
      statement.setEscapeProcessing(false);
      prepare(statement);
      create(statement, texts(statement, printed(names)));
    }
    return true;
  }

  private Map<String, String> printed(Set<String> names) throws SQLException {
    try (TableReader reader = TableReader.of(real, database, server)) {
      return reader.printed(names);
    }
  }

  static void prepare(Statement statement) throws SQLException {
    for (String[] each :
        new String[][] {
          {"foreign_key_checks", "0"},
          {"sql_mode", ""},
          {"sql_require_primary_key", "0"},
          {"innodb_strict_mode", "0"}
        }) {
      SessionMirror.set(statement, each[0], each[1]);
    }
  }

  /** What can be copied, with what it refers to in other databases made already. */
  private Map<String, String> texts(Statement statement, Map<String, String> printed) {
    Map<String, String> texts = new TreeMap<>();
    printed.forEach(
        (name, definition) -> {
          CopyText text = CopyText.of(definition);
          if (text.refusal() != null) {
            failed.put(RealTables.key(name), text.refusal());
          } else {
            text.stubs().forEach(stub -> stub(statement, stub));
            texts.put(name, text.sql());
          }
        });
    return texts;
  }

  /** Several sessions at once, then what they could not make. */
  private void create(Statement statement, Map<String, String> texts) {
    boolean many = texts.size() >= MANY && bench.makers() > 1;
    Map<String, String> left = many ? TableMakers.make(bench.more(), bench.makers(), texts) : texts;
    left.forEach(
        (name, text) -> {
          try {
            statement.execute(text);
          } catch (SQLException e) {
            failed.put(RealTables.key(name), "it could not be copied: " + e.getMessage());
          }
        });
  }

  /** The parent of a foreign key into another database, under a name of its own. */
  private void stub(Statement statement, CopyText.Stub stub) {
    try (TableReader reader = TableReader.of(real, stub.schema(), server)) {
      String printed = reader.printed(List.of(stub.table())).getOrDefault(stub.table(), "");
      statement.execute(CopyText.parent(printed, stub.name()));
    } catch (SQLException e) {
      notices.add(
          "The table "
              + Identifier.quote(stub.schema())
              + "."
              + Identifier.quote(stub.table())
              + ", to which a foreign key refers, could not be copied: "
              + e.getMessage());
    }
  }

  /** Views, sequences and programs that are mentioned; what views are of is mentioned, too. */
  private Schema stored(Set<String> mentioned) throws SQLException {
    try {
      Set<String> known = new HashSet<>();
      Schema stored = read(mentioned);
      while (stored.views().stream().anyMatch(view -> known.add(view.name()))) {
        stored.views().forEach(view -> mentioned.addAll(Mentioned.in(Clauses.create(view))));
        stored = read(mentioned);
      }
      stored.programs().forEach(program -> mentioned.add(RealTables.key(program.table())));
      return stored;
    } catch (MigrateException e) {
      notices.add(
          "Views and stored programs were not copied to the scratch database: "
              + e.problem().problem());
      return new Schema(server, "", "", List.of(), List.of(), List.of(), List.of());
    }
  }

  private Schema read(Set<String> mentioned) throws SQLException {
    return SchemaReader.readStored(
        real, database, server, name -> mentioned.contains(RealTables.key(name)));
  }

  private void programs(Schema stored) throws SQLException {
    for (Program program : stored.programs()) {
      try (Statement statement = bench.session().createStatement()) {
        SessionMirror.set(statement, "sql_mode", program.sqlMode());
        List<dev.migrate.sql.Statement> parsed =
            Splitter.split("the program " + program.name(), program.definition());
        if (parsed.size() == 1) {
          bench.execution().execute(parsed.get(0), LIMIT);
        }
        SessionMirror.set(statement, "sql_mode", "");
      } catch (SQLException | MigrateException e) {
        notices.add(
            program.kind().sql().toLowerCase(java.util.Locale.ROOT)
                + " "
                + Identifier.quote(program.name())
                + " could not be copied to the scratch database: "
                + e.getMessage());
      }
    }
  }

  /** In any order that the server takes. */
  private void views(Statement statement, List<View> views) {
    Deque<View> left = new ArrayDeque<>(views);
    int refused = 0;
    while (!left.isEmpty() && refused <= left.size()) {
      View view = left.remove();
      try {
        statement.execute(Clauses.create(view));
        refused = 0;
      } catch (SQLException e) {
        left.add(view);
        refused++;
      }
    }
    left.forEach(
        view ->
            notices.add(
                "The view "
                    + Identifier.quote(view.name())
                    + " could not be copied to the scratch database."));
  }

  private void attempt(Statement statement, String sql, String name) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      notices.add(Identifier.quote(name) + " could not be copied: " + e.getMessage());
    }
  }
}

package dev.migrate.campaign;

import dev.migrate.campaign.AlterCases.Case;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.plan.Bench;
import dev.migrate.plan.Foreseen;
import dev.migrate.plan.Rehearsal;
import dev.migrate.server.ScratchSchema;
import dev.migrate.server.ScratchServer;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import dev.migrate.sql.AlterForm;
import dev.migrate.sql.Splitter;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Foresees what an ALTER does to filled tables, then runs it without any clause of ours and looks:
 * rows affected mean that the table was copied, another id inside InnoDB that it was written anew.
 */
final class AlterTrial implements AutoCloseable {

  /** Algorithms from the mildest on. */
  private static final List<String> MILDEST_FIRST = List.of("INSTANT", "NOCOPY", "INPLACE", "COPY");

  private final ScratchServer scratch;
  private final AlterTables tables;
  private final List<String> wrong = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private int right;

  AlterTrial() {
    scratch = ScratchServer.open(TestServer.admin(), "campaign", event -> {});
    tables = new AlterTables(scratch.version());
  }

  ServerVersion server() {
    return scratch.version();
  }

  /** Statements whose answer was not what happened. */
  List<String> wrong() {
    return wrong;
  }

  /** Statements of which it was said that nobody could tell. */
  List<String> unknown() {
    return unknown;
  }

  /** Statements that the server refuses, as was foreseen. */
  List<String> refused() {
    return refused;
  }

  /** How many answers were what happened. */
  int right() {
    return right;
  }

  /** What really happened. */
  private record Happened(boolean copied, boolean rebuilt, @Nullable String failure) {}

  void run(Case kind) throws SQLException {
    List<dev.migrate.sql.Statement> statements =
        Splitter.split("V1.sql", String.join(";\n", kind.statements()));
    DatabaseSettings database = made(kind);
    try {
      List<Foreseen> foreseen = foresee(database, statements);
      List<Happened> happened = happen(database, statements);
      for (int i = 0; i < statements.size(); i++) {
        compare(foreseen.get(i), happened.get(i));
      }
      if (statements.size() == 1) {
        forms(kind, foreseen.get(0));
      }
    } finally {
      TestServer.execute(database, "DROP DATABASE " + database.name());
    }
  }

  private DatabaseSettings made(Case kind) {
    DatabaseSettings database = TestServer.freshDatabase();
    TestServer.execute(database, tables.statements(kind.table()).toArray(String[]::new));
    return database;
  }

  private List<Foreseen> foresee(
      DatabaseSettings database, List<dev.migrate.sql.Statement> statements) throws SQLException {
    try (Connection real = TestServer.connect(database);
        ScratchSchema schema = scratch.createLike(database.name());
        Connection looking = schema.another()) {
      Bench bench =
          new Bench(
              schema.name(),
              schema.connection(),
              looking,
              schema::another,
              4,
              (statement, limit) -> execute(schema.connection(), statement.sql()));
      try (Rehearsal rehearsal =
          Rehearsal.of(real, database.name(), scratch.version(), bench, statements)) {
        rehearsal.begin(List.of());
        List<Foreseen> foreseen = new ArrayList<>();
        for (dev.migrate.sql.Statement statement : statements) {
          foreseen.add(rehearsal.next(statement));
        }
        return foreseen;
      }
    }
  }

  private static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return statement.getUpdateCount();
    }
  }

  private List<Happened> happen(
      DatabaseSettings database, List<dev.migrate.sql.Statement> statements) throws SQLException {
    List<Happened> happened = new ArrayList<>();
    try (Connection connection = TestServer.connect(database)) {
      for (dev.migrate.sql.Statement statement : statements) {
        Set<Long> before = ids(database);
        try {
          int rows = execute(connection, statement.sql());
          Set<Long> after = ids(database);
          // What empties partitions gives them other ids, too, and writes nothing anew.
          boolean emptied = statement.sql().contains(" TRUNCATE ");
          boolean rebuilt = !emptied && !after.containsAll(before) && !before.containsAll(after);
          happened.add(new Happened(rows > 0, rebuilt, null));
        } catch (SQLException e) {
          happened.add(new Happened(false, false, e.getErrorCode() + " " + e.getMessage()));
        }
      }
    }
    return happened;
  }

  private Set<Long> ids(DatabaseSettings database) throws SQLException {
    String from =
        scratch.version().vendor() == Vendor.MYSQL ? "innodb_tables" : "innodb_sys_tables";
    Set<Long> ids = new HashSet<>();
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_id, name FROM information_schema."
                    + from
                    + " WHERE name LIKE '"
                    + database.name()
                    + "/%'")) {
      while (rows.next()) {
        if (!rows.getString(2).toLowerCase(java.util.Locale.ROOT).contains("/fts_")) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }

  private void compare(Foreseen foreseen, Happened happened) {
    String sql = foreseen.statement().sql();
    if (AlterForm.of(foreseen.statement()).isEmpty()) {
      return;
    }
    String said =
        sql
            + ": foreseen "
            + foreseen.algorithm()
            + "/"
            + foreseen.lock()
            + ", rebuild "
            + foreseen.rebuild()
            + (foreseen.failure() == null ? "" : ", " + foreseen.failure())
            + "; "
            + happened;
    if (foreseen.algorithm() == null && foreseen.failure() == null) {
      unknown.add(sql + ": " + foreseen.unknown() + "; " + happened);
    } else if (foreseen.failure() != null || happened.failure != null) {
      boolean both = foreseen.failure() != null && happened.failure != null;
      (both ? refused : wrong).add(said);
    } else {
      boolean copied = foreseen.algorithm().equals("COPY");
      boolean same =
          copied == happened.copied
              && Objects.equals(foreseen.rebuild(), happened.rebuilt || happened.copied);
      if (same) {
        right++;
      } else {
        wrong.add(said);
      }
    }
  }

  /** The answer is one that the server takes for a filled table, and it takes none milder. */
  private void forms(Case kind, Foreseen foreseen) throws SQLException {
    String algorithm = foreseen.algorithm();
    AlterForm form = AlterForm.of(foreseen.statement()).orElse(null);
    if (algorithm == null || form == null || form.algorithm() != null || form.lock() != null) {
      return;
    }
    DatabaseSettings database = made(kind);
    try (Connection connection = TestServer.connect(database)) {
      for (String milder : MILDEST_FIRST.subList(0, MILDEST_FIRST.indexOf(algorithm))) {
        int rows = taken(connection, form, foreseen, milder, null);
        if (rows == 0) {
          wrong.add(foreseen.statement().sql() + ": " + algorithm + ", but takes " + milder);
        }
        if (rows >= 0) {
          // MariaDB 10.11 takes INSTANT for some of what it copies.
          return;
        }
      }
      String lock = algorithm.equals("INSTANT") ? null : foreseen.lock();
      if (taken(connection, form, foreseen, algorithm, lock) < 0) {
        wrong.add(foreseen.statement().sql() + ": does not take " + algorithm + "/" + lock);
      }
    } finally {
      TestServer.execute(database, "DROP DATABASE " + database.name());
    }
  }

  /** Rows affected; -1 if the server does not take it. */
  private static int taken(
      Connection connection,
      AlterForm form,
      Foreseen foreseen,
      String algorithm,
      @Nullable String lock) {
    for (String sql : form.with(foreseen.statement().sql(), algorithm, lock)) {
      try {
        return Math.max(0, execute(connection, sql));
      } catch (SQLException e) {
        // The next form, then.
      }
    }
    return -1;
  }

  @Override
  public void close() {
    scratch.close();
  }
}

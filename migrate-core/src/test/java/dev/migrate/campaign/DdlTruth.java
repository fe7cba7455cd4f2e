package dev.migrate.campaign;

import static dev.migrate.campaign.Catalog.lower;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Change;
import dev.migrate.sql.Clause;
import dev.migrate.sql.Confinement;
import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import dev.migrate.testing.Corpora;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs random statements of others, each in an empty database in which what the server misses is
 * made, and compares what was read of them with what the server changed.
 */
final class DdlTruth {

  private final DatabaseSettings admin = TestServer.freshDatabase();
  private final ServerVersion version;
  private final List<String> wrong = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private int ran;
  private int definitions;
  private int refused;

  private DdlTruth() {
    version = ServerVersion.parse(TestServer.query(admin, "SELECT VERSION()").get(0));
  }

  /**
   * What was found.
   *
   * @param ran statements that the server executed
   * @param definitions those of them that define something
   * @param refused those that no preparation made run
   * @param unknown those of {@code ran} that were not understood, and said so
   * @param wrong those of {@code ran} of which something else was read
   */
  record Result(int ran, int definitions, int refused, List<String> unknown, List<String> wrong) {}

  static Result of(List<Corpora.File> files, long seed, int wanted) throws SQLException {
    List<Statement> statements = new ArrayList<>();
    for (Corpora.File file : files) {
      statements.addAll(split(file));
    }
    Collections.shuffle(statements, new Random(seed));
    DdlTruth truth = new DdlTruth();
    for (Statement statement : statements) {
      if (truth.ran < wanted) {
        truth.judge(statement);
      }
    }
    return new Result(truth.ran, truth.definitions, truth.refused, truth.unknown, truth.wrong);
  }

  private static List<Statement> split(Corpora.File file) {
    try {
      return Splitter.split(file.name(), file.text());
    } catch (ConfigurationException e) {
      return List.of();
    }
  }

  private void judge(Statement statement) throws SQLException {
    String database = admin.name();
    boolean confined =
        new Confinement(database, name -> !name.equals(database)).breach(statement).isEmpty();
    boolean worth = statement.kind() == StatementKind.DDL || statement.kind() == StatementKind.DML;
    if ((!confined && statement.kind() != StatementKind.UNKNOWN) || !worth) {
      return;
    }
    try (Connection connection = TestServer.connect(admin)) {
      empty(connection, database);
      Obliging obliging = new Obliging(connection);
      while (true) {
        Catalog before = Catalog.of(connection);
        try (var jdbc = connection.createStatement()) {
          jdbc.setQueryTimeout(10);
          jdbc.execute(statement.sql());
          jdbc.execute("COMMIT");
        } catch (SQLException e) {
          if (obliging.prepare(e)) {
            continue;
          }
          refused++;
          return;
        }
        compare(statement, before, Catalog.of(connection));
        return;
      }
    }
  }

  private static void empty(Connection connection, String database) throws SQLException {
    try (var jdbc = connection.createStatement()) {
      dropped(jdbc, database);
      jdbc.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
      jdbc.execute("USE " + database);
      jdbc.execute("SET foreign_key_checks = 0");
    }
  }

  /** Others who drop databases at the same moment may be in its way (MySQL). */
  private static void dropped(java.sql.Statement jdbc, String database) throws SQLException {
    try {
      jdbc.execute("DROP DATABASE " + database);
    } catch (SQLTransactionRollbackException e) {
      jdbc.execute("DROP DATABASE " + database);
    }
  }

  private void compare(Statement statement, Catalog before, Catalog after) {
    ran++;
    definitions += statement.kind() == StatementKind.DDL ? 1 : 0;
    TableStatement table = TableStatement.of(statement, version).orElse(null);
    if (statement.kind() == StatementKind.UNKNOWN || (table != null && !table.understood())) {
      unknown.add(statement.toString());
      return;
    }
    List<String> problems = new ArrayList<>(objects(statement, before, after));
    if (table != null && !table.temporary() && problems.isEmpty()) {
      problems.addAll(clauses(table, before, after));
    }
    if (!problems.isEmpty()) {
      wrong.add(
          statement + "\n    " + statement.sql().replaceAll("\\s+", " ") + "\n    " + problems);
    }
  }

  private static List<String> clauses(TableStatement table, Catalog before, Catalog after) {
    String name = lower(table.table().name());
    String later =
        table
            .clauses(Clause.RenameTable.class)
            .map(rename -> lower(rename.to().name()))
            .reduce(name, (first, second) -> second);
    Catalog.Table was = before.tables().get(name);
    Catalog.Table is = after.tables().get(later);
    if (is == null) {
      return table.conditional() && was == null ? List.of() : List.of("no table " + later);
    }
    ObjectName like = table.like();
    if (like != null) {
      Catalog.Table model = before.tables().get(lower(like.name()));
      return model.columnNames().equals(is.columnNames()) ? List.of() : List.of("not like it");
    }
    boolean made = table.verb() == TableStatement.Verb.CREATE;
    return TableTruth.compare(table, made ? null : was, is);
  }

  /** What changed is what was named, and became what the kind says. */
  private static List<String> objects(Statement statement, Catalog before, Catalog after) {
    Set<String> changed = changed(before, after);
    if (statement.kind() != StatementKind.DDL) {
      return changed.isEmpty() ? List.of() : List.of("changed " + changed);
    }
    Set<String> named =
        statement.objects().stream()
            .map(each -> lower(each.name()))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> problems = new ArrayList<>();
    for (String object : changed) {
      String name = object.substring(object.indexOf(": ") + 2);
      boolean withItsTable =
          object.startsWith("TRIGGER: ") && !after.definitions().containsKey(object);
      if (!named.contains(name) && !withItsTable) {
        problems.add(object + " changed, but " + named + " is named");
      }
    }
    problems.addAll(become(statement, before, after));
    return problems;
  }

  private static List<String> become(Statement statement, Catalog before, Catalog after) {
    Change change = Change.of(statement);
    if (statement.objects().isEmpty() || statement.commit() == ImplicitCommit.NO) {
      return List.of();
    }
    String first = key(statement.objects().get(0));
    return switch (change.kind()) {
      case CREATE, REPLACE ->
          after.definitions().containsKey(first)
                  && (change.conditional()
                      || change.kind() == Change.Kind.REPLACE
                      || !before.definitions().containsKey(first))
              ? List.of()
              : List.of(first + " did not come");
      case DROP ->
          statement.objects().stream()
              .filter(each -> each.type() != ObjectName.Type.INDEX)
              .limit(statement.objects().get(0).type() == ObjectName.Type.TRIGGER ? 1 : 99)
              .map(DdlTruth::key)
              .filter(after.definitions()::containsKey)
              .map(each -> each + " did not go")
              .toList();
      case RENAME -> renamed(statement, before, after);
      default -> List.of();
    };
  }

  /** With IF EXISTS (MariaDB) there may have been nothing to rename. */
  private static List<String> renamed(Statement statement, Catalog before, Catalog after) {
    int last = statement.objects().size() - 1;
    String from = key(statement.objects().get(last - 1));
    String to = key(statement.objects().get(last));
    return !before.definitions().containsKey(from) || after.definitions().containsKey(to)
        ? List.of()
        : List.of(to + " is not the name");
  }

  private static String key(ObjectName object) {
    return object.type().name().replace('_', ' ') + ": " + lower(object.name());
  }

  private static Set<String> changed(Catalog before, Catalog after) {
    Set<String> all = new TreeSet<>(before.definitions().keySet());
    all.addAll(after.definitions().keySet());
    all.removeIf(
        each -> {
          String was = before.definitions().get(each);
          return was != null && was.equals(after.definitions().get(each));
        });
    return all;
  }
}

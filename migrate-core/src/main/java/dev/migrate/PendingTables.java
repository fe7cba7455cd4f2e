package dev.migrate;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Literal;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tables that pending statements name as what they define or change. */
final class PendingTables {

  /** What changes no table, or names all that it changes. */
  private static final Set<StatementKind> TELLING =
      Set.of(
          StatementKind.DDL,
          StatementKind.DML,
          StatementKind.QUERY,
          StatementKind.TRANSACTION,
          StatementKind.ACCOUNT);

  private final List<Statement> statements = new ArrayList<>();
  private @Nullable String untold;

  /** Those of what a run would execute, what an earlier run did of it included. */
  static PendingTables of(Pending pending) {
    PendingTables tables = new PendingTables();
    pending.parts().forEach(tables::add);
    return tables;
  }

  private void add(Pending.Part part) {
    List<Statement> script = part.statements();
    if (script == null) {
      untold = part.entry().label() + " is written in Java";
    } else {
      statements.addAll(script);
    }
  }

  /**
   * Those of them that are there.
   *
   * @throws RefusedException {@code backup-tables-unknown} when a statement does not tell what it
   *     changes
   */
  List<String> existing(Workplace workplace) throws SQLException {
    if (untold != null) {
      throw unknown(untold, workplace);
    }
    Set<String> names = new TreeSet<>();
    for (Statement statement : statements) {
      names.addAll(tables(statement, workplace));
    }
    List<String> existing = new ArrayList<>();
    for (String name : names) {
      if (isThere(name, workplace)) {
        existing.add(name);
      }
    }
    return existing;
  }

  private static List<String> tables(Statement statement, Workplace workplace) {
    if (!tells(statement)) {
      throw unknown(statement.where() + " " + statement.summary(), workplace);
    }
    List<String> tables = new ArrayList<>();
    for (ObjectName object : statement.objects()) {
      String schema = object.schema();
      if (object.type() == ObjectName.Type.DATABASE
          || (schema != null && !schema.equalsIgnoreCase(workplace.schema()))) {
        throw unknown(statement.where() + " changes another database", workplace);
      }
      if (object.type() == ObjectName.Type.TABLE) {
        tables.add(object.name());
      }
    }
    return tables;
  }

  private static boolean tells(Statement statement) {
    if (statement.kind() == StatementKind.DML) {
      return statement.objects().stream().anyMatch(o -> o.type() == ObjectName.Type.TABLE);
    }
    boolean set =
        statement.kind() == StatementKind.SESSION
            && statement.summary().toUpperCase(Locale.ROOT).startsWith("SET ");
    return set || TELLING.contains(statement.kind());
  }

  private static boolean isThere(String table, Workplace workplace) throws SQLException {
    try (java.sql.Statement statement = workplace.connection().createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = "
                    + Literal.text(workplace.schema())
                    + " AND table_type <> 'VIEW' AND table_name = "
                    + Literal.text(table))) {
      return found.next();
    }
  }

  private static RefusedException unknown(String what, Workplace workplace) {
    return new RefusedException(
        Problem.of(
                "backup-tables-unknown",
                "Which tables are to be backed up cannot be told: " + what + ".")
            .at("environment " + workplace.environment().name() + ", <backup><pendingTables>")
            .committed("nothing was changed")
            .fix(
                "Back up the whole database, or by a command: remove <pendingTables>, or write"
                    + " <backup><command>…</command></backup>"));
  }
}

package dev.migrate.execute;

import dev.migrate.sql.BatchStatement;
import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.UserVariables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that only change rows and may go to the server in one packet: executed again from the
 * first on after a rollback, they do the same.
 */
record Chunk(List<Statement> statements) {

  static final Chunk NONE = new Chunk(List.of());

  /** Characters of a packet; the least max_allowed_packet in use is 1 MiB of bytes. */
  private static final int LARGEST = 1 << 17;

  /** The statements from a position on that can be sent together. */
  static Chunk of(List<Statement> statements, int from, Engines engines, @Nullable String schema)
      throws SQLException {
    List<Statement> chunk = new ArrayList<>();
    int size = 0;
    for (Statement statement : statements.subList(from, statements.size())) {
      size += statement.sql().length();
      boolean begins = !chunk.isEmpty() && !statement.directives().isEmpty();
      if (begins || size > LARGEST || !isPlain(statement)) {
        break;
      }
      if (!engines.isTransactional(statement, schema)) {
        break;
      }
      chunk.add(statement);
    }
    return new Chunk(chunk);
  }

  private static boolean isPlain(Statement statement) {
    return statement.kind() == StatementKind.DML
        && statement.commit() == ImplicitCommit.NO
        && !BatchStatement.isAskedFor(statement)
        && UserVariables.of(List.of(statement)).isEmpty();
  }

  int size() {
    return statements.size();
  }

  List<String> sql() {
    return statements.stream().map(Statement::sql).toList();
  }

  Statement end() {
    return statements.get(statements.size() - 1);
  }

  int last() {
    return end().index();
  }
}

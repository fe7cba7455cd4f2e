package dev.migrate;

import dev.migrate.execute.Done;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.outcome.StatementException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completes the error of one migration with what the run had done before it. */
final class Interrupted {

  private Interrupted() {}

  /**
   * The same error, which now also says which migrations were done before and how many were not
   * begun.
   */
  static MigrateException after(String verb, List<Done> done, int left, MigrateException e) {
    Problem problem = e.problem();
    StringBuilder committed = new StringBuilder();
    if (problem.committed() != null) {
      committed.append(problem.committed()).append("\n");
    }
    committed.append(
        done.isEmpty()
            ? "no migration " + verb + " before it in this run"
            : verb
                + " before it in this run: "
                + done.stream().map(d -> d.entry().label()).collect(Collectors.joining(", ")));
    int notBegun = problem.where() == null ? left : left - 1;
    if (notBegun > 0) {
      committed.append("\nnot begun: ").append(notBegun);
    }
    Problem whole = problem.committed(committed.toString());
    MigrateException completed =
        e instanceof ServerException
            ? new ServerException(whole, e.getCause())
            : new StatementException(whole, e.getCause());
    Stream.of(e.getSuppressed()).forEach(completed::addSuppressed);
    return completed;
  }
}

package dev.migrate.execute;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.ReplicaLag;
import dev.migrate.sql.BatchStatement;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Executes a statement under {@code -- migrate:batch}, or goes on with it. */
final class BatchExecution {

  private final Channel channel;
  private final ScriptRunner.Beside beside;
  private final ScriptTransaction transaction;
  private final ScriptRecord record;

  BatchExecution(Channel channel, ScriptRunner.Beside beside, ScriptTransaction transaction) {
    this.channel = channel;
    this.beside = beside;
    this.transaction = transaction;
    this.record = beside.record();
  }

  void run(Statement statement) throws SQLException {
    if (transaction.isScripts() || transaction.isLocked()) {
      throw inTransaction(statement);
    }
    transaction.commit();
    BatchStatement batch = BatchStatement.of(statement).orElseThrow();
    ReplicaLag lag = Objects.requireNonNull(beside.waits().lag());
    BatchRun run = BatchRun.of(channel.connection(), batch, lag, beside.waits().events());
    Sizes.@Nullable Before size = beside.batchSize(statement);
    String position = position(statement, run);
    transaction.partly(true);
    long begin = System.nanoTime();
    try {
      long changed =
          run.fenced(channel.fence())
              .within(channel::interruptibly)
              .run(position, (at, rows) -> record.batch(statement, at, rows));
      channel.did(new Effect(changed, 0));
    } catch (SQLException e) {
      throw channel.told(e);
    }
    transaction.partly(false);
    beside.changedRows(statement);
    transaction.ended(statement.index());
    record.ran(statement, beside.timing(begin, null, size), false);
  }

  private String position(Statement statement, BatchRun run) throws SQLException {
    @Nullable JournalRow before = beside.batch();
    if (before != null && before.last() == statement.index() && before.position() != null) {
      record.goesOnWithBatch(statement);
      return before.position();
    }
    String start = run.start();
    transaction.commit(() -> record.batches(statement, start));
    return start;
  }

  private static ConfigurationException inTransaction(Statement statement) {
    return new ConfigurationException(
        Problem.of(
                "batch-unsuitable",
                "Batches are transactions of their own, and the script has begun one itself, or"
                    + " holds table locks.")
            .at(Failures.place(statement))
            .fix("End it before this statement, or remove the directive."));
  }
}

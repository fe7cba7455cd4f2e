package dev.migrate.execute;

import dev.migrate.outcome.Event;
import dev.migrate.server.ReplicaLag;
import dev.migrate.server.StatementWatch;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the statements of a script wait for.
 *
 * @param locks null where nothing is watched: in callbacks
 * @param lag of replicas, which batches wait for
 * @param events told of progress
 * @param sets whether the session's lock_wait_timeout is ours to set
 */
record Waits(
    @Nullable Locks locks, @Nullable ReplicaLag lag, Consumer<Event> events, boolean sets) {

  static final Waits NONE = new Waits(null, null, event -> {}, false);

  /** Before the intent of a statement that commits by itself. */
  void before(Channel channel, Statement effective, @Nullable String currentSchema) {
    if (locks != null) {
      locks.beforeRebuild(effective, currentSchema);
      if (sets) {
        channel.lockWait(locks.sessionSeconds(effective));
      }
    }
  }

  /** After such a statement. */
  void after(Channel channel) {
    if (locks != null && sets) {
      channel.lockWait(locks.sessionSeconds());
    }
  }

  void run(
      Statement statement,
      Statement effective,
      @Nullable String currentSchema,
      StatementWatch.Work work)
      throws SQLException {
    if (locks == null) {
      work.run();
    } else {
      locks.run(statement, effective, currentSchema, work);
    }
  }

  /** The same for statements that are sent in one packet. */
  void run(Chunk chunk, @Nullable String currentSchema, StatementWatch.Work work)
      throws SQLException {
    if (locks == null) {
      work.run();
    } else {
      locks.run(chunk, currentSchema, work);
    }
  }
}

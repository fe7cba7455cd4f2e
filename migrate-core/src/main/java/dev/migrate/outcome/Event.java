package dev.migrate.outcome;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something a person may want to see while a run goes on. The core hands events to a consumer and
 * prints nothing.
 */
public sealed interface Event {

  /** A migration begins: the {@code index}-th (from 1) of {@code total}. */
  record MigrationStarted(String migration, int index, int total) implements Event {}

  /** A migration is done and recorded. */
  record MigrationFinished(String migration, Duration duration) implements Event {}

  /**
   * A statement of a migration was executed; told once its script has ended.
   *
   * @param where {@code file:line}; the class of a migration written in Java, which is told as one
   *     statement
   * @param sha256 of its text, in hexadecimal digits; of its text without literals where one may be
   *     a secret; of the class file, empty where that is not at hand
   * @param summary its beginning, without secrets
   * @param rows how many rows it changed; 0 for Java, which does not tell
   * @param warnings how many warnings the server gave; 0 for Java
   * @param duration as seen from here
   * @param failure what the server said of it, without secrets; null: it did not fail
   */
  record StatementExecuted(
      String where,
      String sha256,
      String summary,
      long rows,
      int warnings,
      Duration duration,
      @Nullable String failure)
      implements Event {}

  /**
   * A row was added to the audit.
   *
   * @param position its number
   * @param hash its hash: the head of the chain
   */
  record Audited(long position, String hash) implements Event {}

  /** The run waits for something another session holds; {@code holder} names that session. */
  record Waiting(String what, String holder, Duration limit) implements Event {}

  /** Something takes its time: an unpack, a download, a start. */
  record Preparing(String what) implements Event {}

  /**
   * A long piece of work goes on.
   *
   * @param what the work
   * @param done how many of its rows are behind it
   * @param estimatedTotal how many there may be in all, as the server guesses; at least {@code
   *     done}
   * @param elapsed since it began in this run
   * @param remaining what is left at the speed so far
   */
  record Progress(String what, long done, long estimatedTotal, Duration elapsed, Duration remaining)
      implements Event {}

  /**
   * A statement of a script has been running for a while, as a connection beside it sees it.
   *
   * @param where {@code file:line}, or what else it belongs to
   * @param what the statement in short, without secrets: {@code ALTER TABLE orders}
   * @param table it works on; null where it is about none or several
   * @param elapsed since it was sent
   * @param stage what the server says it does right now; null where it says nothing
   * @param percent of the whole statement that is done, 0 to 100, never less than the one told
   *     before; null where the server does not know
   * @param remaining at the speed so far; null where that cannot be told
   * @param unknown why there is no percentage, and what would give one; null where there is one
   * @param blocked sessions that wait for it, at this moment
   */
  record StatementProgress(
      String where,
      String what,
      @Nullable String table,
      Duration elapsed,
      @Nullable String stage,
      @Nullable Double percent,
      @Nullable Duration remaining,
      @Nullable String unknown,
      int blocked)
      implements Event {}

  /** The run rests of its own accord, and has done so for a while; {@code reason} says why. */
  record Paused(String reason, Duration elapsed) implements Event {}

  /** Something worth knowing that does not stop the run. */
  record Notice(String text) implements Event {}

  /** Something of interest only to who asked for details. */
  record Detail(String text) implements Event {}
}

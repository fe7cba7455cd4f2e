package dev.migrate.outcome;

import java.time.Duration;

/**
 * Something a person may want to see while a run goes on. The core hands events to a consumer and
 * prints nothing.
 */
public sealed interface Event {

  /** A migration begins: the {@code index}-th (from 1) of {@code total}. */
  record MigrationStarted(String migration, int index, int total) implements Event {}

  /** A migration is done and recorded. */
  record MigrationFinished(String migration, Duration duration) implements Event {}

  /** The run waits for something another session holds; {@code holder} names that session. */
  record Waiting(String what, String holder, Duration limit) implements Event {}

  /** Something takes its time: an unpack, a download, a start. */
  record Preparing(String what) implements Event {}

  /** Something worth knowing that does not stop the run. */
  record Notice(String text) implements Event {}

  /** Something of interest only to who asked for details. */
  record Detail(String text) implements Event {}
}

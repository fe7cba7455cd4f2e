package dev.migrate.execute;

import java.sql.SQLException;
import java.time.Duration;

/** How the history tells that a migration or its undo is under way, done, or never happened. */
interface HalfDone {

  /** Before the first statement: no stock tool may go on from here. */
  void begin() throws SQLException;

  /** Whole, marked half done before. */
  void complete(Duration duration) throws SQLException;

  /** Whole, without {@link #begin}: in the transaction of all its statements. */
  void record(Duration duration) throws SQLException;

  /** Nothing of it was committed: as before {@link #begin}. */
  void forget() throws SQLException;
}

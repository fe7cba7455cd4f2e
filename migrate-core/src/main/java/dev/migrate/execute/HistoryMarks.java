package dev.migrate.execute;

import java.time.Duration;
import java.util.List;

/**
 * How the history tells that a migration or its undo is under way, done, or never happened: the
 * statements that write it.
 */
interface HistoryMarks {

  /** Before anything of it is committed: no stock tool may go on from here. */
  List<String> begin();

  /** Whole, marked half done before. */
  List<String> complete(Duration duration);

  /** Whole, without {@link #begin}: in the transaction of all its statements. */
  List<String> record(Duration duration);

  /** Nothing of it was committed: as before {@link #begin}. */
  List<String> forget();
}

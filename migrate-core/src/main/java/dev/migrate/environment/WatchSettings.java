package dev.migrate.environment;

import java.time.Duration;
import java.util.Optional;

/**
 * What is done about statements that take long.
 *
 * @param enableInstruments whether MySQL's instruments of progress may be turned on for the run
 *     ({@code -Dmigrate.enableInstruments}); they are set back after it
 * @param stopIfBlocking how long sessions may wait behind a statement before it is stopped; empty:
 *     as long as it takes
 */
public record WatchSettings(boolean enableInstruments, Optional<Duration> stopIfBlocking) {

  /** The server is left as it is, and nothing is stopped. */
  public static final WatchSettings NONE = new WatchSettings(false, Optional.empty());
}

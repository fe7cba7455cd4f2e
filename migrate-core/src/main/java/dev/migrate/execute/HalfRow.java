package dev.migrate.execute;

import java.time.Duration;
import java.util.List;

/** The row of a half done migration that is taken back as far as it went: it goes. */
record HalfRow(List<String> removal) implements HistoryMarks {

  @Override
  public List<String> begin() {
    return List.of();
  }

  @Override
  public List<String> complete(Duration duration) {
    return removal;
  }

  @Override
  public List<String> record(Duration duration) {
    return removal;
  }

  @Override
  public List<String> forget() {
    return List.of();
  }
}

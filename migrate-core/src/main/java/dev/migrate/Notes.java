package dev.migrate;

import dev.migrate.outcome.MigrateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What could not be looked at, where the rest is worth telling all the same. */
final class Notes {

  private final List<String> notes = new ArrayList<>();

  /** A look at one thing. */
  interface Look<T> {
    T take() throws SQLException;
  }

  /**
   * What is seen, or what stands for it and a note why.
   *
   * @param failing what then was not done, as a sentence without its end
   */
  <T> T attempt(String failing, T absent, Look<T> look) {
    try {
      return look.take();
    } catch (MigrateException e) {
      add(failing + ". " + e.problem().problem());
    } catch (SQLException e) {
      add(failing + ": [" + e.getErrorCode() + "] " + e.getMessage());
    }
    return absent;
  }

  void add(String note) {
    notes.add(note);
  }

  void addAll(Collection<String> more) {
    notes.addAll(more);
  }

  /** All of them, each once. */
  List<String> all() {
    return notes.stream().distinct().toList();
  }
}

package dev.migrate;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.plan.Foreseen;
import dev.migrate.plan.TableSize;
import dev.migrate.sql.AlterForm;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** What is foreseen of a run before its first change, for those who may stop it. */
final class Foresight {

  private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB");

  private Foresight() {}

  /**
   * What the server says of the statements; nothing where it cannot be asked, which is no reason to
   * stop a run.
   */
  static List<Foreseen> of(Workplace workplace, Pending pending) throws SQLException {
    try {
      Rehearsed rehearsed = Rehearsed.of(workplace, pending);
      rehearsed.notices().forEach(text -> workplace.events().accept(new Event.Detail(text)));
      return rehearsed.statements();
    } catch (MigrateException e) {
      workplace
          .events()
          .accept(
              new Event.Notice(
                  "What is pending could not be tried out before: " + e.problem().problem()));
      return List.of();
    }
  }

  /** Whether a statement copies its table, or nobody could be asked whether it does. */
  static boolean mayCopy(Foreseen foreseen) {
    return "COPY".equals(foreseen.algorithm())
        || (foreseen.algorithm() == null
            && foreseen.unknown() != null
            && AlterForm.of(foreseen.statement()).isPresent());
  }

  /** The statement, and what it would copy. */
  static String copy(Foreseen foreseen, TableSize size) {
    return foreseen.statement().where()
        + " "
        + size.table()
        + " of "
        + bytes(size.bytes())
        + (foreseen.algorithm() == null ? " (" + foreseen.unknown() + ")" : "");
  }

  /** A number of bytes as people read it. */
  static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit + 1 < UNITS.size()) {
      amount /= 1024;
      unit++;
    }
    String form = amount >= 10 || unit == 0 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, amount, UNITS.get(unit));
  }
}

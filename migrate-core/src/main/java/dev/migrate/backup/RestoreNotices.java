package dev.migrate.backup;

import static dev.migrate.server.Identifier.quote;

import java.util.ArrayList;
import java.util.List;

/** What one should know of a database after a restore. */
final class RestoreNotices {

  private RestoreNotices() {}

  /**
   * In the order of their weight.
   *
   * @param replaced the database that has the replaced tables; empty for none
   */
  static List<String> of(RestorePlan plan, String target, String replaced) {
    List<String> notices = new ArrayList<>();
    String time = plan.manifest().snapshot().takenAt().toString();
    notices.add("Everything is as it was at " + time + "; what was written later is lost");
    if (!replaced.isEmpty()) {
      notices.set(
          0,
          "Everything is as it was at "
              + time
              + "; what was written to "
              + target
              + " later is only in the replaced tables");
      notices.add(
          "The replaced tables are in "
              + replaced
              + "; when they are no longer wanted: DROP DATABASE "
              + quote(replaced));
      notices.add(
          "All tables changed places in one statement; triggers, views, routines and events were"
              + " dropped and made one by one around it, and were not there meanwhile");
    }
    if (plan.isPartial()) {
      notices.add(
          "Only some tables were restored: that their rows and those of other tables refer to each"
              + " other was not checked");
    }
    notices.addAll(plan.manifest().warnings());
    return notices;
  }
}

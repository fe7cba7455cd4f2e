package dev.migrate.backup;

import dev.migrate.server.ClusterLock;
import dev.migrate.server.Stamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** The names a restore uses at the server. */
final class RestoreNames {

  /** Which steps are done; in the database being filled or swapped. */
  static final String STATE = Stamp.RESTORE_TABLE;

  /** What belongs to the target as such: never taken from a backup, never replaced. */
  private static final Set<String> KEPT =
      Set.of(Stamp.TABLE, ClusterLock.TABLE, "migrate_audit", "migrate_audit_head", STATE);

  /** "Identifier Length Limits" in both vendors' manuals. */
  private static final int LONGEST = 64;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RestoreNames() {}

  static boolean isKept(String table) {
    return KEPT.contains(table);
  }

  /** The database that is filled while the target is still in use. */
  static String beside(String target) {
    return name(target, "__restoring");
  }

  /** The database that takes the replaced tables. */
  static String replaced(String target, Instant time) {
    return name(target, "__replaced_" + TIME.format(time));
  }

  private static String name(String target, String suffix) {
    int room = LONGEST - suffix.length();
    int end = Math.min(target.length(), room);
    if (end < target.length() && Character.isHighSurrogate(target.charAt(end - 1))) {
      end--;
    }
    return target.substring(0, end) + suffix;
  }
}

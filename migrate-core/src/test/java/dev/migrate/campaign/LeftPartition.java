package dev.migrate.campaign;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What MariaDB, killed amid a CREATE, ALTER or DROP of a partitioned table, may leave behind:
 * InnoDB's table of a partition that no table has. The next statement that makes the partition
 * fails, in any client.
 */
final class LeftPartition {

  private static final Pattern EXISTS =
      Pattern.compile("`(\\w+)` /\\* Partition `(\\w+)` \\*/' already exists");

  private LeftPartition() {}

  /** Removes the one that the error names as the message tells to; false: it names none. */
  static boolean removed(DatabaseSettings database, String error) {
    Matcher matcher = EXISTS.matcher(error);
    if (!matcher.find()) {
      return false;
    }
    TestServer.execute(
        database, "DROP TABLE `#mysql50#" + matcher.group(1) + "#P#" + matcher.group(2) + "`");
    return true;
  }
}

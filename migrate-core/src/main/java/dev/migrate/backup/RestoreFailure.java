package dev.migrate.backup;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.sql.SQLException;
import java.util.Locale;

/** What the server says while a backup is restored, said for people. */
final class RestoreFailure {

  private static final int DEADLOCK = 1213;

  private RestoreFailure() {}

  /** An error at an object; {@code doing} begins the text. */
  static ServerException of(String doing, String where, SQLException e) {
    return new ServerException(
        Problem.of(isLost(e) ? "connection-lost" : code(e), doing + " failed: " + e.getMessage())
            .at(where)
            .fix(fix(e)),
        e);
  }

  private static String code(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1044, 1142, 1227, 1370, 1410, 1419 -> "restore-privilege-missing";
      case 1205, 1969 -> "restore-lock-wait";
      default -> "restore-failed";
    };
  }

  private static String fix(SQLException e) {
    String again = "run the same goal again: it goes on where it stopped";
    return switch (e.getErrorCode()) {
      case 1044, 1142, 1227, 1370, 1410 ->
          "grant what is missing to the account that restores (where it is another account's name"
              + " as the definer, or leave the definers out), then "
              + again;
      case 1419 ->
          "as an administrator of the server: SET GLOBAL log_bin_trust_function_creators = ON; then "
              + again;
      // Error writing a file (3, 1026), disk full, table full, temporary file write failure.
      case 3, 1021, 1026, 1114, 1878 ->
          "make room on the disk of the server (its data, its tmpdir, its logs), then " + again;
      default -> isLost(e) ? again : "settle the cause, then " + again;
    };
  }

  static boolean isLost(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("08");
  }

  /** Whether the transaction can simply be tried again: a deadlock, a wait for a lock. */
  static boolean isPassing(SQLException e) {
    return e.getErrorCode() == DEADLOCK || e.getErrorCode() == 1205;
  }

  /**
   * Whether a deadlock is behind it. Definitions have them, too: on MariaDB with whoever drops or
   * renames other tables, over the tables of InnoDB's statistics.
   */
  static boolean isDeadlock(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && sql.getErrorCode() == DEADLOCK) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a statement says that what it makes is there already: a table, view or sequence, an
   * index, a constraint, a routine, a trigger, an event. MariaDB has 1005 with the engine's 121 for
   * a foreign key.
   */
  static boolean isThere(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1050, 1061, 1304, 1359, 1537, 1826, 3822 -> true;
      case 1005 -> String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("errno: 121");
      default -> false;
    };
  }
}

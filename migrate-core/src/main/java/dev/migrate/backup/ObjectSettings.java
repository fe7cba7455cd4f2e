package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.server.Literal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the session that an object was made with and keeps.
 *
 * @param sqlMode empty for what does not keep it
 * @param characterSet of the client
 * @param collation of the connection
 * @param timeZone of an event; null for what has none
 * @param databaseCollation of the database then; null where it is the one it has now
 */
record ObjectSettings(
    String sqlMode,
    String characterSet,
    String collation,
    @Nullable String timeZone,
    @Nullable String databaseCollation) {

  /** The mode of the rest of a backup, as {@link dev.migrate.backup.file.Session} has it. */
  private static final String DEFAULT =
      "SET sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO',"
          + " character_set_client = utf8mb4, collation_connection = utf8mb4_general_ci,"
          + " time_zone = '+00:00'";

  /**
   * The statements that make an object with these settings, and set the session as it was.
   *
   * @param collationNow of the database
   */
  List<byte[]> around(byte[] create, String collationNow) {
    List<byte[]> statements = new ArrayList<>();
    if (databaseCollation != null) {
      statements.add(alterDatabase(databaseCollation));
    }
    statements.add(set().getBytes(UTF_8));
    statements.add(create);
    statements.add(DEFAULT.getBytes(UTF_8));
    if (databaseCollation != null) {
      statements.add(alterDatabase(collationNow));
    }
    return statements;
  }

  ObjectSettings withCharacterSet(String other) {
    return new ObjectSettings(sqlMode, other, collation, timeZone, databaseCollation);
  }

  private String set() {
    // MariaDB's tables of programs have a mode under a name that the variable does not take.
    String mode = sqlMode.replaceAll("(^|,)INVALID_DATES", "$1ALLOW_INVALID_DATES");
    return "SET sql_mode = "
        + Literal.text(mode)
        + ", character_set_client = "
        + characterSet
        + ", collation_connection = "
        + collation
        + (timeZone == null ? "" : ", time_zone = " + Literal.text(timeZone));
  }

  /** Of the current database, whatever its name. */
  private static byte[] alterDatabase(String collation) {
    return ("ALTER DATABASE COLLATE " + collation).getBytes(UTF_8);
  }
}

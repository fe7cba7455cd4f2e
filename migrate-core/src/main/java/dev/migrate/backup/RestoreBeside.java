package dev.migrate.backup;

import static dev.migrate.server.Identifier.quote;
import static dev.migrate.server.Literal.text;

import dev.migrate.backup.file.Source;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.SQLException;
import java.time.Instant;

/** The database beside the target. */
final class RestoreBeside {

  private RestoreBeside() {}

  /**
   * Makes it, where it does not stand empty already.
   *
   * @throws RefusedException {@code restore-privilege-missing}, {@code restore-beside-taken}
   */
  static void create(RestoreSession session, String target, RestorePlan plan) throws SQLException {
    String beside = RestoreNames.beside(target);
    Source source = plan.manifest().source();
    try {
      session
          .wire()
          .execute(
              "CREATE DATABASE IF NOT EXISTS "
                  + quote(beside)
                  + " CHARACTER SET "
                  + source.characterSet()
                  + " COLLATE "
                  + source.collation());
    } catch (SQLException e) {
      throw denied(session, target, e);
    }
    requireEmpty(session, beside);
  }

  /** Makes the one for the tables to be replaced: better refused now than when all is ready. */
  static void createReplaced(RestoreSession session, String target, String replaced)
      throws SQLException {
    try {
      session.wire().execute("CREATE DATABASE IF NOT EXISTS " + quote(replaced));
    } catch (SQLException e) {
      RuntimeException denied = denied(session, target, e);
      session.wire().execute("DROP DATABASE " + quote(RestoreNames.beside(target)));
      throw denied;
    }
  }

  private static RuntimeException denied(RestoreSession session, String target, SQLException e)
      throws SQLException {
    if (e.getErrorCode() == 1044) {
      return missing(session, target);
    }
    throw e;
  }

  private static void requireEmpty(RestoreSession session, String beside) throws SQLException {
    String first =
        session.value(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                + text(beside)
                + " AND table_name <> "
                + text(RestoreNames.STATE));
    if (!first.isEmpty()) {
      throw new RefusedException(
          Problem.of(
                  "restore-beside-taken",
                  "The database "
                      + beside
                      + ", in which the restore is to be made ready, has tables, "
                      + first
                      + " among them")
              .at("database " + beside)
              .fix("if they are not wanted: DROP DATABASE " + quote(beside)));
    }
  }

  private static RefusedException missing(RestoreSession session, String target)
      throws SQLException {
    String account = "'" + session.value("SELECT CURRENT_USER()").replace("@", "'@'") + "'";
    return new RefusedException(
        Problem.of(
                "restore-privilege-missing",
                "The account "
                    + account
                    + " may not make the databases in which a restore is made ready and the"
                    + " replaced tables are kept")
            .at("database " + target)
            .fix(
                "as an administrator of the server: "
                    + grant(RestoreNames.beside(target), account)
                    + "; "
                    + grant(replacedPattern(target), account)
                    + "; or restore into an empty database"));
  }

  private static String replacedPattern(String target) {
    String name = RestoreNames.replaced(target, Instant.EPOCH);
    return name.substring(0, name.length() - "19700101_000000".length()) + "%";
  }

  /** In a GRANT an underscore stands for any character, unless it is escaped. */
  private static String grant(String database, String account) {
    return "GRANT ALL ON " + quote(database.replace("_", "\\_")) + ".* TO " + account;
  }
}

package dev.migrate.backup;

import dev.migrate.backup.wire.Row;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Grants;
import dev.migrate.server.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks whether the account sees everything. Servers hide what an account may not see, triggers and
 * events for one, so that a gap would look like nothing being there.
 */
final class Privileges {

  private static final String CODE = "backup-privilege-missing";

  private final CatalogSession session;
  private final Grants grants;

  private Privileges(CatalogSession session, Grants grants) {
    this.session = session;
    this.grants = grants;
  }

  /**
   * Requires what a backup needs to see.
   *
   * @param all whether of all objects, or of tables only
   */
  static void require(CatalogSession session, boolean all) throws SQLException {
    List<String> lines = new ArrayList<>();
    for (Row row : session.query("SHOW GRANTS")) {
      lines.add(row.required(0));
    }
    Privileges privileges = new Privileges(session, Grants.of(lines));
    List<String> missing = privileges.missing(all);
    boolean routines = !all || privileges.seesRoutines();
    if (missing.isEmpty() && routines) {
      return;
    }
    List<String> names = new ArrayList<>(missing);
    List<String> statements = new ArrayList<>();
    String account = account(session);
    if (!missing.isEmpty()) {
      statements.add(
          "GRANT " + String.join(", ", missing) + " ON " + privileges.name() + ".* TO " + account);
    }
    if (!routines) {
      names.add(routineGrant(session).replaceFirst("(?s) ON .*", " (to see routines)"));
      statements.add("GRANT " + routineGrant(session) + " TO " + account);
    }
    throw missing(
        "The account "
            + account
            + " does not see everything in the database "
            + session.database()
            + ": it lacks "
            + String.join(", ", names),
        session,
        statements);
  }

  /**
   * The database as a grant names it. A second grant on another pattern would hide the first, so
   * the one that is there is repeated; else an underscore must not stand for any character.
   */
  private String name() throws SQLException {
    String account = session.query("SELECT CURRENT_USER()").get(0).required(0);
    String user = account.substring(0, account.lastIndexOf('@'));
    String granted = grants.nameOf(session.database(), user);
    return granted == null ? quoted(session) : Identifier.quote(granted);
  }

  private List<String> missing(boolean all) {
    return Stream.of("SELECT", "LOCK TABLES", "SHOW VIEW", "TRIGGER", "EVENT")
        .filter(privilege -> all || !privilege.matches("SHOW VIEW|EVENT"))
        .filter(privilege -> !grants.on(session.database(), privilege))
        .filter(privilege -> !(privilege.equals("LOCK TABLES") && mayLockEverything()))
        .toList();
  }

  /** With the global read lock no table has to be locked by name. */
  private boolean mayLockEverything() {
    return grants.everywhere("RELOAD") || grants.everywhere("FLUSH_TABLES");
  }

  /** Who may do anything with routines sees all, though not their bodies. */
  private boolean seesRoutines() {
    boolean bodies =
        session.isMariadb()
            ? grants.on("mysql", "proc", "SELECT")
                || grants.on(session.database(), "SHOW CREATE ROUTINE")
            : grants.everywhere("SHOW_ROUTINE") || grants.everywhere("SELECT");
    return bodies
        || Stream.of("EXECUTE", "CREATE ROUTINE", "ALTER ROUTINE")
            .anyMatch(privilege -> grants.on(session.database(), privilege));
  }

  private static String routineGrant(CatalogSession session) throws SQLException {
    if (!session.isMariadb()) {
      return "SHOW_ROUTINE ON *.*";
    }
    return session.version().atLeast(11, 3)
        ? "SHOW CREATE ROUTINE ON " + quoted(session) + ".*"
        : "SELECT ON mysql.proc";
  }

  /** A routine that is seen, but not its body. */
  static RefusedException hiddenBody(CatalogSession session, String object) throws SQLException {
    return missing(
        "The body of the " + object + " may not be read by the account " + account(session),
        session,
        List.of("GRANT " + routineGrant(session) + " TO " + account(session)));
  }

  /** An object that the server refuses to show. */
  static RefusedException hidden(CatalogSession session, String object, String message)
      throws SQLException {
    return missing(
        "The " + object + " may not be read: " + message,
        session,
        List.of("GRANT SELECT, SHOW VIEW ON " + quoted(session) + ".* TO " + account(session)));
  }

  private static RefusedException missing(
      String what, CatalogSession session, List<String> statements) {
    return new RefusedException(
        Problem.of(CODE, what)
            .at("database " + session.database())
            .fix("let an administrator run: " + String.join("; ", statements) + ";"));
  }

  private static String quoted(CatalogSession session) throws SQLException {
    // With partial revokes MySQL takes names of databases literally.
    boolean literal =
        !session.isMariadb() && session.query("SELECT @@partial_revokes").get(0).number(0) == 1;
    String name = session.database();
    return Identifier.quote(literal ? name : name.replace("_", "\\_").replace("%", "\\%"));
  }

  private static String account(CatalogSession session) throws SQLException {
    String account = session.query("SELECT CURRENT_USER()").get(0).required(0);
    int at = account.lastIndexOf('@');
    return Identifier.quote(account.substring(0, at))
        + "@"
        + Identifier.quote(account.substring(at + 1));
  }
}

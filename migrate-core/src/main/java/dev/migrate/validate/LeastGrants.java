package dev.migrate.validate;

import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The least privileges that each goal takes, none of them an administrator's: managed services give
 * them all. MySQL manual, "Privileges Provided by MySQL"; MariaDB, "GRANT".
 */
public final class LeastGrants {

  /** To read the state and the history. */
  private static final Set<String> READ = words("SELECT");

  /** To see every definition. */
  private static final Set<String> LOOK = words("SELECT, SHOW VIEW, TRIGGER, EVENT");

  private static final Set<String> COPY = with(LOOK, "LOCK TABLES");

  /** To write our tables beside the history. */
  private static final Set<String> STATE = words("SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER");

  /** To execute whatever a migration may hold. */
  private static final Set<String> CHANGE =
      with(
          STATE,
          "DROP, INDEX, REFERENCES, CREATE VIEW, SHOW VIEW, TRIGGER, CREATE ROUTINE, ALTER ROUTINE,"
              + " EXECUTE, EVENT, LOCK TABLES, CREATE TEMPORARY TABLES");

  private static final String SCRATCH = "migrate\\_scratch\\_%";

  private final ServerVersion server;
  private final String account;
  private final String schema;
  private final boolean literal;

  /**
   * The statements for an account.
   *
   * @param account as the server writes it, {@code shop@10.%}
   * @param schema the environment's database
   * @param literal whether the server takes a database's name in a grant literally (MySQL's {@code
   *     partial_revokes})
   */
  public LeastGrants(ServerVersion server, String account, String schema, boolean literal) {
    this.server = server;
    this.account = account;
    this.schema = schema;
    this.literal = literal;
  }

  /** Privileges on the database that every upgrade takes. */
  public static Set<String> upgrade() {
    return with(STATE, "DROP, INDEX, REFERENCES");
  }

  /**
   * The statements of each goal, in the order in which they are shown.
   *
   * @param backup whether an upgrade takes a backup first
   * @param scratch whether migrations are tried out on this very server
   */
  public Map<String, List<String>> byGoal(boolean backup, boolean scratch) {
    Map<String, List<String>> goals = new LinkedHashMap<>();
    goals.put("current, history", List.of(on(READ)));
    goals.put("plan, validate", tried(List.of(on(LOOK), sizes(), routines()), scratch));
    goals.put("report", tried(List.of(on(LOOK), sizes(), routines(), counts()), scratch));
    List<String> upgrade = new ArrayList<>(List.of(on(CHANGE), sizes()));
    if (backup) {
      upgrade.addAll(List.of(on(COPY), routines()));
    }
    goals.put("upgrade, downgrade", merged(tried(upgrade, scratch)));
    goals.put("baseline, repair", List.of(on(STATE)));
    goals.put("backup", List.of(on(COPY), routines()));
    goals.put("restore", merged(List.of(on(CHANGE), on(COPY), routines(), beside(CHANGE))));
    if (scratch) {
      goals.put("generate with migrate.auto", List.of(on(LOOK), onScratch()));
    }
    return goals;
  }

  private List<String> tried(List<String> statements, boolean scratch) {
    List<String> all = new ArrayList<>(statements);
    if (scratch) {
      all.add(onScratch());
    }
    return all;
  }

  /** One statement for each place, whichever goals ask for it. */
  private List<String> merged(List<String> statements) {
    Set<String> all = new LinkedHashSet<>(statements);
    if (all.contains(on(CHANGE)) && all.remove(on(COPY))) {
      // The greater of the two holds the lesser.
      return List.copyOf(all);
    }
    return List.copyOf(all);
  }

  private String on(Set<String> privileges) {
    return grant(privileges, schema());
  }

  /** The databases that a restore makes beside this one: NAME__restoring, NAME__replaced_TIME. */
  private String beside(Set<String> privileges) {
    return literal
        ? grant(privileges, "*")
        : grant(privileges, Identifier.quote(escaped(schema) + "\\_\\_%"));
  }

  private String onScratch() {
    return grant(words("ALL PRIVILEGES"), literal ? "*" : Identifier.quote(SCRATCH));
  }

  /** InnoDB's own tables tell which table is which, and how often columns were added instantly. */
  private String sizes() {
    return grant(words("PROCESS"), "*");
  }

  /** Which indexes the server has read; MariaDB tells it of tables that the account may read. */
  private String counts() {
    return grant(words("SELECT"), "performance_schema");
  }

  /** To read the bodies of routines that others made. */
  private String routines() {
    if (server.vendor() == Vendor.MYSQL) {
      return grant(words("SHOW_ROUTINE"), "*");
    }
    return server.atLeast(11, 3)
        ? grant(words("SHOW CREATE ROUTINE"), schema())
        : "GRANT SELECT ON mysql.proc TO " + account();
  }

  private String grant(Set<String> privileges, String database) {
    return "GRANT " + String.join(", ", privileges) + " ON " + database + ".* TO " + account();
  }

  private String schema() {
    return Identifier.quote(literal ? schema : escaped(schema));
  }

  /** In a grant, an underscore stands for any character. */
  private static String escaped(String name) {
    return name.replace("_", "\\_").replace("%", "\\%");
  }

  private String account() {
    int at = account.lastIndexOf('@');
    return Identifier.quote(account.substring(0, at))
        + "@"
        + Identifier.quote(account.substring(at + 1));
  }

  private static Set<String> words(String list) {
    return new LinkedHashSet<>(Arrays.asList(list.split(", ")));
  }

  private static Set<String> with(Set<String> first, String more) {
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(words(more));
    return all;
  }
}

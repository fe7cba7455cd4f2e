package dev.migrate.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What SHOW GRANTS says that an account and its active roles may do. */
public final class Grants {

  /**
   * Privileges on everything, one database or one table: {@code *.*}, {@code db.*}, {@code db.t}.
   */
  private record Grant(
      Set<String> privileges, String database, String table, String to, boolean revoked) {

    boolean has(String privilege) {
      return privileges.contains(privilege) || privileges.contains("ALL PRIVILEGES");
    }

    boolean isGlobal() {
      return database.equals("*");
    }

    boolean isOn(String name) {
      return table.equals("*")
          && !isGlobal()
          && (database.equals(name) || pattern().matcher(name).matches());
    }

    /** How many characters come before the first that stands for others. */
    int precision() {
      for (int i = 0; i < database.length(); i++) {
        char c = database.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == '%' || c == '_') {
          return i;
        }
      }
      return Integer.MAX_VALUE;
    }

    /** Names of databases are patterns as in LIKE. */
    private Pattern pattern() {
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < database.length(); i++) {
        char c = database.charAt(i);
        if (c == '\\' && i + 1 < database.length()) {
          regex.append(Pattern.quote(database.substring(++i, i + 1)));
        } else {
          regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
      }
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
  }

  private static final String QUOTED = "`(?:[^`]|``)*+`|\"(?:[^\"]|\"\")*+\"|'(?:[^']|'')*+'";
  private static final String NAME = "(" + QUOTED + "|[^\\s.`'\"]++)";

  /** Roles and programs, which are granted in other words, do not match. */
  private static final Pattern LINE =
      Pattern.compile(
          "(GRANT|REVOKE) ((?:[^`'\"]|"
              + QUOTED
              + ")+?) ON (?:TABLE )?"
              + NAME
              + "\\."
              + NAME
              + " (?:TO|FROM) "
              + NAME
              + ".*",
          Pattern.DOTALL);

  /** A privilege on columns alone, to be left out. */
  private static final Pattern COLUMNS =
      Pattern.compile("[A-Z ]+\\((?:[^)`'\"]|" + QUOTED + ")*\\)");

  private final List<Grant> grants = new ArrayList<>();

  private Grants() {}

  /** Reads the lines of SHOW GRANTS. */
  public static Grants of(List<String> lines) {
    Grants grants = new Grants();
    lines.forEach(grants::add);
    return grants;
  }

  private void add(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      grants.add(
          new Grant(
              privileges(matcher.group(2)),
              Identifier.unquote(matcher.group(3)),
              Identifier.unquote(matcher.group(4)),
              Identifier.unquote(matcher.group(5)),
              matcher.group(1).equals("REVOKE")));
    }
  }

  private static Set<String> privileges(String list) {
    return Set.copyOf(List.of(COLUMNS.matcher(list).replaceAll("").split(",\\s*")));
  }

  /** Whether a privilege is held on everything. */
  public boolean everywhere(String privilege) {
    return grants.stream().anyMatch(g -> !g.revoked() && g.isGlobal() && g.has(privilege));
  }

  /** Whether a privilege is held on the whole of a database. */
  public boolean on(String database, String privilege) {
    boolean revoked =
        grants.stream()
            .anyMatch(g -> g.revoked() && g.database().equals(database) && g.has(privilege));
    boolean onDatabase = of(database).anyMatch(grant -> grant.has(privilege));
    return onDatabase || (everywhere(privilege) && !revoked);
  }

  /** Of an account's grants that match a database, the server takes only the most precise one. */
  private Stream<Grant> of(String database) {
    Map<String, Grant> best = new HashMap<>();
    for (Grant grant : grants) {
      if (!grant.revoked() && grant.isOn(database)) {
        best.merge(grant.to(), grant, (a, b) -> a.precision() >= b.precision() ? a : b);
      }
    }
    return best.values().stream();
  }

  /** The name, or pattern, that the account's privileges on a database are granted on; or null. */
  public @Nullable String nameOf(String database, String account) {
    return of(database)
        .filter(grant -> grant.to().equals(account))
        .map(Grant::database)
        .findFirst()
        .orElse(null);
  }

  /** Whether a privilege is held on a table. */
  public boolean on(String database, String table, String privilege) {
    return on(database, privilege)
        || grants.stream()
            .anyMatch(
                g -> g.database().equals(database) && g.table().equals(table) && g.has(privilege));
  }
}

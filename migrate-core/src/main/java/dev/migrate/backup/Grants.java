package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  private final List<Grant> grants = new ArrayList<>();

  private Grants() {}

  /** Reads the lines of SHOW GRANTS. */
  public static Grants of(List<String> lines) {
    Grants grants = new Grants();
    lines.forEach(grants::add);
    return grants;
  }

  private void add(String line) {
    DdlTokens tokens = new DdlTokens(DdlTokens.text(line.getBytes(UTF_8)), 0);
    tokens.next();
    boolean revoked = tokens.isWord("REVOKE");
    Set<String> privileges = privileges(tokens);
    if (!tokens.isWord("ON")) {
      return;
    }
    tokens.next();
    if (tokens.isWord("TABLE")) {
      tokens.next();
    }
    String database = tokens.value();
    tokens.next();
    if (tokens.isSymbol('.')) {
      tokens.next();
      String table = tokens.value();
      grants.add(new Grant(privileges, database, table, grantee(tokens), revoked));
    }
  }

  /** The list up to ON, privileges on columns alone left out. */
  private static Set<String> privileges(DdlTokens tokens) {
    Set<String> privileges = new TreeSet<>();
    StringBuilder words = new StringBuilder();
    while (tokens.next() && !tokens.isWord("ON")) {
      if (tokens.isSymbol('(')) {
        skipColumns(tokens);
        words.setLength(0);
      } else if (tokens.isSymbol(',')) {
        privileges.add(words.toString());
        words.setLength(0);
      } else {
        words.append(words.length() == 0 ? "" : " ").append(tokens.raw());
      }
    }
    privileges.add(words.toString());
    return privileges;
  }

  private static String grantee(DdlTokens tokens) {
    tokens.next();
    tokens.next();
    return tokens.value();
  }

  private static void skipColumns(DdlTokens tokens) {
    while (!tokens.isSymbol(')')) {
      if (!tokens.next()) {
        return;
      }
    }
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
  @Nullable String nameOf(String database, String account) {
    return of(database)
        .filter(grant -> grant.to().equals(account))
        .map(Grant::database)
        .findFirst()
        .orElse(null);
  }

  /** Whether a privilege is held on a table. */
  boolean on(String database, String table, String privilege) {
    return on(database, privilege)
        || grants.stream()
            .anyMatch(
                g -> g.database().equals(database) && g.table().equals(table) && g.has(privilege));
  }
}

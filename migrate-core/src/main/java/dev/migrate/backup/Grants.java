package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What SHOW GRANTS says that an account and its active roles may do. */
final class Grants {

  /**
   * Privileges on everything, one database or one table: {@code *.*}, {@code db.*}, {@code db.t}.
   */
  private record Grant(Set<String> privileges, String database, String table, boolean revoked) {

    boolean has(String privilege) {
      return privileges.contains(privilege) || privileges.contains("ALL PRIVILEGES");
    }

    boolean isGlobal() {
      return database.equals("*");
    }

    boolean isOn(String name) {
      return table.equals("*") && (database.equals(name) || pattern().matcher(name).matches());
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
  static Grants of(List<String> lines) {
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
      grants.add(new Grant(privileges, database, tokens.value(), revoked));
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

  private static void skipColumns(DdlTokens tokens) {
    while (!tokens.isSymbol(')')) {
      if (!tokens.next()) {
        return;
      }
    }
  }

  /** Whether a privilege is held on everything. */
  boolean everywhere(String privilege) {
    return grants.stream().anyMatch(g -> !g.revoked() && g.isGlobal() && g.has(privilege));
  }

  /** Whether a privilege is held on the whole of a database. */
  boolean on(String database, String privilege) {
    boolean revoked =
        grants.stream()
            .anyMatch(g -> g.revoked() && g.database().equals(database) && g.has(privilege));
    boolean onDatabase =
        grants.stream().anyMatch(g -> !g.revoked() && g.isOn(database) && g.has(privilege));
    return onDatabase || (everywhere(privilege) && !revoked);
  }

  /** Whether a privilege is held on a table. */
  boolean on(String database, String table, String privilege) {
    return on(database, privilege)
        || grants.stream()
            .anyMatch(
                g -> g.database().equals(database) && g.table().equals(table) && g.has(privilege));
  }
}

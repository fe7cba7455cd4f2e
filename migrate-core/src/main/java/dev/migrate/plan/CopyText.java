package dev.migrate.plan;

import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What SHOW CREATE TABLE printed of a real table, changed so that the copy stays within its scratch
 * database: a foreign key into another database refers to a copy of its parent, and there are no
 * folders.
 *
 * @param sql the CREATE TABLE
 * @param stubs tables of other databases that it refers to
 * @param refusal why it cannot be copied; null where it can
 */
record CopyText(String sql, List<Stub> stubs, @Nullable String refusal) {

  /** What stores its rows within its database, and nowhere else. */
  private static final Set<String> ENGINES =
      Set.of("INNODB", "MYISAM", "ARIA", "MEMORY", "ARCHIVE", "CSV", "BLACKHOLE", "ROCKSDB");

  private static final Pattern ENGINE = Pattern.compile("(?m)^\\) ENGINE=(\\w+)");

  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?m)^( +CONSTRAINT `.*FOREIGN KEY .* REFERENCES )`((?:[^`]|``)+)`\\.`((?:[^`]|``)+)`");

  private static final Pattern FOREIGN_KEY =
      Pattern.compile("(?m),?\\n +CONSTRAINT `[^\\n]*FOREIGN KEY [^\\n]*(?<!,)");

  private static final Pattern FOLDER =
      Pattern.compile("(DATA|INDEX) DIRECTORY\\s*=\\s*'(?:[^'\\\\]|''|\\\\.)*'");

  /**
   * A table of another database.
   *
   * @param name of its copy
   */
  record Stub(String schema, String table, String name) {}

  static CopyText of(String printed) {
    Matcher engine = ENGINE.matcher(printed);
    String found = engine.find() ? engine.group(1) : "";
    if (!ENGINES.contains(found.toUpperCase(Locale.ROOT))) {
      return new CopyText("", List.of(), "a table of the engine " + found + " is not copied");
    }
    List<Stub> stubs = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher foreign = FOREIGN.matcher(printed);
    while (foreign.find()) {
      Stub stub = stub(foreign.group(2).replace("``", "`"), foreign.group(3).replace("``", "`"));
      stubs.add(stub);
      foreign.appendReplacement(
          sql, Matcher.quoteReplacement(foreign.group(1) + Identifier.quote(stub.name)));
    }
    foreign.appendTail(sql);
    return new CopyText(FOLDER.matcher(sql).replaceAll(""), stubs, null);
  }

  private static Stub stub(String schema, String table) {
    String name = "migrate_of_" + Integer.toHexString((schema + "." + table).hashCode());
    return new Stub(schema, table, name);
  }

  /** The definition of a parent, under another name and without foreign keys of its own. */
  static String parent(String printed, String name) {
    String body = FOREIGN_KEY.matcher(printed).replaceAll("");
    return FOLDER
        .matcher(body)
        .replaceAll("")
        .replaceFirst(
            "^CREATE TABLE `(?:[^`]|``)+`",
            Matcher.quoteReplacement("CREATE TABLE IF NOT EXISTS " + Identifier.quote(name)));
  }
}

package dev.migrate.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement to its end for the databases it names and for what a program in it would do to
 * the server. {@code a.b} names a database only where a table or a routine is wanted: elsewhere it
 * is a column.
 */
final class Reach {

  /** Words after which a table comes, or a routine. */
  private static final Set<String> BEFORE_TABLES =
      Set.of("FROM", "JOIN", "STRAIGHT_JOIN", "INTO", "UPDATE", "TABLE", "TABLES", "REFERENCES");

  /** Words that may stand between these and the table. */
  private static final Set<String> FILLERS =
      Set.of("IF", "NOT", "EXISTS", "LATERAL", "LOW_PRIORITY", "IGNORE", "ONLY");

  /** Words that end a list of tables. */
  private static final Set<String> AFTER_TABLES =
      Set.of(
          ("WHERE GROUP ORDER HAVING LIMIT SET UNION EXCEPT INTERSECT WINDOW FOR SELECT VALUES DO"
                  + " THEN BEGIN END")
              .split(" "));

  /** Functions with a FROM among their arguments: EXTRACT(YEAR FROM a.b). */
  private static final Set<String> WITH_FROM =
      Set.of("EXTRACT", "TRIM", "SUBSTRING", "SUBSTR", "MID", "OVERLAY");

  private static final Set<String> NO_UPDATE = Set.of("KEY", "ON", "FOR");
  private static final Set<String> VERBS = Set.of("CREATE", "ALTER", "DROP");
  private static final Set<String> NOT_IN_PROGRAMS =
      Set.of("USER", "ROLE", "DATABASE", "SCHEMA", "SERVER", "TABLESPACE", "EVENT");

  private final Confinement within;
  private final Words words;
  private final boolean like;
  private final Deque<Boolean> lists = new ArrayDeque<>();
  private final Deque<Boolean> functions = new ArrayDeque<>();
  private String before = "";
  private String beforeThat = "";
  private boolean table;
  private boolean list;
  private boolean function;
  private int count;

  Reach(Confinement within, Statement statement) {
    this.within = within;
    this.words = new Words(new Script(statement.file(), statement.sql()));
    this.like =
        statement.kind() == StatementKind.DDL
            && statement.objects().stream().anyMatch(o -> o.type() == ObjectName.Type.TABLE);
  }

  Optional<String> breach() {
    while (!words.ended()) {
      String word = words.word();
      ObjectName name = words.name(ObjectName.Type.TABLE);
      String breach = name == null ? symbol() : name(word, name);
      if (breach != null) {
        return Optional.of(breach);
      }
      count++;
    }
    return Optional.empty();
  }

  private @Nullable String symbol() {
    if (words.at('(')) {
      lists.push(list);
      functions.push(function);
      function = WITH_FROM.contains(before);
      list = table;
    } else if (words.at(')')) {
      list = !lists.isEmpty() && lists.pop();
      function = !functions.isEmpty() && functions.pop();
      table = false;
    } else {
      table = words.at(',') && list;
      list &= !words.at(';');
    }
    beforeThat = before;
    before = words.at(';') ? ";" : "";
    words.advance();
    return null;
  }

  private @Nullable String name(String word, ObjectName name) {
    String schema = name.schema();
    boolean wanted = table || before.equals("CALL") || words.at('(') || words.at('.');
    if (schema != null && wanted && !within.isOwn(schema) && within.isOther().test(schema)) {
      return Confinement.names(schema);
    }
    if (schema != null || word.isEmpty()) {
      table = false;
      beforeThat = before;
      before = "";
      return null;
    }
    String breach = keyword(word);
    beforeThat = before;
    before = word;
    return breach;
  }

  private @Nullable String keyword(String word) {
    if (before.equals("INTO") && (word.equals("OUTFILE") || word.equals("DUMPFILE"))) {
      return "writes a file";
    }
    if (count > 0 && isOfTheServer(word)) {
      return "has a program that changes what belongs to the whole server";
    }
    if (BEFORE_TABLES.contains(word) || (like && word.equals("LIKE"))) {
      boolean expression =
          (word.equals("FROM") && (function || before.equals("DISTINCT")))
              || (word.equals("UPDATE") && NO_UPDATE.contains(before));
      table = !expression;
      list |= table;
    } else if (AFTER_TABLES.contains(word)) {
      list = false;
      table = false;
    } else {
      table &= FILLERS.contains(word);
    }
    return null;
  }

  private boolean isOfTheServer(String word) {
    boolean begins = Set.of(";", "BEGIN", "THEN", "ELSE", "DO").contains(before);
    return (before.equals("SET") && Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY").contains(word))
        || (begins && Set.of("GRANT", "REVOKE").contains(word))
        || (count > 1
            && VERBS.contains(before)
            && !beforeThat.equals("SHOW")
            && NOT_IN_PROGRAMS.contains(word));
  }
}

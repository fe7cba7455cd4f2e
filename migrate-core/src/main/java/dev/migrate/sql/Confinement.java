package dev.migrate.sql;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a statement stays within one database and leaves nothing behind at the server but what is
 * in it. What only the server can know is not seen: the text a program prepares and executes.
 *
 * @param database the database
 * @param isOther whether a name is that of another database of the server; reading the servers' own
 *     ones is nobody's harm
 */
public record Confinement(String database, Predicate<String> isOther) {

  /** What ADMIN statements do to tables, and to nothing else. */
  private static final Set<String> MAINTENANCE =
      Set.of("ANALYZE", "CHECK", "OPTIMIZE", "REPAIR", "CHECKSUM", "CACHE", "LOAD");

  /** What CREATE, ALTER and DROP make that belongs to the server. */
  private static final Set<String> OF_THE_SERVER =
      Set.of("TABLESPACE", "LOGFILE", "SERVER", "RESOURCE", "REFERENCE", "INSTANCE");

  private static final String NAMES = "works with the database ";
  private static final String TURNS = "turns to another database";
  private static final String DEFINES = "makes or drops a database";

  /**
   * What it does beyond the database, in words that follow "it"; empty if nothing.
   *
   * @param statement of whatever kind
   */
  public Optional<String> breach(Statement statement) {
    String breach = byKind(statement);
    if (breach == null) {
      breach = byObjects(statement);
    }
    return breach == null ? new Reach(this, statement).breach() : Optional.of(breach);
  }

  /**
   * The same of nothing but databases: that it names another one, turns to it, makes or drops one.
   */
  public Optional<String> otherDatabase(Statement statement) {
    return breach(statement)
        .filter(each -> each.startsWith(NAMES) || each.equals(TURNS) || each.equals(DEFINES));
  }

  private @Nullable String byKind(Statement statement) {
    Words words = new Words(new Script(statement.file(), statement.sql()));
    String first = words.word();
    words.advance();
    return switch (statement.kind()) {
      case ACCOUNT -> "changes accounts";
      case LOAD -> "reads a file";
      case UNKNOWN -> "is not understood, so that anything may be true of it";
      case ADMIN -> MAINTENANCE.contains(first) ? null : "concerns the whole server";
      case TRANSACTION -> first.equals("XA") ? "makes a transaction that outlives it" : null;
      case SESSION -> session(first, words);
      case DDL -> definition(first, words);
      default -> null;
    };
  }

  private @Nullable String session(String first, Words words) {
    if (first.equals("USE")) {
      ObjectName name = words.name(ObjectName.Type.DATABASE);
      return name != null && isOwn(name.name()) ? null : TURNS;
    }
    if (first.equals("SET")) {
      for (; !words.ended(); words.advance()) {
        if (words.at("SQL_LOG_BIN") || words.at("GTID_NEXT")) {
          return "sets what is replicated";
        }
      }
    }
    return null;
  }

  private @Nullable String definition(String first, Words words) {
    if (!first.equals("CREATE") && !first.equals("ALTER") && !first.equals("DROP")) {
      return null;
    }
    String type = Definition.Head.read(first, words).type();
    if (OF_THE_SERVER.contains(type)) {
      return "defines what belongs to the whole server";
    }
    if (type.equals("DATABASE") || type.equals("SCHEMA")) {
      return first.equals("ALTER") ? null : DEFINES;
    }
    boolean loads = type.equals("FUNCTION") && !words.seek("SONAME").isEmpty();
    return loads ? "loads a function into the server" : null;
  }

  private @Nullable String byObjects(Statement statement) {
    for (ObjectName object : statement.objects()) {
      String name = object.type() == ObjectName.Type.DATABASE ? object.name() : object.schema();
      if (name != null && !isOwn(name)) {
        return names(name);
      }
    }
    return null;
  }

  boolean isOwn(String name) {
    return name.equalsIgnoreCase(database);
  }

  static String names(String other) {
    return NAMES + other;
  }
}

package dev.migrate.sql;

import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an ALTER TABLE, a CREATE INDEX or a DROP INDEX of a table is to be executed, as far as it
 * says so itself (MySQL manual and MariaDB's, "ALTER TABLE": ALGORITHM and LOCK).
 *
 * @param table the table
 * @param index whether it is about an index alone: CREATE INDEX, DROP INDEX
 * @param head how long the statement's beginning is, with the table's name: what comes after may be
 *     preceded by an algorithm
 * @param algorithm in upper case; null where it says none, or DEFAULT
 * @param lock the same
 * @param alter the ALTER TABLE that a DROP INDEX stands for: MariaDB's DROP INDEX takes no
 *     algorithm; null for another statement
 */
public record AlterForm(
    ObjectName table,
    boolean index,
    int head,
    @Nullable String algorithm,
    @Nullable String lock,
    @Nullable String alter) {

  private static final Set<String> ALGORITHMS = Set.of("INSTANT", "NOCOPY", "INPLACE", "COPY");
  private static final Set<String> LOCKS = Set.of("NONE", "SHARED", "EXCLUSIVE");

  /** Empty for any other statement. */
  public static Optional<AlterForm> of(Statement statement) {
    if (statement.kind() != StatementKind.DDL) {
      return Optional.empty();
    }
    Words words = new Words(new Script(statement.file(), statement.sql()));
    String verb = words.word();
    words.advance();
    Definition.Head head = Definition.Head.read(verb, words);
    if (verb.equals("ALTER") && head.type().equals("TABLE")) {
      return table(words);
    }
    boolean index = (verb.equals("CREATE") || verb.equals("DROP")) && head.type().equals("INDEX");
    return index ? index(statement, verb.equals("DROP"), words) : Optional.empty();
  }

  private static Optional<AlterForm> table(Words words) {
    if (words.skip("IF")) {
      words.skip("EXISTS");
    }
    ObjectName name = words.name(ObjectName.Type.TABLE);
    if (words.skip("WAIT")) {
      words.advance();
    }
    words.skip("NOWAIT");
    return name == null
        ? Optional.empty()
        : Optional.of(said(name, false, words.offset(), null, words));
  }

  private static Optional<AlterForm> index(Statement statement, boolean drop, Words words) {
    return statement.objects().stream()
        .filter(object -> object.type() == ObjectName.Type.TABLE)
        .findFirst()
        .map(name -> said(name, true, 0, drop ? alter(statement, name) : null, words));
  }

  private static @Nullable String alter(Statement statement, ObjectName table) {
    String schema = table.schema() == null ? "" : Identifier.quote(table.schema()) + ".";
    return statement.objects().stream()
        .filter(object -> object.type() == ObjectName.Type.INDEX)
        .findFirst()
        .map(
            index ->
                "ALTER TABLE "
                    + schema
                    + Identifier.quote(table.name())
                    + " DROP INDEX "
                    + Identifier.quote(index.name()))
        .orElse(null);
  }

  private static AlterForm said(
      ObjectName table, boolean index, int head, @Nullable String alter, Words words) {
    String algorithm = null;
    String lock = null;
    while (true) {
      String word = words.seek("ALGORITHM", "LOCK");
      if (word.isEmpty()) {
        return new AlterForm(table, index, head, algorithm, lock, alter);
      }
      words.advance();
      words.skip('=');
      if (word.equals("LOCK")) {
        lock = LOCKS.contains(words.word()) ? words.word() : lock;
      } else {
        algorithm = ALGORITHMS.contains(words.word()) ? words.word() : algorithm;
      }
    }
  }

  /**
   * The statement with a way of execution added, in each of the forms that a server may take: at
   * the end, or, before what is about partitions, after the table's name.
   *
   * @param sql the statement
   * @param algorithm null for none
   * @param lock null for none
   */
  public List<String> with(String sql, @Nullable String algorithm, @Nullable String lock) {
    List<String> clauses = new ArrayList<>();
    if (algorithm != null) {
      clauses.add("ALGORITHM=" + algorithm);
    }
    if (lock != null) {
      clauses.add("LOCK=" + lock);
    }
    // On a line of its own: the statement may end with a comment.
    String list = String.join(", ", clauses);
    if (index) {
      String own = sql + "\n" + String.join(" ", clauses);
      return alter == null ? List.of(own) : List.of(own, alter + ", " + list);
    }
    String before = sql.substring(0, head);
    String after = sql.substring(head);
    return List.of(sql + "\n, " + list, before + list + ", " + after, before + list + " " + after);
  }
}

package dev.migrate.sql;

import dev.migrate.sql.Losses.Cause;
import dev.migrate.sql.Losses.Lost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what data a statement's text says is lost. */
final class LossReader {

  private static final Set<String> CONDITION_ENDS = Set.of("ORDER", "LIMIT", "RETURNING");

  private final Statement statement;
  private final Tokens tokens;
  private final List<Lost> lost = new ArrayList<>();

  LossReader(Statement statement) {
    this.statement = statement;
    this.tokens = new Tokens(statement, null);
  }

  List<Lost> read() {
    switch (statement.kind()) {
      case UNKNOWN -> unknown("is not understood");
      case CALL -> unknown("runs a program");
      case DDL -> definition();
      case DML, LOAD, QUERY, SESSION -> rows();
      default -> {}
    }
    return lost;
  }

  private void unknown(String why) {
    lost.add(new Lost(Cause.UNKNOWN, null, null, why));
  }

  private void rows() {
    try {
      toVerb();
      switch (tokens.word()) {
        case "DELETE" -> delete();
        case "UPDATE" -> update();
        case "REPLACE" -> ofTables(Cause.REPLACE_ROWS, "rows of the same key in ");
        case "LOAD" -> load();
        case "EXECUTE" -> unknown("executes a text that is made elsewhere");
        default -> {}
      }
    } catch (Tokens.NotUnderstood e) {
      // A query in parentheses.
    }
  }

  /** Past what may stand before the verb of a statement that is then executed. */
  private void toVerb() {
    while (true) {
      if (tokens.accept("SET", "STATEMENT")) {
        seek("FOR");
        tokens.accept("FOR");
      } else if (tokens.at("WITH")) {
        seek("SELECT", "UPDATE", "DELETE", "TABLE", "VALUES");
        return;
      } else if (tokens.acceptAny("ANALYZE")) {
        format();
      } else if (tokens.atAny("EXPLAIN", "DESCRIBE", "DESC") && tokens.peek(1).is("ANALYZE")) {
        tokens.take();
      } else {
        return;
      }
    }
  }

  private void format() {
    if (tokens.accept("FORMAT")) {
      tokens.accept('=');
      tokens.value();
    }
  }

  /** Moves on to one of these words outside parentheses. */
  private void seek(String... words) {
    while (!tokens.ended() && !tokens.atAny(words)) {
      if (tokens.at('(')) {
        tokens.skipParentheses();
      } else {
        tokens.take();
      }
    }
  }

  private void delete() {
    while (tokens.acceptAny("LOW_PRIORITY", "QUICK", "IGNORE")) {
      // acceptAny moves
    }
    if (tokens.accept("HISTORY")) {
      ofTables(Cause.DROP_HISTORY, "earlier rows of ");
    } else if (conditional()) {
      ofTables(Cause.DELETE_SOME, "rows of ");
    } else {
      ofTables(Cause.DELETE_ALL, "all rows of ");
    }
  }

  private void update() {
    if (!conditional()) {
      ofTables(Cause.UPDATE_ALL, "values of all rows of ");
    }
  }

  private void load() {
    seek("REPLACE", "INTO");
    if (tokens.at("REPLACE")) {
      ofTables(Cause.LOAD_REPLACE, "rows of the same key in ");
    }
  }

  /**
   * Whether an inner join, or a WHERE outside parentheses that names anything, tells rows apart:
   * {@code WHERE 1 = 1} does not.
   */
  private boolean conditional() {
    seek("WHERE", "JOIN", "LEFT", "RIGHT", "CROSS");
    if (tokens.accept("JOIN")) {
      return true;
    }
    seek("WHERE");
    if (!tokens.accept("WHERE")) {
      return false;
    }
    for (; !tokens.ended(); tokens.take()) {
      Tokens.Token token = tokens.peek();
      if (token.type() == Lexer.Type.WORD) {
        if (CONDITION_ENDS.contains(token.raw().toUpperCase(Locale.ROOT))) {
          return false;
        }
        if (!token.raw().matches("(?i)\\d.*|true|false|and|or|not|is|null")) {
          return true;
        }
      } else if (token.type() == Lexer.Type.QUOTED || token.is('@') || token.is('?')) {
        return true;
      }
    }
    return false;
  }

  private void ofTables(Cause cause, String what) {
    if (statement.objects().isEmpty()) {
      lost.add(new Lost(cause, null, null, what + "a table"));
    }
    for (ObjectName object : statement.objects()) {
      lost.add(new Lost(cause, object, null, what + shown(object)));
    }
  }

  private void definition() {
    if (tokens.at("SET", "STATEMENT")) {
      seek("FOR");
      tokens.accept("FOR");
    }
    if (tokens.accept("TRUNCATE")) {
      ofTables(Cause.TRUNCATE_TABLE, "all rows of ");
    } else if (tokens.accept("DROP")) {
      dropped();
    } else {
      TableStatement.of(statement).ifPresentOrElse(this::table, this::notRead);
    }
  }

  /** Other objects hold no data; a table whose very name cannot be read may lose anything. */
  private void notRead() {
    Words words = new Words(new Script(statement.file(), statement.sql()));
    String verb = words.word();
    words.advance();
    if (verb.equals("ALTER") && Definition.Head.read(verb, words).type().equals("TABLE")) {
      unknown("is not understood");
    }
  }

  private void dropped() {
    if (tokens.at("TEMPORARY")) {
      return;
    }
    switch (tokens.word()) {
      case "TABLE", "TABLES" -> ofTables(Cause.DROP_TABLE, "table ");
      case "SEQUENCE" -> ofTables(Cause.DROP_SEQUENCE, "sequence ");
      case "DATABASE", "SCHEMA" -> ofTables(Cause.DROP_DATABASE, "database ");
      default -> {}
    }
  }

  private void table(TableStatement table) {
    if (table.verb() == TableStatement.Verb.CREATE) {
      if (table.replace() && !table.temporary()) {
        add(table, Cause.REPLACE_TABLE, null, "table ");
      }
      return;
    }
    if (!table.understood()) {
      unknown("has a clause that is not understood");
    }
    for (Clause clause : table.clauses()) {
      clause(table, clause);
    }
  }

  private void clause(TableStatement table, Clause clause) {
    if (clause instanceof Clause.DropColumn column) {
      add(table, Cause.DROP_COLUMN, column.name(), "column " + column.name() + " of ");
    } else if (clause instanceof Clause.Partition partition) {
      partition(table, partition);
    } else if (clause instanceof Clause.Option option) {
      if (option.name().equals("ENGINE") && option.value().equalsIgnoreCase("BLACKHOLE")) {
        add(table, Cause.ENGINE, null, "all rows of ");
      }
    } else if (clause instanceof Clause.AddIndex index) {
      boolean unique =
          index.kind() == Clause.IndexKind.UNIQUE || index.kind() == Clause.IndexKind.PRIMARY;
      if (table.ignore() && unique) {
        add(table, Cause.DROP_DUPLICATES, null, "rows with equal keys of ");
      }
    } else if (clause instanceof Clause.Other other) {
      if (other.is("DISCARD TABLESPACE")) {
        add(table, Cause.DISCARD_TABLESPACE, null, "all rows of ");
      } else if (other.is("DROP SYSTEM VERSIONING")) {
        add(table, Cause.DROP_HISTORY, null, "earlier rows of ");
      }
    }
  }

  private void partition(TableStatement table, Clause.Partition partition) {
    Cause cause =
        switch (partition.verb()) {
          case "DROP" -> Cause.DROP_PARTITION;
          case "TRUNCATE" -> Cause.TRUNCATE_PARTITION;
          case "DISCARD" -> Cause.DISCARD_TABLESPACE;
          default -> null;
        };
    if (cause == null) {
      return;
    }
    if (partition.partitions().isEmpty()) {
      add(table, cause, null, "all rows of ");
    }
    for (String name : partition.partitions()) {
      add(table, cause, name, "partition " + name + " of ");
    }
  }

  private void add(TableStatement table, Cause cause, @Nullable String part, String what) {
    lost.add(new Lost(cause, table.table(), part, what + shown(table.table())));
  }

  private static String shown(ObjectName object) {
    return object.schema() == null ? object.name() : object.schema() + "." + object.name();
  }
}

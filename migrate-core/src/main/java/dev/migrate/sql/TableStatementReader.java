package dev.migrate.sql;

import dev.migrate.server.ServerVersion;
import dev.migrate.sql.TableStatement.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the statements that define or change one table. */
final class TableStatementReader {

  private final Tokens tokens;
  private final List<Clause> clauses = new ArrayList<>();
  private boolean temporary;
  private boolean replace;
  private boolean conditional;
  private boolean ignore;
  private @Nullable ObjectName like;
  private boolean select;

  private TableStatementReader(Tokens tokens) {
    this.tokens = tokens;
  }

  static Optional<TableStatement> read(Statement statement, @Nullable ServerVersion server) {
    if (statement.kind() != StatementKind.DDL) {
      return Optional.empty();
    }
    try {
      return new TableStatementReader(new Tokens(statement, server)).read();
    } catch (Tokens.NotUnderstood e) {
      return Optional.empty();
    }
  }

  private Optional<TableStatement> read() {
    if (tokens.accept("SET", "STATEMENT")) {
      while (!tokens.accept("FOR")) {
        tokens.take();
      }
    }
    return switch (tokens.word()) {
      case "CREATE" -> create();
      case "ALTER" -> alter();
      case "DROP" -> dropIndex();
      default -> Optional.empty();
    };
  }

  private Optional<TableStatement> create() {
    replace = tokens.accept("OR", "REPLACE");
    temporary = tokens.accept("TEMPORARY");
    if (tokens.accept("TABLE")) {
      conditional = tokens.accept("IF", "NOT", "EXISTS");
      ObjectName table = tokens.table();
      new CreateReader().read();
      return Optional.of(statement(Verb.CREATE, table));
    }
    return createIndex();
  }

  private Optional<TableStatement> createIndex() {
    int mark = tokens.mark();
    tokens.acceptAny("ONLINE", "OFFLINE");
    Clause.IndexKind kind = Clause.IndexKind.PLAIN;
    for (Clause.IndexKind each : Clause.IndexKind.values()) {
      kind = each != Clause.IndexKind.PRIMARY && tokens.accept(each.name()) ? each : kind;
    }
    if (!tokens.accept("INDEX")) {
      return Optional.empty();
    }
    tokens.accept("IF", "NOT", "EXISTS");
    String name = tokens.name();
    ElementReader elements = new ElementReader(tokens);
    elements.type();
    tokens.expect("ON");
    ObjectName table = tokens.table();
    try {
      waiting();
      List<String> columns = elements.parts();
      waiting();
      elements.options();
      if (replace) {
        clauses.add(new Clause.DropIndex(name));
      }
      clauses.add(new Clause.AddIndex(kind, name, columns, tokens.since(mark)));
      replace = false;
    } catch (Tokens.NotUnderstood e) {
      clauses.add(unknown(mark));
    }
    clauses.addAll(new AlterReader(tokens).clauses());
    return Optional.of(statement(Verb.ALTER, table));
  }

  private Clause unknown(int mark) {
    tokens.skipToEnd();
    return new Clause.Unknown(tokens.since(mark));
  }

  private Optional<TableStatement> dropIndex() {
    tokens.acceptAny("ONLINE", "OFFLINE");
    if (!tokens.accept("INDEX")) {
      return Optional.empty();
    }
    tokens.accept("IF", "EXISTS");
    clauses.add(new Clause.DropIndex(tokens.name()));
    tokens.expect("ON");
    ObjectName table = tokens.table();
    waiting();
    clauses.addAll(new AlterReader(tokens).clauses());
    return Optional.of(statement(Verb.ALTER, table));
  }

  private Optional<TableStatement> alter() {
    while (tokens.atAny("ONLINE", "OFFLINE", "IGNORE")) {
      ignore |= tokens.word().equals("IGNORE");
    }
    if (!tokens.accept("TABLE")) {
      return Optional.empty();
    }
    conditional = tokens.accept("IF", "EXISTS");
    ObjectName table = tokens.table();
    waiting();
    clauses.addAll(new AlterReader(tokens).clauses());
    return Optional.of(statement(Verb.ALTER, table));
  }

  /** Takes how long to wait for a lock (MariaDB). */
  private void waiting() {
    if (tokens.accept("WAIT")) {
      tokens.value();
    } else {
      tokens.accept("NOWAIT");
    }
  }

  private TableStatement statement(Verb verb, ObjectName table) {
    boolean understood = clauses.stream().noneMatch(Clause.Unknown.class::isInstance);
    return new TableStatement(
        verb, table, clauses, temporary, replace, conditional, ignore, like, select, understood);
  }

  /** What follows the name in CREATE TABLE. */
  private final class CreateReader {

    private final ElementReader elements = new ElementReader(tokens);
    private final OptionReader options = new OptionReader(tokens);
    private final PartitionReader partitions = new PartitionReader(tokens);

    void read() {
      if (tokens.accept("LIKE")) {
        like = tokens.table();
      } else if (tokens.at('(') && tokens.peek(1).is("LIKE")) {
        tokens.expect('(');
        tokens.expect("LIKE");
        like = tokens.table();
        tokens.expect(')');
      } else {
        defined();
      }
      if (!tokens.ended()) {
        clauses.add(unknown(tokens.mark()));
      }
    }

    private void defined() {
      boolean query = tokens.at('(') && (tokens.peek(1).is("SELECT") || tokens.peek(1).is('('));
      if (tokens.at('(') && !query) {
        elements();
      }
      options();
      int mark = tokens.mark();
      if (tokens.accept("PARTITION", "BY")) {
        clauses.add(partitions.by(mark));
      }
      tokens.acceptAny("IGNORE", "REPLACE");
      tokens.accept("AS");
      if (tokens.atAny("SELECT", "WITH", "TABLE", "VALUES") || tokens.at('(')) {
        select = true;
        tokens.skipToEnd();
      }
    }

    private void elements() {
      tokens.expect('(');
      do {
        int mark = tokens.mark();
        try {
          Clause element = elements.element();
          if (!tokens.at(',') && !tokens.at(')')) {
            throw tokens.refused();
          }
          clauses.add(element);
        } catch (Tokens.NotUnderstood e) {
          tokens.reset(mark);
          tokens.skipToComma();
          clauses.add(new Clause.Unknown(tokens.since(mark)));
        }
      } while (tokens.accept(','));
      tokens.accept(')');
    }

    private void options() {
      int mark = tokens.mark();
      try {
        Clause option = options.option();
        while (option != null) {
          clauses.add(option);
          tokens.accept(',');
          mark = tokens.mark();
          option = options.option();
        }
      } catch (Tokens.NotUnderstood e) {
        tokens.reset(mark);
      }
    }
  }
}

package dev.migrate.sql;

import dev.migrate.sql.Clause.Other;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the clauses of ALTER TABLE. */
final class AlterReader {

  private final Tokens tokens;
  private final ElementReader elements;
  private final OptionReader options;
  private final PartitionReader partitions;
  private final List<Clause> clauses = new ArrayList<>();

  AlterReader(Tokens tokens) {
    this.tokens = tokens;
    this.elements = new ElementReader(tokens);
    this.options = new OptionReader(tokens);
    this.partitions = new PartitionReader(tokens);
  }

  /** Takes all that is left. */
  List<Clause> clauses() {
    while (!tokens.ended()) {
      int mark = tokens.mark();
      int known = clauses.size();
      try {
        clause();
        separator();
      } catch (Tokens.NotUnderstood e) {
        unknown(mark, known);
      }
    }
    return clauses;
  }

  /** Everything up to the next comma may be meant. */
  private void unknown(int mark, int known) {
    clauses.subList(known, clauses.size()).clear();
    tokens.reset(mark);
    tokens.skipToComma();
    while (tokens.accept(')')) {
      tokens.skipToComma();
    }
    clauses.add(new Clause.Unknown(tokens.since(mark)));
    tokens.accept(',');
  }

  /** Options may stand side by side, and some clauses need no comma behind them. */
  private void separator() {
    if (tokens.ended()) {
      return;
    }
    if (tokens.accept(',')) {
      if (tokens.ended()) {
        throw tokens.refused();
      }
      return;
    }
    Clause last = clauses.get(clauses.size() - 1);
    boolean loose =
        last instanceof Clause.Option
            || last instanceof Clause.Algorithm
            || last instanceof Clause.Lock
            || (last instanceof Other other && other.is("WITH SYSTEM VERSIONING"));
    if (!loose && !partitions.atTail()) {
      throw tokens.refused();
    }
  }

  private void clause() {
    if (tokens.accept("ADD")) {
      add();
      return;
    }
    int mark = tokens.mark();
    Clause clause = firstOf(mark);
    if (clause == null) {
      throw tokens.refused();
    }
    clauses.add(clause);
  }

  private @Nullable Clause firstOf(int mark) {
    Clause clause = partitions.clause(mark);
    if (clause == null) {
      clause = settings();
    }
    if (clause == null) {
      clause = changes(mark);
    }
    return clause == null ? options.option() : clause;
  }

  private void add() {
    int mark = tokens.mark() - 1;
    Clause partition = partitions.added(mark);
    if (partition != null) {
      clauses.add(partition);
      return;
    }
    if (tokens.accept("SYSTEM", "VERSIONING")) {
      clauses.add(new Other(tokens.words(mark)));
      return;
    }
    boolean column = tokens.accept("COLUMN");
    int inside = tokens.mark();
    tokens.accept("IF", "NOT", "EXISTS");
    if (tokens.accept('(')) {
      do {
        clauses.add(elements.element());
      } while (tokens.accept(','));
      tokens.expect(')');
      return;
    }
    tokens.reset(inside);
    clauses.add(column ? elements.column() : elements.element());
  }

  private @Nullable Clause settings() {
    if (tokens.accept("ALGORITHM")) {
      tokens.accept('=');
      return new Clause.Algorithm(tokens.word());
    }
    if (tokens.accept("LOCK")) {
      tokens.accept('=');
      return new Clause.Lock(tokens.word());
    }
    if (tokens.accept("CONVERT", "TO")) {
      return convert();
    }
    return null;
  }

  private Clause convert() {
    if (!tokens.accept("CHARACTER", "SET") && !tokens.accept("CHAR", "SET")) {
      tokens.expect("CHARSET");
    }
    tokens.accept('=');
    String charset = tokens.value();
    String collation = null;
    if (tokens.accept("COLLATE")) {
      tokens.accept('=');
      collation = tokens.value();
    }
    return new Clause.Convert(charset, collation);
  }

  private @Nullable Clause changes(int mark) {
    if (tokens.accept("DROP")) {
      return dropped(mark);
    }
    if (tokens.accept("MODIFY")) {
      columnWord();
      ColumnText column = ColumnReader.read(tokens);
      return new Clause.ModifyColumn(column.name(), column, elements.position());
    }
    if (tokens.accept("CHANGE")) {
      columnWord();
      String name = tokens.name();
      ColumnText column = ColumnReader.read(tokens);
      return new Clause.ModifyColumn(name, column, elements.position());
    }
    if (tokens.accept("RENAME")) {
      return renamed();
    }
    if (tokens.accept("ALTER")) {
      return altered(mark);
    }
    return others(mark);
  }

  private void columnWord() {
    tokens.accept("COLUMN");
    tokens.accept("IF", "EXISTS");
  }

  private Clause dropped(int mark) {
    if (tokens.accept("PRIMARY", "KEY")) {
      return new Clause.DropIndex("PRIMARY");
    }
    if (tokens.accept("FOREIGN", "KEY")) {
      // MySQL lets the table's name stand before it.
      String first = existing();
      return new Clause.DropForeignKey(tokens.accept('.') ? tokens.name() : first);
    }
    if (tokens.acceptAny("INDEX", "KEY")) {
      return new Clause.DropIndex(existing());
    }
    if (tokens.acceptAny("CONSTRAINT", "CHECK")) {
      return new Clause.DropConstraint(existing());
    }
    if (tokens.accept("SYSTEM", "VERSIONING")) {
      return new Other(tokens.words(mark));
    }
    if (tokens.accept("PERIOD", "FOR")) {
      existing();
      return new Other(tokens.words(mark));
    }
    tokens.accept("COLUMN");
    String name = existing();
    tokens.acceptAny("RESTRICT", "CASCADE");
    return new Clause.DropColumn(name);
  }

  private String existing() {
    tokens.accept("IF", "EXISTS");
    return tokens.name();
  }

  private Clause renamed() {
    if (tokens.accept("COLUMN")) {
      String from = existing();
      tokens.expect("TO");
      return new Clause.RenameColumn(from, tokens.name());
    }
    if (tokens.acceptAny("INDEX", "KEY")) {
      String from = existing();
      tokens.expect("TO");
      return new Clause.RenameIndex(from, tokens.name());
    }
    if (!tokens.acceptAny("TO", "AS")) {
      tokens.accept('=');
    }
    return new Clause.RenameTable(tokens.table());
  }

  private Clause altered(int mark) {
    if (tokens.acceptAny("INDEX", "KEY")) {
      existing();
      if (!tokens.accept("NOT", "IGNORED")) {
        tokens.expectAny("VISIBLE", "INVISIBLE", "IGNORED");
      }
      return new Other(tokens.words(mark));
    }
    if (tokens.acceptAny("CHECK", "CONSTRAINT")) {
      existing();
      tokens.accept("NOT");
      tokens.expect("ENFORCED");
      return new Other(tokens.words(mark));
    }
    tokens.accept("COLUMN");
    String column = existing();
    if (tokens.accept("DROP", "DEFAULT")) {
      return new Clause.AlterDefault(column, null);
    }
    tokens.expect("SET");
    if (tokens.acceptAny("VISIBLE", "INVISIBLE")) {
      return new Other(tokens.words(mark));
    }
    tokens.expect("DEFAULT");
    int value = tokens.mark();
    tokens.skipToComma();
    if (tokens.mark() == value) {
      throw tokens.refused();
    }
    return new Clause.AlterDefault(column, tokens.since(value));
  }

  private @Nullable Clause others(int mark) {
    boolean known =
        tokens.accept("FORCE")
            || tokens.accept("DISABLE", "KEYS")
            || tokens.accept("ENABLE", "KEYS")
            || tokens.accept("DISCARD", "TABLESPACE")
            || tokens.accept("IMPORT", "TABLESPACE")
            || tokens.accept("WITH", "VALIDATION")
            || tokens.accept("WITHOUT", "VALIDATION")
            || tokens.accept("SECONDARY_LOAD")
            || tokens.accept("SECONDARY_UNLOAD")
            || ordered();
    return known ? new Other(tokens.words(mark)) : null;
  }

  private boolean ordered() {
    if (!tokens.accept("ORDER", "BY")) {
      return false;
    }
    column();
    while (tokens.at(',') && !atClause()) {
      tokens.accept(',');
      column();
    }
    return true;
  }

  private void column() {
    tokens.table();
    tokens.acceptAny("ASC", "DESC");
  }

  /** Whether the comma here is followed by a clause: no column has a reserved word's name. */
  private boolean atClause() {
    for (String word : List.of("ADD", "DROP", "ALTER", "CHANGE", "RENAME", "CONVERT", "LOCK")) {
      if (tokens.peek(1).is(word)) {
        return true;
      }
    }
    return tokens.peek(2).is('=');
  }
}

package dev.migrate.validate;

import static dev.migrate.validate.KnownTable.lower;

import dev.migrate.schema.model.Schema;
import dev.migrate.sql.Assigned;
import dev.migrate.sql.Change;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the tables while scripts are read: the database as it is before them, where that
 * is known, and what their statements have said since.
 */
final class Known {

  private final boolean live;
  private final boolean together;
  private final Map<String, KnownTable> tables = new HashMap<>();
  private final Set<KnownTable> changed = new HashSet<>();
  private final Set<String> created = new HashSet<>();
  private final Set<String> written = new HashSet<>();
  private final Set<String> assigned = new HashSet<>();

  /** Views and programs that the scripts define or drop, wherever that is. */
  private final Set<String> redefined = new HashSet<>();

  private Known(boolean live, boolean together) {
    this.live = live;
    this.together = together;
  }

  static Known of(List<ScriptFile> files, Facts facts) {
    Known known = new Known(facts.live().isPresent(), facts.together());
    facts
        .live()
        .map(Schema::tables)
        .orElse(List.of())
        .forEach(table -> known.tables.put(lower(table.name()), KnownTable.of(table)));
    files.stream()
        .flatMap(file -> file.statements().stream())
        .filter(statement -> statement.kind() == StatementKind.DDL)
        .flatMap(statement -> statement.objects().stream())
        .forEach(object -> known.redefined.add(object.type() + " " + lower(object.name())));
    return known;
  }

  /** Another script begins: between two that run at different times, tables get rows. */
  void begin() {
    if (!together) {
      created.clear();
      written.clear();
      assigned.clear();
      changed.forEach(KnownTable::settle);
      changed.clear();
    }
  }

  /** The table as it is before the statement that is looked at; empty where nothing is known. */
  Optional<KnownTable> table(ObjectName name) {
    return Optional.ofNullable(tables.get(key(name)));
  }

  /** Whether the scripts create the table: nobody has put rows into it yet but they. */
  boolean isNew(ObjectName table) {
    return created.contains(key(table));
  }

  /** Whether the database is known, and has no such table. */
  boolean isAbsent(ObjectName table) {
    return live && table.schema() == null && !tables.containsKey(key(table));
  }

  /** Whether the scripts add the column: nobody has put values into it yet but they. */
  boolean isNew(ObjectName table, String column) {
    return isNew(table) || table(table).filter(known -> known.isAdded(column)).isPresent();
  }

  /** Whether a statement before has changed rows of the table. */
  boolean isWritten(ObjectName table) {
    return written.contains(key(table));
  }

  /** Whether an UPDATE before has given the column values. */
  boolean isAssigned(ObjectName table, String column) {
    return assigned.contains(key(table) + "." + lower(column));
  }

  /** Whether one of the scripts drops or defines the view or program. */
  boolean isRedefined(ObjectName.Type type, String name) {
    return redefined.contains(type + " " + lower(name));
  }

  void apply(Statement statement, Optional<TableStatement> table) {
    if (table.isPresent()) {
      apply(table.get());
    } else if (statement.kind() == StatementKind.DDL) {
      definition(statement, statement.objects());
    } else if (statement.kind() == StatementKind.DML || statement.kind() == StatementKind.LOAD) {
      List<String> columns = Assigned.columns(statement);
      for (ObjectName object : statement.objects()) {
        written.add(key(object));
        columns.forEach(column -> assigned.add(key(object) + "." + lower(column)));
      }
    }
  }

  private void apply(TableStatement statement) {
    String key = key(statement.table());
    if (statement.verb() == TableStatement.Verb.CREATE) {
      boolean there = tables.containsKey(key) && !statement.replace();
      if (!(statement.conditional() && there)) {
        boolean complete =
            statement.understood() && statement.like() == null && !statement.select();
        KnownTable table = KnownTable.defined(statement.clauses(), complete);
        tables.put(key, table);
        changed.add(table);
        created.add(key);
      }
      return;
    }
    KnownTable table = tables.computeIfAbsent(key, each -> KnownTable.unseen());
    table.apply(statement.clauses());
    changed.add(table);
    statement
        .clauses(Clause.RenameTable.class)
        .forEach(renamed -> rename(statement.table(), renamed.to()));
  }

  private void definition(Statement statement, List<ObjectName> objects) {
    Change.Kind kind = Change.of(statement).kind();
    List<ObjectName> named =
        objects.stream().filter(each -> each.type() == ObjectName.Type.TABLE).toList();
    if (kind == Change.Kind.DROP) {
      named.forEach(table -> forget(key(table)));
    } else if (kind == Change.Kind.RENAME) {
      for (int i = 0; i + 1 < named.size(); i += 2) {
        rename(named.get(i), named.get(i + 1));
      }
    }
  }

  private void rename(ObjectName from, ObjectName to) {
    KnownTable table = tables.get(key(from));
    boolean isNew = isNew(from);
    boolean isWritten = isWritten(from);
    forget(key(from));
    forget(key(to));
    if (table != null) {
      tables.put(key(to), table);
    }
    if (isNew) {
      created.add(key(to));
    }
    if (isWritten) {
      written.add(key(to));
    }
  }

  private void forget(String key) {
    tables.remove(key);
    created.remove(key);
    written.remove(key);
  }

  private static String key(ObjectName name) {
    return lower(name.schema() == null ? name.name() : name.schema() + "." + name.name());
  }
}

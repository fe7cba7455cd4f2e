package dev.migrate.schema.diff;

import dev.migrate.schema.diff.Change.Kind;
import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Sequence;
import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sequences (MariaDB). They come before the tables, whose columns may take their defaults from
 * them, and go after them.
 */
final class Sequences {

  private final List<Sequence> added = new ArrayList<>();
  private final Map<Sequence, Sequence> altered = new LinkedHashMap<>();
  private final List<Sequence> dropped = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  Sequences(Schema current, Schema wanted) {
    Map<String, Sequence> old = new LinkedHashMap<>();
    current.sequences().forEach(sequence -> old.put(sequence.name(), sequence));
    for (Sequence sequence : wanted.sequences()) {
      Sequence before = old.remove(sequence.name());
      if (before == null) {
        added.add(sequence);
        changes.add(change(Kind.ADD, sequence, attributes(sequence)));
      } else if (!before.equals(sequence)) {
        altered.put(before, sequence);
        changes.add(
            change(Kind.ALTER, sequence, attributes(before) + " → " + attributes(sequence)));
      }
    }
    dropped.addAll(old.values());
    dropped.forEach(sequence -> changes.add(change(Kind.DROP, sequence, "")));
  }

  List<Change> changes() {
    return changes;
  }

  /** Those that tables of the given names take the place of. */
  void dropReplaced(Statements statements, Set<String> tables) {
    for (Sequence sequence : List.copyOf(dropped)) {
      if (tables.contains(sequence.name())) {
        drop(statements, sequence);
        dropped.remove(sequence);
      }
    }
  }

  void create(Statements statements) {
    for (Sequence sequence : added) {
      statements.add(
          Clauses.create(sequence), drop(sequence), List.of(change(Kind.ADD, sequence, "")));
    }
    altered.forEach(
        (before, after) ->
            statements.add(alter(after), alter(before), List.of(change(Kind.ALTER, after, ""))));
  }

  void drop(Statements statements) {
    dropped.forEach(sequence -> drop(statements, sequence));
  }

  private static void drop(Statements statements, Sequence sequence) {
    statements.add(
        drop(sequence), Clauses.create(sequence), List.of(change(Kind.DROP, sequence, "")));
  }

  private static String drop(Sequence sequence) {
    return "DROP SEQUENCE " + Identifier.quote(sequence.name());
  }

  private static String alter(Sequence sequence) {
    return "ALTER SEQUENCE " + Identifier.quote(sequence.name()) + " " + attributes(sequence);
  }

  /** All after the name but the engine, which ALTER SEQUENCE does not take. */
  private static String attributes(Sequence sequence) {
    String name = Identifier.quote(sequence.name());
    String definition = sequence.definition();
    String rest = definition.substring(definition.indexOf(name) + name.length()).strip();
    return Optional.of(rest.indexOf(" ENGINE="))
        .filter(at -> at >= 0)
        .map(at -> rest.substring(0, at))
        .orElse(rest);
  }

  private static Change change(Kind kind, Sequence sequence, String detail) {
    String lost = kind == Kind.DROP ? "the next value of " + sequence.name() : null;
    return new Change(kind, "sequence", sequence.name(), detail, lost);
  }
}

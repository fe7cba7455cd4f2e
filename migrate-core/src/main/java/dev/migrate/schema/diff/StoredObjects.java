package dev.migrate.schema.diff;

import dev.migrate.schema.diff.Change.Kind;
import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.Program;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.View;
import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Views and stored programs. One that changes is dropped before the tables change and created after
 * them: neither its old text nor its new one need hold in between.
 */
final class StoredObjects {

  private final Renamed renamed;
  private final List<Program> dropped = new ArrayList<>();
  private final List<Program> created = new ArrayList<>();
  private final List<View> droppedViews = new ArrayList<>();
  private final List<View> createdViews = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  StoredObjects(Schema current, Schema wanted, Renamed renamed) {
    this.renamed = renamed;
    comparePrograms(current.programs(), wanted.programs());
    compareViews(current.views(), wanted.views());
  }

  List<Change> changes() {
    return changes;
  }

  private void compareViews(List<View> current, List<View> wanted) {
    Map<String, View> old = new LinkedHashMap<>();
    current.forEach(view -> old.put(view.name(), view));
    for (View view : wanted) {
      View before = old.remove(view.name());
      if (before == null || !same(before, view)) {
        createdViews.add(view);
        changes.add(change(before == null ? Kind.ADD : Kind.ALTER, view.name()));
        if (before != null) {
          droppedViews.add(before);
        }
      }
    }
    old.values().forEach(view -> changes.add(change(Kind.DROP, view.name())));
    droppedViews.addAll(old.values());
  }

  private static Change change(Kind kind, String view) {
    return new Change(kind, "view", view, "", null);
  }

  private static boolean same(View one, View other) {
    return named(one).equals(named(other));
  }

  private static View named(View view) {
    return new View(
        view.name(),
        view.columns(),
        view.select(),
        view.algorithm(),
        view.security(),
        view.check(),
        "");
  }

  private void comparePrograms(List<Program> current, List<Program> wanted) {
    Map<String, Program> old = new LinkedHashMap<>();
    current.forEach(program -> old.put(key(program), program));
    for (Program program : inOrder(wanted)) {
      Program before = old.remove(key(program));
      if (before == null) {
        created.add(program);
        changes.add(change(Kind.ADD, program, ""));
      } else {
        compare(before, program);
      }
    }
    for (Program program : old.values()) {
      dropped.add(program);
      changes.add(change(Kind.DROP, program, ""));
    }
  }

  private void compare(Program before, Program after) {
    String detail = detail(before, after);
    boolean moves = !before.table().equals(after.table());
    if (detail != null || moves || loses(before)) {
      dropped.add(before);
      created.add(after);
    }
    if (detail != null) {
      changes.add(change(Kind.ALTER, after, detail));
    }
  }

  /** A body goes with its package, and a trigger would no longer follow one that comes anew. */
  private boolean loses(Program program) {
    return dropped.stream()
        .anyMatch(
            each ->
                program.kind() == Program.Kind.PACKAGE_BODY
                    ? each.kind() == Program.Kind.PACKAGE && each.name().equals(program.name())
                    : each.kind() == Program.Kind.TRIGGER
                        && program.follows().equals(Optional.of(each.name())));
  }

  /** What of a program changes; null for nothing but the name of a trigger's table. */
  private @Nullable String detail(Program before, Program after) {
    if (!before.sqlMode().equals(after.sqlMode())) {
      return "sql_mode '" + before.sqlMode() + "' → '" + after.sqlMode() + "'";
    }
    if (!before.timeZone().equals(after.timeZone())) {
      return "time_zone " + before.timeZone() + " → " + after.timeZone();
    }
    String table = renamed.table(before.table());
    String definition =
        before.kind() == Program.Kind.TRIGGER && !table.equals(before.table())
            ? before
                .definition()
                .replace("ON " + Identifier.quote(before.table()), "ON " + Identifier.quote(table))
            : before.definition();
    return definition.equals(after.definition()) && table.equals(after.table())
        ? null
        : "definition";
  }

  /** A trigger after the one that it follows. */
  private static List<Program> inOrder(List<Program> programs) {
    Map<String, Program> triggers = new LinkedHashMap<>();
    programs.stream()
        .filter(program -> program.kind() == Program.Kind.TRIGGER)
        .forEach(program -> triggers.put(program.name(), program));
    Set<Program> ordered = new LinkedHashSet<>();
    for (Program program : programs) {
      List<Program> chain = new ArrayList<>();
      Program each = program;
      while (each != null && !ordered.contains(each) && !chain.contains(each)) {
        chain.add(0, each);
        each = each.follows().map(triggers::get).orElse(null);
      }
      ordered.addAll(chain);
    }
    return List.copyOf(ordered);
  }

  private static String key(Program program) {
    // Names of triggers are case-sensitive on some platforms, those of routines nowhere.
    String name =
        program.kind() == Program.Kind.TRIGGER
            ? program.name()
            : program.name().toLowerCase(Locale.ROOT);
    return program.kind() + " " + name;
  }

  private static Change change(Kind kind, Program program, String detail) {
    String type = program.kind().sql().toLowerCase(Locale.ROOT);
    return new Change(kind, type, program.name(), detail, null);
  }

  /** Drops what goes or changes, what reads others first. */
  void drop(Statements statements) {
    drop(statements, Program.Kind.EVENT, Program.Kind.TRIGGER);
    List<View> views = new ArrayList<>(ViewDependencies.inOrder(droppedViews));
    for (int i = views.size() - 1; i >= 0; i--) {
      View view = views.get(i);
      statements.add(
          "DROP VIEW " + Identifier.quote(view.name()),
          Clauses.create(view),
          List.of(change(Kind.DROP, view.name())));
    }
    drop(
        statements,
        Program.Kind.PACKAGE_BODY,
        Program.Kind.PACKAGE,
        Program.Kind.PROCEDURE,
        Program.Kind.FUNCTION);
  }

  private void drop(Statements statements, Program.Kind... kinds) {
    List<Program> backwards = new ArrayList<>(inOrder(dropped));
    Collections.reverse(backwards);
    for (Program.Kind kind : kinds) {
      for (Program program : backwards) {
        if (program.kind() == kind) {
          statements.add(
              drop(program), program.definition(), change(Kind.DROP, program, ""), program);
        }
      }
    }
  }

  /** Creates what is new or has changed, what is read by others first. */
  void create(Statements statements) {
    create(
        statements,
        Program.Kind.FUNCTION,
        Program.Kind.PROCEDURE,
        Program.Kind.PACKAGE,
        Program.Kind.PACKAGE_BODY);
    for (View view : ViewDependencies.inOrder(createdViews)) {
      statements.add(
          Clauses.create(view),
          "DROP VIEW " + Identifier.quote(view.name()),
          List.of(change(Kind.ADD, view.name())));
    }
    create(statements, Program.Kind.TRIGGER, Program.Kind.EVENT);
  }

  private void create(Statements statements, Program.Kind... kinds) {
    for (Program.Kind kind : kinds) {
      for (Program program : created) {
        if (program.kind() == kind) {
          statements.add(
              program.definition(), drop(program), change(Kind.ADD, program, ""), program);
        }
      }
    }
  }

  private static String drop(Program program) {
    return "DROP " + program.kind().sql() + " " + Identifier.quote(program.name());
  }
}

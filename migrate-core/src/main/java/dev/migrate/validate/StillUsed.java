package dev.migrate.validate;

import dev.migrate.schema.model.Program;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.View;
import dev.migrate.sql.Change;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables and columns that go, though a view, a program or an entity still names them. */
final class StillUsed implements Check {

  private static final Rule RULE =
      new Rule("C203", Severity.WARNING, "something that is still used goes");

  private static final int SHOWN = 5;

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    if (scene.table().isPresent()) {
      scene.altered().ifPresent(table -> altered(scene, table, findings));
    } else if (scene.statement().kind() == StatementKind.DDL) {
      dropped(scene, findings);
    }
  }

  /** Whether a statement takes a table or a column away, or its name. */
  static boolean takesAway(Statement statement) {
    Optional<TableStatement> table = TableStatement.of(statement);
    if (table.isPresent()) {
      return table.get().clauses().stream()
          .anyMatch(
              clause ->
                  clause instanceof Clause.DropColumn
                      || clause instanceof Clause.RenameColumn
                      || clause instanceof Clause.RenameTable
                      || (clause instanceof Clause.ModifyColumn modify && modify.renames()));
    }
    Change.Kind kind = Change.of(statement).kind();
    return statement.kind() == StatementKind.DDL
        && (kind == Change.Kind.DROP || kind == Change.Kind.RENAME)
        && statement.objects().stream().anyMatch(each -> each.type() == ObjectName.Type.TABLE);
  }

  private static void altered(Scene scene, TableStatement statement, Findings findings) {
    ObjectName table = statement.table();
    for (Clause clause : statement.clauses()) {
      if (clause instanceof Clause.DropColumn drop && !isAdded(statement, drop.name())) {
        gone(scene, table, drop.name(), findings);
      } else if (clause instanceof Clause.RenameColumn renamed) {
        gone(scene, table, renamed.from(), findings);
      } else if (clause instanceof Clause.ModifyColumn modify && modify.renames()) {
        gone(scene, table, modify.name(), findings);
      } else if (clause instanceof Clause.RenameTable) {
        gone(scene, table, null, findings);
      }
    }
  }

  /** What goes and comes in one statement is there all the time. */
  private static boolean isAdded(TableStatement statement, String column) {
    return statement.columns().stream().anyMatch(each -> each.name().equalsIgnoreCase(column));
  }

  private static void dropped(Scene scene, Findings findings) {
    List<ObjectName> tables =
        scene.statement().objects().stream()
            .filter(each -> each.type() == ObjectName.Type.TABLE)
            .toList();
    Change.Kind kind = Change.of(scene.statement()).kind();
    if (kind == Change.Kind.DROP) {
      tables.forEach(table -> gone(scene, table, null, findings));
    } else if (kind == Change.Kind.RENAME) {
      for (int i = 0; i < tables.size(); i += 2) {
        String name = tables.get(i).name();
        boolean back =
            IntStream.range(0, tables.size())
                .anyMatch(at -> at % 2 == 1 && tables.get(at).name().equalsIgnoreCase(name));
        if (!back) {
          gone(scene, tables.get(i), null, findings);
        }
      }
    }
  }

  private static void gone(
      Scene scene, ObjectName table, @Nullable String column, Findings findings) {
    if (table.schema() != null || scene.known().isNew(table)) {
      return;
    }
    String object = column == null ? table.name() : table.name() + "." + column;
    List<String> users = users(scene, table.name(), column).limit(SHOWN).toList();
    if (!users.isEmpty()) {
      findings.add(
          RULE,
          scene.statement(),
          object + " goes, but is named by " + String.join(", ", users) + ".",
          "Change or drop those first.");
    }
  }

  private static Stream<String> users(Scene scene, String table, @Nullable String column) {
    Optional<Schema> live = scene.facts().live();
    Known known = scene.known();
    Stream<String> views =
        live.stream()
            .flatMap(schema -> schema.views().stream())
            .filter(view -> !known.isRedefined(ObjectName.Type.VIEW, view.name()))
            .filter(view -> names(view.select(), table, column))
            .map(View::name)
            .map(name -> "the view " + name);
    Stream<String> programs =
        live.stream()
            .flatMap(schema -> schema.programs().stream())
            .filter(program -> !goesWith(program, table, column))
            .filter(program -> !known.isRedefined(type(program.kind()), program.name()))
            .filter(program -> names(program, table, column))
            .map(each -> "the " + each.kind().sql().toLowerCase(Locale.ROOT) + " " + each.name());
    // An undo is for the release before, whose entities nobody knows.
    Stream<String> entities =
        scene.facts().wanted().stream()
            .filter(wanted -> !scene.file().undo() && wanted.has(table, column))
            .map(wanted -> "an entity of the table " + table);
    return Stream.of(views, programs, entities).flatMap(each -> each);
  }

  /** A table's triggers are dropped with it. */
  private static boolean goesWith(Program program, String table, @Nullable String column) {
    return column == null && program.table().equalsIgnoreCase(table);
  }

  /** A trigger writes {@code NEW.title}, and need not name its table in its body. */
  private static boolean names(Program program, String table, @Nullable String column) {
    return (column != null && program.table().equalsIgnoreCase(table))
        ? word("(?:NEW|OLD)\\s*\\.\\s*`?", column).matcher(program.definition()).find()
        : names(program.definition(), table, column);
  }

  private static boolean names(String sql, String table, @Nullable String column) {
    return word("", table).matcher(sql).find()
        && (column == null || word("", column).matcher(sql).find());
  }

  private static Pattern word(String before, String name) {
    return Pattern.compile(
        (before.isEmpty() ? "(?<![\\w$])" : before) + Pattern.quote(name) + "(?![\\w$])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static ObjectName.Type type(Program.Kind kind) {
    return switch (kind) {
      case FUNCTION -> ObjectName.Type.FUNCTION;
      case PROCEDURE -> ObjectName.Type.PROCEDURE;
      case PACKAGE -> ObjectName.Type.PACKAGE;
      case PACKAGE_BODY -> ObjectName.Type.PACKAGE_BODY;
      case TRIGGER -> ObjectName.Type.TRIGGER;
      case EVENT -> ObjectName.Type.EVENT;
    };
  }
}

package dev.migrate.validate;

import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.TableStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a statement defines, and the names that it gives. */
final class Defined {

  private static final Optional<TableStatement.Verb> ALTERS =
      Optional.of(TableStatement.Verb.ALTER);

  private Defined() {}

  /**
   * A new name.
   *
   * @param what of: {@code table}, {@code column}, {@code index}
   */
  record Name(String what, String name) {

    /** {@code column createdAt}. */
    String text() {
      return what + " " + name;
    }
  }

  /** The columns that it defines, or defines anew. */
  static Stream<ColumnText> columns(TableStatement table) {
    return Stream.concat(
        table.columns().stream(),
        table.clauses(Clause.ModifyColumn.class).map(Clause.ModifyColumn::column));
  }

  /** The names that it gives, in the order of the text. */
  static List<Name> names(Scene scene) {
    List<Name> names = new ArrayList<>();
    Statement statement = scene.statement();
    if (statement.kind() == StatementKind.DDL && scene.begins("CREATE")) {
      statement.objects().stream()
          .filter(each -> each.type() != ObjectName.Type.INDEX)
          .findFirst()
          .filter(each -> !scene.table().map(TableStatement::verb).equals(ALTERS))
          .ifPresent(each -> add(names, what(each), each.name()));
    }
    scene.table().ifPresent(table -> table.clauses().forEach(clause -> clause(names, clause)));
    return names;
  }

  private static String what(ObjectName object) {
    return object.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void clause(List<Name> names, Clause clause) {
    if (clause instanceof Clause.AddColumn add) {
      add(names, "column", add.column().name());
    } else if (clause instanceof Clause.ModifyColumn modify && modify.renames()) {
      add(names, "column", modify.column().name());
    } else if (clause instanceof Clause.RenameColumn renamed) {
      add(names, "column", renamed.to());
    } else if (clause instanceof Clause.AddIndex index
        && index.kind() != Clause.IndexKind.PRIMARY) {
      add(names, "index", index.name());
    } else if (clause instanceof Clause.RenameIndex renamed) {
      add(names, "index", renamed.to());
    } else if (clause instanceof Clause.AddForeignKey key) {
      add(names, "foreign key", key.name());
    } else if (clause instanceof Clause.AddCheck check) {
      add(names, "constraint", check.name());
    } else if (clause instanceof Clause.RenameTable renamed) {
      add(names, "table", renamed.to().name());
    }
  }

  private static void add(List<Name> names, String what, @Nullable String name) {
    if (name != null) {
      names.add(new Name(what, name));
    }
  }
}

package dev.migrate.validate;

import dev.migrate.sql.Clause;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.stream.Stream;

/** Names that are too long, or leave no room for those that servers make of them. */
final class IdentifierLengths implements Check {

  /** Characters (both manuals, "Identifier Length Limits" and "Identifier Names"). */
  private static final int LONGEST = 64;

  /** {@code _ibfk_1}, {@code _chk_1}; a second one of ten has a character more. */
  private static final int SUFFIX = "_ibfk_10".length();

  private static final Rule RULE = new Rule("S609", Severity.WARNING, "a name is too long");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    for (Defined.Name name : Defined.names(scene)) {
      if (length(name.name()) > LONGEST) {
        findings.addCertain(
            RULE,
            scene.statement(),
            "The name of %s has %d characters; servers take %d."
                .formatted(name.text(), length(name.name()), LONGEST),
            "Shorten it.");
      }
    }
    scene.table().ifPresent(table -> derived(scene, table, findings));
  }

  private static void derived(Scene scene, TableStatement table, Findings findings) {
    String name = table.table().name();
    if (length(name) <= LONGEST && length(name) + SUFFIX > LONGEST && hasUnnamed(table)) {
      findings.add(
          RULE,
          scene.statement(),
          "The name of table %s is so long that the server finds no name for its constraints."
              .formatted(name),
          "Name the constraints yourself: CONSTRAINT name FOREIGN KEY …, or shorten the table's"
              + " name.");
    }
  }

  private static boolean hasUnnamed(TableStatement table) {
    return Stream.concat(
            table.clauses(Clause.AddForeignKey.class).map(key -> key.name() == null),
            table.clauses(Clause.AddCheck.class).map(check -> check.name() == null))
        .anyMatch(Boolean::booleanValue);
  }

  private static int length(String name) {
    return name.codePointCount(0, name.length());
  }
}

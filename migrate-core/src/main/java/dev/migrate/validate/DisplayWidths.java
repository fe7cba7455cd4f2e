package dev.migrate.validate;

import dev.migrate.sql.ColumnText;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.regex.Pattern;

/** Integers with a width, which is taken for a range and is none. */
final class DisplayWidths implements Check {

  private static final Rule RULE =
      new Rule("S608", Severity.INFO, "a display width, which says nothing of the values");

  private static final Pattern WIDTH =
      Pattern.compile("(tinyint|smallint|mediumint|int|bigint|year)\\(\\d+\\).*");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene.table().ifPresent(table -> table(scene, table, findings));
  }

  private static void table(Scene scene, TableStatement table, Findings findings) {
    List<String> columns =
        Defined.columns(table).filter(DisplayWidths::hasWidth).map(DisplayWidths::shown).toList();
    if (!columns.isEmpty()) {
      findings.add(
          RULE,
          scene.statement(),
          "Display widths in "
              + (table.table().name() + ": " + String.join(", ", columns))
              + ". They limit no value, and MySQL no longer keeps them.",
          "Leave the width out; TINYINT(1) may stay, as a truth value.");
    }
  }

  private static boolean hasWidth(ColumnText column) {
    String type = column.type();
    return WIDTH.matcher(type).matches()
        && !type.startsWith("tinyint(1)")
        && !type.contains("zerofill");
  }

  private static String shown(ColumnText column) {
    return column.name() + " " + column.type();
  }
}

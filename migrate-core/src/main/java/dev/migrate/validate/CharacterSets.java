package dev.migrate.validate;

import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts in a character set that lacks characters people write. */
final class CharacterSets implements Check {

  private static final Rule RULE =
      new Rule("S605", Severity.WARNING, "a character set that lacks characters");

  /** All characters, or on purpose none but codes and bytes. */
  private static final Set<String> SOUND =
      Set.of("utf8mb4", "utf16", "utf16le", "utf32", "gb18030", "ascii", "binary", "default");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene.kept().ifPresent(table -> table(scene, table, findings));
  }

  private static void table(Scene scene, TableStatement table, Findings findings) {
    String name = table.table().name();
    String charset = table.option("CHARSET").orElse(null);
    look(scene, name, charset, table.option("COLLATE").orElse(null), findings);
    table
        .clauses(Clause.Convert.class)
        .forEach(each -> look(scene, name, each.charset(), each.collation(), findings));
    Defined.columns(table).forEach(column -> column(scene, name, column, findings));
  }

  private static void column(Scene scene, String table, ColumnText column, Findings findings) {
    look(scene, table + "." + column.name(), column.charset(), column.collation(), findings);
  }

  private static void look(
      Scene scene,
      String object,
      @Nullable String charset,
      @Nullable String collation,
      Findings findings) {
    String set = charset == null ? ofCollation(collation) : charset.toLowerCase(Locale.ROOT);
    if (set != null && !SOUND.contains(set)) {
      findings.add(
          RULE,
          scene.statement(),
          "The character set of " + object + " is " + set + ", which lacks characters" + why(set),
          "Write CHARACTER SET utf8mb4.");
    }
  }

  private static String why(String set) {
    return set.startsWith("utf8") ? ", all emoji among them." : ".";
  }

  /** MariaDB's uca1400 collations may stand without their character set. */
  private static @Nullable String ofCollation(@Nullable String collation) {
    if (collation == null || collation.startsWith("uca1400") || collation.equals("DEFAULT")) {
      return null;
    }
    return collation.toLowerCase(Locale.ROOT).split("_", 2)[0];
  }
}

package dev.migrate.validate;

import dev.migrate.sql.TableStatement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tables of an engine without transactions. */
final class Engines implements Check {

  private static final Rule RULE =
      new Rule("S604", Severity.WARNING, "a table's engine has no transactions");

  /** Those that have transactions, and survive a crash. */
  private static final Set<String> SOUND = Set.of("innodb", "rocksdb", "ndb", "ndbcluster");

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    scene.kept().ifPresent(table -> table(scene, table, findings));
  }

  private static void table(Scene scene, TableStatement table, Findings findings) {
    table
        .option("ENGINE")
        .filter(engine -> !SOUND.contains(engine.toLowerCase(Locale.ROOT)))
        .ifPresent(
            engine ->
                findings.add(
                    RULE,
                    scene.statement(),
                    table.table().name() + " is of the engine " + engine + ", not InnoDB.",
                    "Write ENGINE=InnoDB."));
  }
}

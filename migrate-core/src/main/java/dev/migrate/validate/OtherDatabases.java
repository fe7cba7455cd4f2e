package dev.migrate.validate;

import dev.migrate.sql.Confinement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Statements that name a database, so that they run in none of another name. */
final class OtherDatabases implements Check {

  private static final Rule RULE =
      new Rule("H702", Severity.WARNING, "a database is named in the script");

  private static final Set<String> OF_THE_SERVER =
      Set.of("information_schema", "performance_schema", "mysql", "sys");

  /** No database has this name: any other is one too many. */
  private static final Confinement NONE =
      new Confinement("", name -> !OF_THE_SERVER.contains(name.toLowerCase(Locale.ROOT)));

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    breach(scene)
        .ifPresent(
            breach ->
                findings.add(
                    RULE,
                    scene.statement(),
                    "It " + breach + ", whatever database the migration is for.",
                    "Leave the database out: the migration runs in the environment's own."));
  }

  private static Optional<String> breach(Scene scene) {
    return NONE.otherDatabase(scene.statement())
        .filter(breach -> OF_THE_SERVER.stream().noneMatch(name -> breach.endsWith(" " + name)));
  }
}

package dev.migrate.validate;

import dev.migrate.environment.RuleSettings;
import dev.migrate.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Rules that keep migrations safe. */
public final class SafetyRules {

  private static final List<Check> CHECKS =
      List.of(
          new DataLoss(),
          new Narrowing(),
          new Renames(),
          new StillUsed(),
          new ExistingRows(),
          new Waiting(),
          new Resumability(),
          new NoPrimaryKey(),
          new RedundantIndexes(),
          new ForeignKeyTypes(),
          new Engines(),
          new CharacterSets(),
          new ReservedNames(),
          new ZeroDates(),
          new DisplayWidths(),
          new IdentifierLengths(),
          new Namings(),
          new MixedStatements(),
          new OtherDatabases(),
          new Credentials(),
          new Definers(),
          new GoneFunctions(),
          new NotUnderstood());

  private static final List<Rule> RULES =
      Stream.concat(
              CHECKS.stream().flatMap(check -> check.rules().stream()),
              Stream.of(Allows.MALFORMED, Allows.UNUSED))
          .sorted(Comparator.comparing(Rule::code))
          .toList();

  private SafetyRules() {}

  /** All rules, in the order of their codes. */
  public static List<Rule> rules() {
    return RULES;
  }

  /** Whether a script takes a table or a column away, which entities may use. */
  public static boolean takeAway(List<ScriptFile> files) {
    return files.stream()
        .filter(file -> !file.undo())
        .flatMap(file -> file.statements().stream())
        .anyMatch(StillUsed::takesAway);
  }

  /**
   * What the rules find in scripts.
   *
   * @param files in the order in which they run
   */
  public static Checked check(List<ScriptFile> files, RuleSettings settings, Facts facts) {
    Findings findings = new Findings(settings);
    Known known = Known.of(files, facts);
    for (ScriptFile file : files) {
      findings.begin(file);
      known.begin();
      for (Check check : CHECKS) {
        check.file(file, facts, findings);
      }
      for (Statement statement : file.statements()) {
        Scene scene = Scene.of(file, statement, facts, known);
        CHECKS.forEach(check -> check.statement(scene, findings));
        known.apply(statement, scene.table());
      }
      findings.end(RULES);
    }
    return findings.checked();
  }
}

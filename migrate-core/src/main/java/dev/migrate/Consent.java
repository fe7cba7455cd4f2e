package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.execute.Direction;
import dev.migrate.history.Migrations;
import dev.migrate.history.Migrations.CallbackScript;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.plan.Destruction;
import dev.migrate.plan.Foreseen;
import dev.migrate.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That what loses data is what somebody looked at and wants. In batch it is said by what plan
 * prints, the database's name and a digest of all that would run; at a console, by typing the name
 * after seeing what is lost. A comment that silences a finding silences nothing here.
 */
final class Consent {

  private static final int NAMED = 20;

  private final Workplace workplace;
  private final Environment environment;
  private final String goal;
  private final String options;

  /**
   * A consent to be had.
   *
   * @param goal {@code upgrade} or {@code downgrade}
   * @param options of its command line that say how far it goes, each with a blank before it
   */
  Consent(Workplace workplace, String goal, String options) {
    this.workplace = workplace;
    this.environment = workplace.environment();
    this.goal = goal;
    this.options = options;
  }

  /**
   * Refuses what nobody confirmed. What was confirmed on the command line has to be what would run,
   * whatever the policy.
   *
   * @param confirmation what has to be said
   * @throws RefusedException {@code not-confirmed}
   */
  void require(Pending pending, List<Foreseen> foreseen, String confirmation) {
    List<String> lost = lost(workplace.migrations(), pending, foreseen);
    Optional<String> said = environment.guards().confirm();
    if (said.isPresent()) {
      if (!said.get().equals(confirmation)) {
        throw refused(wrong(said.get()), lost, plan());
      }
      workplace.trail().confirmed(confirmation);
    } else if (environment.policy().confirm() && !lost.isEmpty()) {
      ask(lost, confirmation);
    }
  }

  private void ask(List<String> lost, String confirmation) {
    String question =
        "This "
            + goal
            + " of "
            + environment.name()
            + " ("
            + workplace.address()
            + ") loses data:\n"
            + listed(lost)
            + "\nType the name of the database to let it go on: ";
    Optional<String> typed = workplace.interruption().await(() -> workplace.asker().ask(question));
    if (typed.isEmpty()) {
      throw refused(
          "This "
              + goal
              + " of "
              + environment.name()
              + " loses data, and nobody has confirmed it.",
          lost,
          plan()
              + "\nIf that is what you want: "
              + command()
              + " -Dmigrate.confirm="
              + confirmation);
    }
    if (!typed.get().strip().equals(workplace.schema())) {
      throw refused(
          "The database is "
              + workplace.schema()
              + ", and \""
              + typed.get().strip()
              + "\" was typed.",
          lost,
          plan());
    }
    workplace.trail().confirmed(confirmation + " (its name was typed)");
  }

  private String wrong(String said) {
    int colon = said.lastIndexOf(':');
    String name = colon < 0 ? said : said.substring(0, colon);
    if (!name.equals(workplace.schema())) {
      return "The database is " + workplace.schema() + ", and \"" + said + "\" was confirmed.";
    }
    return colon < 0
        ? "The name of the database alone does not say what was looked at: "
            + said
            + " has to be followed by a colon and what migrate:plan prints."
        : "What was confirmed, "
            + said
            + ", is not what would run now: files, the history or how far the run goes have changed"
            + " since it was looked at.";
  }

  private RefusedException refused(String problem, List<String> lost, String fix) {
    return new RefusedException(
        Problem.of("not-confirmed", lost.isEmpty() ? problem : problem + "\n" + listed(lost))
            .at(workplace.address())
            .committed("nothing was changed")
            .fix(fix));
  }

  private String plan() {
    String downgrade = goal.equals("downgrade") ? " -Dmigrate.downgrade" : "";
    return "See what would be done: " + environment.command("plan" + downgrade + options);
  }

  private String command() {
    return environment.command(goal + options);
  }

  private static String listed(List<String> lost) {
    List<String> lines = new ArrayList<>(lost.subList(0, Math.min(NAMED, lost.size())));
    if (lost.size() > NAMED) {
      lines.add("and " + (lost.size() - NAMED) + " more");
    }
    return "  " + String.join("\n  ", lines);
  }

  /**
   * What is lost, a line each; what nobody can foresee counts.
   *
   * @param foreseen of each statement; empty where nobody could be asked
   */
  static List<String> lost(Migrations migrations, Pending pending, List<Foreseen> foreseen) {
    List<String> lost = new ArrayList<>();
    if (!pending.isEmpty()) {
      for (CallbackScript callback : fired(migrations, pending.direction())) {
        callback.script().statements().forEach(each -> add(untried(each), lost));
      }
    }
    for (Pending.Part part : pending.parts()) {
      if (part.statements() == null) {
        lost.add(part.entry().label() + " loses perhaps anything: it is written in Java");
      }
    }
    List<Foreseen> all = foreseen.isEmpty() ? untried(pending) : foreseen;
    all.forEach(each -> add(each, lost));
    return lost;
  }

  private static List<Foreseen> untried(Pending pending) {
    return pending.statements().stream().map(Consent::untried).toList();
  }

  private static Foreseen untried(Statement statement) {
    return Foreseen.untried(statement, List.of(), "not asked");
  }

  private static void add(Foreseen foreseen, List<String> lost) {
    Destruction.of(foreseen)
        .forEach(each -> lost.add(foreseen.statement().where() + " loses " + each));
  }

  /** The callbacks in SQL that a run of this direction fires. */
  static List<CallbackScript> fired(Migrations migrations, Direction direction) {
    return migrations.callbackScripts().stream()
        .filter(callback -> isFired(callback, direction))
        .toList();
  }

  private static boolean isFired(CallbackScript callback, Direction direction) {
    boolean undo = callback.event().contains("Undo");
    boolean other = callback.event().matches(".*(Clean|Repair|Info|Baseline).*");
    boolean connect = callback.event().equals("afterConnect");
    return !other && (connect || undo == (direction == Direction.DOWNGRADE));
  }
}

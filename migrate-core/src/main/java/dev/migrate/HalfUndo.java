package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.execute.MigrationRunner;
import dev.migrate.history.History.Entry;
import dev.migrate.history.Migrations;
import dev.migrate.history.Script;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/**
 * Which statements of an undo take back what is done of a half done migration: those that say so,
 * {@code -- undoes: N} before a statement naming the statement, or several, that it takes back.
 */
final class HalfUndo {

  private static final String MARK = "undoes ";

  private final Environment environment;
  private final Migrations migrations;
  private final MigrationRunner runner;

  HalfUndo(Environment environment, Migrations migrations, MigrationRunner runner) {
    this.environment = environment;
    this.migrations = migrations;
    this.runner = runner;
  }

  /**
   * The statements to execute.
   *
   * @param undo all statements of the undo
   * @throws RefusedException {@code undo-not-partial} when the undo does not say enough
   */
  List<Statement> of(HalfDone half, List<Statement> undo) {
    if (half.entry().version() == null) {
      throw refused(half, "a repeatable migration has no undo");
    }
    if (half.up().isEmpty()) {
      return undo;
    }
    List<Statement> script = script(half);
    int done = runner.done(script, half.up());
    List<Statement> chosen = new ArrayList<>();
    for (Statement statement : undo) {
      List<Integer> undone = undone(half, statement);
      boolean all = undone.stream().allMatch(n -> n <= done);
      boolean none = undone.stream().allMatch(n -> n > done);
      if (!all && !none) {
        throw refused(half, "a part of what it takes back is done: " + statement.where());
      }
      if (all) {
        chosen.add(statement.at(chosen.size() + 1));
      }
    }
    requireAll(half, script.subList(0, Math.min(done, script.size())), undo);
    return chosen;
  }

  /** What no mark names would stay, and the next upgrade would meet it. */
  private void requireAll(HalfDone half, List<Statement> done, List<Statement> undo) {
    Set<Integer> named = new HashSet<>();
    undo.forEach(statement -> named.addAll(undone(half, statement)));
    for (Statement statement : done) {
      boolean stays =
          switch (statement.kind()) {
            case SESSION, TRANSACTION, QUERY -> false;
            default -> true;
          };
      if (stays && !named.contains(statement.index())) {
        throw refused(
            half, "nothing in it undoes statement " + statement.index() + ": " + statement);
      }
    }
  }

  private List<Statement> script(HalfDone half) {
    ResolvedMigration resolved = half.entry().resolved();
    if (resolved == null) {
      throw refused(half, "the migration's own file is not in the project");
    }
    return migrations.script(resolved).map(Script::statements).orElse(List.of());
  }

  private List<Integer> undone(HalfDone half, Statement statement) {
    List<Integer> undone = new ArrayList<>();
    for (String directive : statement.directives()) {
      if (directive.startsWith(MARK)) {
        for (String number : directive.substring(MARK.length()).split("[,\\s]+", -1)) {
          if (!number.matches("\\d{1,6}")) {
            throw refused(half, "\"" + directive + "\" names no statement: " + statement.where());
          }
          undone.add(Integer.parseInt(number));
        }
      }
    }
    if (undone.isEmpty()) {
      throw refused(half, "it does not say what it takes back: " + statement.where());
    }
    return undone;
  }

  private RefusedException refused(HalfDone half, String reason) {
    Entry entry = half.entry();
    return new RefusedException(
        Problem.of(
                "undo-not-partial",
                entry.label()
                    + " is half done, and its undo cannot take back just that: "
                    + reason
                    + ".")
            .at(half.last().place())
            .committed(half.stands())
            .fix(
                "Go on instead: "
                    + environment.command("upgrade")
                    + "; or write before each statement of the undo which one it takes back"
                    + " (-- undoes: 3); or restore a backup"));
  }
}

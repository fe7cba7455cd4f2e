package dev.migrate.validate;

import dev.migrate.plan.Foreseen;
import dev.migrate.plan.TableSize;
import dev.migrate.sql.BatchStatement;
import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What lets others wait, or fills the disk: told only of tables where it takes its time. */
final class Waiting implements Check {

  private static final Rule COPY =
      new Rule("L401", Severity.WARNING, "a large table is copied while nobody can write to it");
  private static final Rule LOCK =
      new Rule("L402", Severity.WARNING, "nobody can write to a large table meanwhile");
  private static final Rule REBUILD =
      new Rule("L403", Severity.INFO, "a large table is written anew");
  private static final Rule MANY =
      new Rule("L404", Severity.INFO, "locks on many tables are held until the end");
  private static final Rule ROWS =
      new Rule("L405", Severity.WARNING, "one statement changes the rows of a large table");

  /** A table with fewer rows and bytes is altered in seconds. */
  private static final long LARGE_ROWS = 500_000;

  private static final long LARGE_BYTES = 100L << 20;

  /** More tables than a program that changes one thing changes at once. */
  private static final int MANY_TABLES = 5;

  @Override
  public List<Rule> rules() {
    return List.of(COPY, LOCK, REBUILD, MANY, ROWS);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    if (scene.altered().isPresent()) {
      scene
          .foreseen()
          .ifPresentOrElse(
              foreseen -> altered(scene, foreseen, findings), () -> unjudged(findings));
    } else if (scene.statement().kind() == StatementKind.DML) {
      scene.foreseen().ifPresent(foreseen -> rows(scene, foreseen, findings));
    }
  }

  private static void unjudged(Findings findings) {
    List.of(COPY, LOCK, REBUILD).forEach(findings::unjudged);
  }

  private static void altered(Scene scene, Foreseen foreseen, Findings findings) {
    String algorithm = foreseen.algorithm();
    if (algorithm == null) {
      if (foreseen.unknown() != null) {
        unjudged(findings);
      }
      return;
    }
    Optional<TableSize> size = large(foreseen);
    if (size.isEmpty()) {
      return;
    }
    boolean locked = foreseen.lock() != null && !foreseen.lock().equals("NONE");
    Statement statement = scene.statement();
    if (algorithm.equals("COPY") && locked) {
      findings.add(
          COPY, statement, text(size.get()) + " is copied, and nobody can write to it.", INSTEAD);
    } else if (locked) {
      findings.add(
          LOCK, statement, "Nobody can write to " + text(size.get()) + " meanwhile.", INSTEAD);
    } else if (algorithm.equals("COPY") || Boolean.TRUE.equals(foreseen.rebuild())) {
      findings.add(
          REBUILD,
          statement,
          text(size.get()) + " is written anew; others go on working, replicas fall behind.",
          "Run it when little else runs, with as much free space on the disk.");
    }
  }

  private static final String INSTEAD =
      "Find a form that the server takes online (plan shows which it takes), or run it in a"
          + " maintenance window.";

  private static void rows(Scene scene, Foreseen foreseen, Findings findings) {
    boolean single =
        scene.statement().sql().stripLeading().regionMatches(true, 0, "INSERT", 0, 6)
            || scene.statement().sql().stripLeading().regionMatches(true, 0, "REPLACE", 0, 7);
    if (!single && !BatchStatement.isAskedFor(scene.statement())) {
      large(foreseen)
          .ifPresent(
              size ->
                  findings.add(
                      ROWS,
                      scene.statement(),
                      "May change many rows of "
                          + text(size)
                          + " in one transaction, and locks what it reads until its end.",
                      "Let it run in batches: -- migrate:batch 10000 before it."));
    }
  }

  private static Optional<TableSize> large(Foreseen foreseen) {
    return foreseen.sizes().stream()
        .filter(size -> size.rows() >= LARGE_ROWS || size.bytes() >= LARGE_BYTES)
        .findFirst();
  }

  private static String text(TableSize size) {
    return String.format(
        Locale.ROOT, "%s (about %,d rows, %,d MiB)", size.table(), size.rows(), size.bytes() >> 20);
  }

  @Override
  public void file(ScriptFile file, Facts facts, Findings findings) {
    Set<String> changed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> created = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Statement statement : file.statements()) {
      if (commitsBefore(statement)) {
        changed.clear();
      }
      if (statement.kind() == StatementKind.DDL) {
        statement.objects().stream().map(ObjectName::name).forEach(created::add);
      }
      if (statement.sql().regionMatches(true, 0, "LOCK TABLE", 0, 10)) {
        findings.add(
            MANY,
            statement,
            "Others wait for these tables until they are unlocked.",
            "Leave it out: each statement takes the locks it needs.");
      } else if (statement.kind() == StatementKind.DML) {
        int before = changed.size();
        statement.objects().stream()
            .map(ObjectName::name)
            .filter(name -> !created.contains(name))
            .forEach(changed::add);
        if (before < MANY_TABLES && changed.size() >= MANY_TABLES) {
          findings.add(
              MANY,
              statement,
              "One transaction changes rows of "
                  + String.join(", ", changed)
                  + ", and holds its locks on all of them until its end.",
              "Write -- migrate:commit where what comes before may stand on its own.");
        }
      }
    }
  }

  private static boolean commitsBefore(Statement statement) {
    return statement.commit() != ImplicitCommit.NO
        || statement.directives().contains("commit")
        || BatchStatement.isAskedFor(statement);
  }
}

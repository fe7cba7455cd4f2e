package dev.migrate;

import dev.migrate.outcome.RefusedException;
import dev.migrate.plan.Bench;
import dev.migrate.plan.Foreseen;
import dev.migrate.plan.Rehearsal;
import dev.migrate.plan.Untried;
import dev.migrate.server.ScratchSchema;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What pending statements would do: tried out on a scratch copy of what they touch, where there is
 * a scratch server. The environment's own database is only read.
 *
 * @param statements one for each statement still to be executed, in their order
 * @param children the tables that refer by foreign keys to those a statement names, by its place in
 *     {@code statements}; only where there are some
 * @param notices what could not be looked at as it should be
 * @param on vendor and version of the server they were tried out on; empty where they were not
 */
record Rehearsed(
    List<Foreseen> statements,
    Map<Integer, List<String>> children,
    List<String> notices,
    String on) {

  /** What refuses a scratch database, and no more than that. */
  private static final Set<String> WITHOUT =
      Set.of("scratch-url-needed", "scratch-forbidden", "target-server-differs");

  Rehearsed {
    statements = List.copyOf(statements);
    children = Map.copyOf(children);
    notices = List.copyOf(notices);
  }

  /** Tries everything out that is pending, and changes nothing of the environment's database. */
  static Rehearsed of(Workplace workplace, Pending pending) throws SQLException {
    if (pending.statements().isEmpty()) {
      return new Rehearsed(List.of(), Map.of(), List.of(), "");
    }
    try (Connection real = workplace.observer()) {
      Scratch scratch;
      try {
        scratch = workplace.scratch();
        scratch.server();
      } catch (RefusedException e) {
        if (WITHOUT.contains(e.problem().code())) {
          return without(real, workplace, pending, e);
        }
        throw e;
      }
      try {
        return on(real, workplace, pending, scratch);
      } catch (RefusedException e) {
        if (WITHOUT.contains(e.problem().code())) {
          return without(real, workplace, pending, e);
        }
        throw e;
      }
    }
  }

  private static Rehearsed without(
      Connection real, Workplace workplace, Pending pending, RefusedException e)
      throws SQLException {
    String why = "not asked, for want of a scratch server";
    String notice =
        "Algorithms and locks are not asked. "
            + e.problem().problem()
            + (e.problem().fix() == null ? "" : " " + e.problem().fix());
    List<Foreseen> statements = new ArrayList<>();
    try (Untried untried =
        Untried.of(real, workplace.schema(), workplace.version(), pending.statements(), why)) {
      for (Pending.Part part : pending.parts()) {
        if (part.statements() == null) {
          untried.doubt();
        }
        for (Statement statement : part.open()) {
          statements.add(untried.next(statement));
        }
      }
    }
    return new Rehearsed(statements, Map.of(), List.of(notice), "");
  }

  private static Rehearsed on(
      Connection real, Workplace workplace, Pending pending, Scratch scratch) throws SQLException {
    ScratchSchema schema = scratch.create();
    try {
      return on(schema, real, workplace, pending, scratch);
    } finally {
      schema.closeMeanwhile();
    }
  }

  private static Rehearsed on(
      ScratchSchema schema, Connection real, Workplace workplace, Pending pending, Scratch scratch)
      throws SQLException {
    ScratchSession session = ScratchSession.of(schema);
    try (Connection looking = schema.another()) {
      Bench bench =
          new Bench(
              schema.name(),
              schema.connection(),
              looking,
              schema::another,
              scratch.sessions(),
              session::execute);
      String database = workplace.schema();
      try (Rehearsal rehearsal =
          Rehearsal.of(real, database, workplace.version(), bench, pending.statements())) {
        return of(rehearsal, workplace, pending, scratch);
      }
    }
  }

  private static Rehearsed of(
      Rehearsal rehearsal, Workplace workplace, Pending pending, Scratch scratch)
      throws SQLException {
    List<Statement> initial = initial(workplace);
    List<Foreseen> statements = new ArrayList<>();
    Map<Integer, List<String>> children = new TreeMap<>();
    for (Pending.Part part : pending.parts()) {
      rehearsal.begin(initial);
      if (part.statements() == null) {
        rehearsal.unknown(part.entry().label());
      }
      for (Statement statement : part.open()) {
        List<String> its = rehearsal.children(statement);
        if (!its.isEmpty()) {
          children.put(statements.size(), its);
        }
        statements.add(rehearsal.next(statement));
      }
    }
    List<String> notices = new ArrayList<>(rehearsal.notices());
    scratch.unproved().ifPresent(words -> notices.add("Unproved: " + words + "."));
    return new Rehearsed(statements, children, notices, scratch.server().version().text());
  }

  private static List<Statement> initial(Workplace workplace) {
    String sql = workplace.migrations().configuration().getInitSql();
    return sql == null ? List.of() : Splitter.split("flyway.initSql", sql);
  }
}

package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.execute.Direction;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.outcome.RefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a database would be brought back from what is pending: the other way where that loses nothing
 * that is there now, else by the backup.
 */
final class WayBack {

  private final Workplace workplace;
  private final History history;
  private final List<String> reasons = new ArrayList<>();

  WayBack(Workplace workplace, History history) {
    this.workplace = workplace;
    this.history = history;
  }

  Planned.Rollback of(Pending pending, List<Planned.Statement> statements) {
    if (pending.isEmpty()) {
      return new Planned.Rollback("none", List.of(), List.of());
    }
    for (Planned.Statement statement : statements) {
      if (statement.destructive() != null) {
        reasons.add(
            statement.file() + ":" + statement.line() + " loses " + statement.destructive());
      }
    }
    pending.parts().forEach(part -> part(part, pending.direction()));
    if (pending.isHalfDone()) {
      reasons.add("the database is half way through a migration now");
    }
    Environment environment = workplace.environment();
    if (!reasons.isEmpty()) {
      return restore(environment);
    }
    String version = Steps.version(history);
    return pending.direction() == Direction.UPGRADE
        ? other("downgrade", version == null ? "0" : version)
        : other("upgrade", version);
  }

  private Planned.Rollback other(String goal, @org.jspecify.annotations.Nullable String version) {
    String command = workplace.environment().command(goal) + " -Dmigrate.to=" + version;
    return new Planned.Rollback(goal, List.of(command), List.of());
  }

  private void part(Pending.Part part, Direction direction) {
    Entry entry = part.entry();
    if (part.statements() == null) {
      reasons.add(entry.label() + " is written in Java");
    }
    if (direction == Direction.DOWNGRADE) {
      if (entry.resolved() == null) {
        reasons.add(entry.label() + " has no file to be applied again");
      }
      return;
    }
    if (entry.version() == null) {
      reasons.add(entry.label() + " is repeatable: its former text is not in the project");
      return;
    }
    try {
      DowngradeRun.requireUndo(workplace, entry);
    } catch (RefusedException e) {
      reasons.add(e.problem().problem());
    }
  }

  private Planned.Rollback restore(Environment environment) {
    List<String> commands = new ArrayList<>();
    if (!environment.policy().backup()) {
      commands.add(environment.command("backup") + "   # before the run");
    }
    commands.add(
        environment.command("restore")
            + " -Dmigrate.file=FILE -Dmigrate.confirm="
            + workplace.schema()
            + "   # FILE: the backup before the run, as it tells");
    return new Planned.Rollback("restore", commands, reasons);
  }
}

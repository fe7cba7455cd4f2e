package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.history.History;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Stamp;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Keeps a run from working on another environment's database: the stamp in the database and what
 * may be done about it.
 */
final class Guard {

  private final Workplace workplace;

  Guard(Workplace workplace) {
    this.workplace = workplace;
  }

  /** The environment's name in the database; empty when there is none. */
  Optional<String> stamped() {
    return Stamp.read(workplace.connection(), workplace.schema());
  }

  /**
   * Refuses a database that says it is another environment, or is half restored.
   *
   * @return whether the database has to be stamped before it is changed
   */
  boolean check() {
    return check(Stamp.look(workplace.connection(), workplace.schema()));
  }

  /** The same, of what was already read. */
  boolean check(Stamp.Look look) {
    requireWhole(look);
    return checkStamp(look.environment());
  }

  /** Refuses a database that is half restored. */
  private void requireWhole(Stamp.Look look) {
    if (look.restoring()) {
      throw halfRestored(workplace);
    }
  }

  /** A restore has begun and not ended. */
  static RefusedException halfRestored(Workplace workplace) {
    String file = Stamp.restoredFile(workplace.connection(), workplace.schema()).orElse("FILE");
    return new RefusedException(
        Problem.of(
                "restore-half-done",
                "A restore of this database has begun and not ended: what is in it is not whole.")
            .at(workplace.address() + ", table " + Stamp.RESTORE_TABLE)
            .fix(
                "Let it go on, with the file it was begun with: "
                    + workplace.environment().command("restore -Dmigrate.file=" + file)));
  }

  /** The same, of the stamp alone. */
  boolean checkStamp(Optional<String> stamped) {
    Environment environment = workplace.environment();
    if (stamped.isEmpty()) {
      environment.stamp().ifPresent(name -> requireOwn(environment, name));
      return true;
    }
    String name = stamped.get();
    if (name.equals(environment.name())) {
      return false;
    }
    if (environment.stamp().equals(Optional.of(name + ":" + environment.name()))) {
      return true;
    }
    throw new RefusedException(
        Problem.of(
                "stamp-mismatch",
                "This database says it is "
                    + name
                    + ", and the run is for "
                    + environment.name()
                    + ".")
            .at(workplace.address())
            .fix(
                "If you meant "
                    + name
                    + ": -Dmigrate.environment="
                    + name
                    + ". If this database has become "
                    + environment.name()
                    + " (a copy, say), rename its stamp: -Dmigrate.environment="
                    + environment.name()
                    + " -Dmigrate.stamp="
                    + name
                    + ":"
                    + environment.name()));
  }

  /**
   * Refuses to change an unstamped database that is not empty, unless the run was told to stamp it.
   */
  void requireStampable() throws SQLException {
    Environment environment = workplace.environment();
    if (environment.stamp().isPresent() || workplace.isBarelyBegun()) {
      return;
    }
    throw new RefusedException(
        Problem.of(
                "stamp-missing",
                "This database is not empty and does not say which environment it is.")
            .at(workplace.address())
            .fix(
                "If it really is "
                    + environment.name()
                    + ", say so once: run the goal again with -Dmigrate.environment="
                    + environment.name()
                    + " -Dmigrate.stamp="
                    + environment.name()));
  }

  /** Writes the stamp; the history table exists by now. */
  void stamp() {
    Stamp.write(
        workplace.connection(),
        workplace.schema(),
        workplace.environment().name(),
        workplace.operation());
  }

  private static void requireOwn(Environment environment, String name) {
    int colon = name.indexOf(':');
    if (colon >= 0) {
      String wanted = name.substring(colon + 1);
      throw new RefusedException(
          Problem.of("stamp-mismatch", "This database has no stamp to rename.")
              .at("-Dmigrate.stamp=" + name)
              .fix(
                  "If it really is "
                      + wanted
                      + ": -Dmigrate.environment="
                      + wanted
                      + " -Dmigrate.stamp="
                      + wanted));
    }
    if (!name.equals(environment.name())) {
      throw new RefusedException(
          Problem.of(
                  "stamp-mismatch",
                  "The stamp asked for is "
                      + name
                      + ", and the run is for "
                      + environment.name()
                      + ".")
              .at("-Dmigrate.stamp=" + name)
              .fix("-Dmigrate.environment=" + name + " -Dmigrate.stamp=" + name));
    }
  }

  /** Refuses what Flyway finds wrong with the history, all of it in one message. */
  static void requireSound(Workplace workplace, History history, Optional<HalfDone> half) {
    new Soundness(workplace.environment())
        .require(
            history,
            workplace.migrations().configuration(),
            half.map(HalfDone::entry).orElse(null));
  }
}

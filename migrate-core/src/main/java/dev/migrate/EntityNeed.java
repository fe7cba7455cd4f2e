package dev.migrate;

import dev.migrate.generate.jpa.JpaProject;
import dev.migrate.generate.jpa.JpaSchema;
import dev.migrate.outcome.MigrateException;
import dev.migrate.validate.EntityTables;
import dev.migrate.validate.Facts;
import dev.migrate.validate.SafetyRules;
import java.util.List;
import java.util.Optional;

/**
 * What the project's entities need of the database, as its Hibernate says. That takes seconds, so
 * it is asked only where something goes, and while other things are done.
 *
 * @param tables empty where nothing goes, or there are no entities
 * @param notice why nobody could be asked
 */
record EntityNeed(Optional<EntityTables> tables, Optional<String> notice) {

  private static final EntityNeed NONE = new EntityNeed(Optional.empty(), Optional.empty());

  /** Begins to ask. */
  static Background<EntityNeed> asking(Workplace workplace, Pending pending) {
    if (!SafetyRules.takeAway(Checkable.of(pending, List.of()))) {
      return Background.run(() -> NONE);
    }
    try {
      JpaProject project = JpaSchema.project(workplace.environment());
      return Background.run(() -> of(workplace, project));
    } catch (MigrateException e) {
      return Background.run(() -> unknown(e));
    }
  }

  private static EntityNeed of(Workplace workplace, JpaProject project) {
    try {
      if (JpaSchema.scan(project).entities().isEmpty()) {
        return NONE;
      }
      List<String> ddl =
          JpaSchema.ddl(project, workplace.version(), workplace.artifacts(), workplace.events())
              .statements();
      return new EntityNeed(Optional.of(EntityTables.of(ddl)), Optional.empty());
    } catch (MigrateException e) {
      return unknown(e);
    }
  }

  private static EntityNeed unknown(MigrateException e) {
    return new EntityNeed(
        Optional.empty(),
        Optional.of(
            "Whether entities use what goes was not asked (C203). " + e.problem().problem()));
  }

  /** What is known, with this. */
  Facts in(Facts facts) {
    return tables.map(facts::wanting).orElse(facts);
  }
}

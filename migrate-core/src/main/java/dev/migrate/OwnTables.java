package dev.migrate;

import dev.migrate.audit.AuditTable;
import dev.migrate.environment.Environment;
import dev.migrate.execute.Journal;
import dev.migrate.execute.SizeTable;
import dev.migrate.server.ClusterLock;
import dev.migrate.server.Stamp;
import java.util.Set;
import java.util.function.Predicate;

/** The tables that record what was done, and are no part of a project's schema. */
final class OwnTables {

  private static final Set<String> NAMES =
      Set.of(
          Journal.TABLE,
          SizeTable.TABLE,
          AuditTable.TABLE,
          AuditTable.HEAD,
          Stamp.TABLE,
          Stamp.RESTORE_TABLE,
          ClusterLock.TABLE);

  private OwnTables() {}

  /** Tells them, and the history's, by their names. */
  static Predicate<String> of(Environment environment) {
    String history = FirstLook.table(environment.flyway());
    return name -> name.equals(history) || NAMES.contains(name);
  }
}

package dev.migrate.schema.diff;

import dev.migrate.schema.model.Table;

/**
 * System-versioned tables of MariaDB. Their history is changed with them only where the session
 * allows it (system_versioning_alter_history).
 */
final class Versioning {

  /** Before an ALTER TABLE. */
  static final String KEEP = "SET STATEMENT system_versioning_alter_history = KEEP FOR\n";

  private Versioning() {}

  static boolean is(Table table) {
    return table.options().others().stream().anyMatch(Versioning::isOption);
  }

  static boolean isOption(String option) {
    return option.equalsIgnoreCase("WITH SYSTEM VERSIONING");
  }
}

package dev.migrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore was asked for.
 *
 * @param file a path, or the name of a file among the environment's backups
 * @param database restored into; null for the environment's own
 * @param tables patterns of the only tables to restore; empty: all
 * @param confirm the name of the database whose content may be replaced; null for none
 */
public record RestoreRequest(
    String file, @Nullable String database, List<String> tables, @Nullable String confirm) {

  public RestoreRequest {
    tables = List.copyOf(tables);
  }

  /** As options of the goal, ready to paste. */
  String options() {
    return " -Dmigrate.file="
        + file
        + (database == null ? "" : " -Dmigrate.to.database=" + database)
        + (tables.isEmpty() ? "" : " '-Dmigrate.tables=" + String.join(",", tables) + "'");
  }
}

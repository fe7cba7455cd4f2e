package dev.migrate;

import org.jspecify.annotations.Nullable;

/**
 * Of which run a plan is wanted.
 *
 * @param downgrade whether of a downgrade; else of an upgrade
 * @param to the last version to apply, or the one to go back to; null where nothing is said
 * @param steps how many versions a downgrade takes back; null where nothing is said
 */
public record PlanRequest(boolean downgrade, @Nullable String to, @Nullable Integer steps) {

  /** Of an upgrade to the newest version. */
  public static PlanRequest upgrade() {
    return new PlanRequest(false, null, null);
  }
}

package dev.migrate.environment;

import java.util.Optional;

/**
 * What may stop a change before it begins.
 *
 * @param confirm what was confirmed on this command line ({@code -Dmigrate.confirm}), if anything
 */
public record GuardSettings(Optional<String> confirm) {

  /** Nothing is confirmed. */
  public static final GuardSettings NONE = new GuardSettings(Optional.empty());
}

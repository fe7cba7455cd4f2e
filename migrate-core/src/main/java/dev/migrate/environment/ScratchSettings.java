package dev.migrate.environment;

import java.util.Optional;

/**
 * Where migrations are tried out.
 *
 * @param server the server to make scratch databases on; empty: the environment's own, where its
 *     policy allows that. The database its settings name has no meaning
 * @param target the server that the migrations are for; empty: the environment's
 * @param unproved whether a scratch server of another vendor or line will do
 */
public record ScratchSettings(
    Optional<DatabaseSettings> server, Optional<TargetServer> target, boolean unproved) {

  /** Nothing is said of it. */
  public static final ScratchSettings NONE =
      new ScratchSettings(Optional.empty(), Optional.empty(), false);
}

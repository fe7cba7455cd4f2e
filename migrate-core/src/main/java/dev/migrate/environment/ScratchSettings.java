package dev.migrate.environment;

import java.util.Optional;

/**
 * Where migrations are tried out.
 *
 * @param server the server to make scratch databases on; empty: the environment's own, where its
 *     policy allows that. The database its settings name has no meaning
 * @param target the server that the migrations are for; empty: the environment's
 * @param wanted the database that another one is to become like; empty: none was named
 * @param unproved whether a scratch server of another vendor or line will do
 * @param own whether this run may use the environment's own server although its policy keeps
 *     scratch databases away from it
 */
public record ScratchSettings(
    Optional<DatabaseSettings> server,
    Optional<DatabaseSettings> wanted,
    Optional<TargetServer> target,
    boolean unproved,
    boolean own) {

  /** Where no database is wanted. */
  public ScratchSettings(
      Optional<DatabaseSettings> server, Optional<TargetServer> target, boolean unproved) {
    this(server, Optional.empty(), target, unproved, false);
  }

  /** Nothing is said of it. */
  public static final ScratchSettings NONE =
      new ScratchSettings(Optional.empty(), Optional.empty(), false);
}

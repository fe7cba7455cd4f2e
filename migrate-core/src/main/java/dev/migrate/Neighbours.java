package dev.migrate;

import dev.migrate.environment.Environment;
import java.util.List;

/** The project's environments beside the one of the run: a port to the build. */
public interface Neighbours {

  /** A project that has no other. */
  Neighbours NONE =
      new Neighbours() {
        @Override
        public List<String> names() {
          return List.of();
        }

        @Override
        public Environment resolve(String name) {
          throw new IllegalArgumentException(name);
        }
      };

  /** All environments of the project by name, in its order: development first. */
  List<String> names();

  /**
   * One of them, of its own settings alone: what the command line and the environment variables say
   * is about the run's own.
   *
   * @throws dev.migrate.outcome.MigrateException when a setting is missing or wrong
   */
  Environment resolve(String name);
}

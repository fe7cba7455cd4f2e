package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.testing.TestProject;
import java.util.List;

/** What an upgrade of a project would do, tried out. */
final class Rehearsing {

  private Rehearsing() {}

  static Rehearsed of(TestProject project) throws Exception {
    Environment environment = project.toEnvironment();
    try (Connecting connecting =
        new Connecting(
            environment,
            "rehearsing",
            (group, artifact, version) -> {
              throw new IllegalStateException(group + ":" + artifact);
            },
            project.events()::add,
            Asker.NOBODY)) {
      Workplace workplace =
          connecting.open(connecting.settings(), connecting.look(connecting.settings()));
      Pending pending =
          new UpgradeRun(workplace, (String) null)
              .pending(workplace.history(workplace.rows().orElse(List.of())));
      return Rehearsed.of(workplace, pending);
    }
  }
}

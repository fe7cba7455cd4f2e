package dev.migrate.maven;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import java.io.File;
import java.util.List;
import org.apache.maven.project.MavenProject;

/**
 * The modules of a project. Maven runs goals that need no project, as ours, on the top one only
 * when they are named on the command line; where that has no migrations, a module was meant.
 *
 * @param names as the POM has them; empty for a project without modules
 * @param resources whether the project has a folder of resources of its own
 */
record Modules(String project, List<String> names, boolean resources) {

  private static final String MISSING = "location-missing";

  static Modules of(MavenProject project) {
    boolean resources =
        project.getBuild().getResources().stream()
            .anyMatch(resource -> new File(resource.getDirectory()).isDirectory());
    return new Modules(project.getArtifactId(), List.copyOf(project.getModules()), resources);
  }

  /**
   * Refuses to write a first migration where no build will look for it.
   *
   * @throws ConfigurationException when the project has modules and no resources of its own
   */
  void requireOwnResources(String goal) {
    if (!names.isEmpty() && !resources) {
      throw new ConfigurationException(
          Problem.of(MISSING, "The project " + project + " has modules, and no resources itself.")
              .at(project)
              .fix(fix(goal)));
    }
  }

  /** The same error, or, where migrations are missing from a project with modules, a better fix. */
  MigrateException named(String goal, MigrateException e) {
    return names.isEmpty() || !e.problem().code().equals(MISSING)
        ? e
        : new ConfigurationException(e.problem().fix(fix(goal)), e);
  }

  private String fix(String goal) {
    return "Name the module with the migrations: mvn migrate:"
        + goal
        + " -pl "
        + String.join(" or -pl ", names);
  }
}

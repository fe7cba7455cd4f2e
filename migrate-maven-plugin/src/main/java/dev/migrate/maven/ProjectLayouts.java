package dev.migrate.maven;

import dev.migrate.environment.ProjectLayout;
import dev.migrate.environment.ProjectLayout.Artifact;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/** Where a Maven project keeps its files. */
final class ProjectLayouts {

  private ProjectLayouts() {}

  static ProjectLayout of(
      Path base,
      MavenProject project,
      Supplier<List<Path>> dependencies,
      Supplier<List<Artifact>> artifacts) {
    if (project.getFile() == null) {
      // The folders of Maven's stub project are expressions that nothing resolves.
      return new ProjectLayout(
          base, List.of(), List.of(), base.resolve("target/classes"), dependencies, artifacts);
    }
    return new ProjectLayout(
        base,
        resources(base, project),
        project.getCompileSourceRoots().stream().map(base::resolve).toList(),
        base.resolve(project.getBuild().getOutputDirectory()),
        dependencies,
        artifacts);
  }

  /**
   * Folders whose files reach the class path as they are. Of a filtered one, or one that goes
   * elsewhere, only the output says what its migrations are.
   */
  private static List<Path> resources(Path base, MavenProject project) {
    return project.getBuild().getResources().stream()
        .filter(resource -> !resource.isFiltering() && resource.getTargetPath() == null)
        .map(Resource::getDirectory)
        .distinct()
        .map(base::resolve)
        .toList();
  }
}

package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.ProjectLayout;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class ProjectLayoutsTest {

  @Test
  void mavensStubProjectHasNoFolders() {
    MavenProject stub = new MavenProject();
    Resource resource = new Resource();
    resource.setDirectory("${project.basedir}/src/main/resources");
    stub.getBuild().addResource(resource);

    ProjectLayout layout = ProjectLayouts.of(Path.of("/project"), stub, List::of, List::of);

    assertEquals(List.of(), layout.resourceDirectories());
    assertEquals(Path.of("/project/target/classes"), layout.classesDirectory());
  }

  @Test
  void aLongArtifactIdIsCutToADatabaseName() {
    assertEquals("shop_web", MavenBuild.databaseName("shop.web"));
    assertEquals("a".repeat(64), MavenBuild.databaseName("a".repeat(70)));
  }
}

package dev.migrate.history;

import dev.migrate.environment.ProjectLayout;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The project's own classes, isolated from the build's, except that Flyway's types are ours: a Java
 * migration compiled against the project's Flyway is run by the Flyway we run. It is never closed:
 * classes go on loading others for as long as the run executes them.
 */
final class ProjectClassLoader extends URLClassLoader {

  private static final String SHARED = "org.flywaydb.";

  private ProjectClassLoader(URL[] urls) {
    super(urls, ClassLoader.getPlatformClassLoader());
  }

  static ProjectClassLoader of(ProjectLayout project) {
    List<Path> paths = new ArrayList<>();
    paths.add(project.classesDirectory());
    paths.addAll(project.dependencies().get());
    return new ProjectClassLoader(paths.stream().map(ProjectClassLoader::url).toArray(URL[]::new));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(SHARED)) {
      return ProjectClassLoader.class.getClassLoader().loadClass(name);
    }
    return super.loadClass(name, resolve);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.migrate.history;

import dev.migrate.environment.ProjectLayout;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.Location;

/** Looks into the locations of migrations and notes what is there. */
final class LocationScan {

  private static final String CLASSPATH = "classpath:";
  private static final String FILESYSTEM = "filesystem:";

  /** Where Flyway looks for callbacks written in Java. */
  private static final String CALLBACKS = "db/callback/";

  private final ProjectLayout project;
  private final Charset encoding;
  private final Locations found = new Locations();

  LocationScan(ProjectLayout project, Charset encoding) {
    this.project = project;
    this.encoding = encoding;
  }

  /**
   * Reads the names of all files in the locations; contents are read when asked for.
   *
   * @throws ConfigurationException when a location does not exist or is of a kind that is not
   *     supported
   */
  Locations scan(Location... locations) {
    for (Location location : locations) {
      if (!add(location)) {
        throw missing(location);
      }
    }
    Path classes = project.classesDirectory();
    addClasses(classes.resolve(CALLBACKS), classes, found.callbackClassNames());
    return found;
  }

  private boolean add(Location location) {
    return switch (location.getPrefix()) {
      case CLASSPATH -> addClassPath(location);
      case FILESYSTEM ->
          addFolder(project.baseDirectory().resolve(location.getRootPath()).normalize(), location);
      default ->
          throw new ConfigurationException(
              Problem.of("location-unsupported", "Migrations cannot be read from " + location + ".")
                  .at("flyway.locations")
                  .fix("Use classpath: or filesystem: locations."));
    };
  }

  private boolean addClassPath(Location location) {
    boolean exists = false;
    for (Path folder : project.resourceDirectories()) {
      exists |= addFolder(folder.resolve(location.getRootPath()), location);
    }
    Path compiled = project.classesDirectory().resolve(location.getRootPath());
    if (!exists) {
      exists = addFolder(compiled, location);
    } else {
      noticeUnsourced(compiled, location);
    }
    addClasses(compiled, project.classesDirectory(), found.classNames());
    for (Path dependency : project.dependencies().get()) {
      exists |= addDependency(dependency, location);
    }
    return exists || hasJavaSource(location);
  }

  private boolean addFolder(Path folder, Location location) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    String shownFolder = shown(folder);
    for (Path file : files(folder)) {
      String relative = slashed(folder.relativize(file));
      if (matches(location, relative) && !relative.endsWith(".class")) {
        put(relative, shownFolder + "/" + relative, () -> Files.readAllBytes(file));
      }
    }
    return true;
  }

  private void noticeUnsourced(Path compiled, Location location) {
    if (!Files.isDirectory(compiled)) {
      return;
    }
    for (Path file : files(compiled)) {
      String relative = slashed(compiled.relativize(file));
      if (relative.endsWith(".sql")
          && matches(location, relative)
          && found.getResource(relative) == null) {
        found
            .notices()
            .add(
                shown(file)
                    + " has no source in "
                    + location
                    + " and is not used. Delete it (mvn clean), or, if the build generates it, name its folder in a"
                    + " filesystem: location.");
      }
    }
  }

  private static void addClasses(Path folder, Path root, Set<String> names) {
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder)) {
        addClass(slashed(root.relativize(file)), names);
      }
    }
  }

  private static void addClass(String path, Set<String> names) {
    if (path.endsWith(".class") && !path.contains("$")) {
      names.add(path.substring(0, path.length() - ".class".length()).replace('/', '.'));
    }
  }

  private boolean addDependency(Path dependency, Location location) {
    if (Files.isDirectory(dependency)) {
      Path folder = dependency.resolve(location.getRootPath());
      addClasses(folder, dependency, found.classNames());
      addClasses(dependency.resolve(CALLBACKS), dependency, found.callbackClassNames());
      return addFolder(folder, location);
    }
    return Files.isRegularFile(dependency) && addJar(dependency, location);
  }

  private boolean addJar(Path file, Location location) {
    String root = location.getRootPath().isEmpty() ? "" : location.getRootPath() + "/";
    try (JarFile jar = new JarFile(file.toFile())) {
      boolean exists = false;
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().startsWith(root)) {
          exists = true;
          addEntry(jar, file, entry, root, location);
        }
        if (entry.getName().startsWith(CALLBACKS)) {
          addClass(entry.getName(), found.callbackClassNames());
        }
      }
      return exists;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void addEntry(JarFile jar, Path file, JarEntry entry, String root, Location location)
      throws IOException {
    String relative = entry.getName().substring(root.length());
    addClass(entry.getName(), found.classNames());
    if (!entry.isDirectory() && !relative.endsWith(".class") && matches(location, relative)) {
      try (InputStream in = jar.getInputStream(entry)) {
        byte[] bytes = in.readAllBytes();
        put(relative, file.getFileName() + "!/" + entry.getName(), () -> bytes);
      }
    }
  }

  private void put(String relative, String shown, MigrationResource.Content content) {
    found.put(new MigrationResource(relative, shown, encoding, content));
  }

  private static boolean matches(Location location, String relative) {
    Pattern regex = location.getPathRegex();
    if (regex == null) {
      return true;
    }
    String root = location.getRootPath();
    return regex.matcher(root.isEmpty() ? relative : root + "/" + relative).matches();
  }

  /**
   * Java migrations that were never compiled: a location that exists, but that no run should pass
   * by in silence.
   */
  private boolean hasJavaSource(Location location) {
    return project.sourceDirectories().stream()
        .anyMatch(folder -> Files.isDirectory(folder.resolve(location.getRootPath())));
  }

  /** Paths are shown relative to the project where they are inside it. */
  private String shown(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path base = project.baseDirectory().toAbsolutePath().normalize();
    return slashed(absolute.startsWith(base) ? base.relativize(absolute) : absolute);
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static List<Path> files(Path folder) {
    // Attributes come with the listing: asking for them again costs a call to the system for each
    // file.
    try (Stream<Path> walk =
        Files.find(folder, Integer.MAX_VALUE, (path, attributes) -> attributes.isRegularFile())) {
      return walk.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private ConfigurationException missing(Location location) {
    String where =
        location.getPrefix().equals(FILESYSTEM)
            ? project.baseDirectory().resolve(location.getRootPath()).normalize().toString()
            : "the project's resource folders "
                + project.resourceDirectories().stream()
                    .map(d -> slashed(project.baseDirectory().relativize(d)))
                    .toList()
                + ", its classes and its dependencies";
    return new ConfigurationException(
        Problem.of(
                "location-missing", "The location of migrations " + location + " does not exist.")
            .at(where)
            .fix(
                project.resourceDirectories().isEmpty()
                    ? "Run the goal in the project, name an artifact with"
                        + " -Dmigrate.artifact=groupId:artifactId:version, or correct Flyway's"
                        + " `locations`."
                    : "Create the folder with a first migration: mvn migrate:generate"
                        + " -Dmigrate.message=create_first_table — or correct Flyway's"
                        + " `locations`."));
  }
}

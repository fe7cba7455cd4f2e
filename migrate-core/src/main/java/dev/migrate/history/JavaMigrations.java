package dev.migrate.history;

import dev.migrate.environment.ProjectLayout;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Migrations written in Java, found among the compiled classes of the locations, and callbacks of
 * the package {@code db.callback}.
 */
final class JavaMigrations implements ClassProvider<JavaMigration> {

  private static final Pattern SOURCE = Pattern.compile("[VRB]\\w*__\\w+\\.java");

  private final List<Class<? extends JavaMigration>> migrations = new ArrayList<>();
  private final List<Callback> callbacks = new ArrayList<>();

  private JavaMigrations() {}

  /**
   * Loads what implements Flyway's interfaces among the classes of the locations.
   *
   * @throws ConfigurationException when a migration's source has no compiled class, or a class
   *     cannot be loaded
   */
  static JavaMigrations load(
      ProjectLayout project, ClassLoader loader, Locations found, Location... locations) {
    for (Location location : locations) {
      requireCompiled(project, location, found.classNames());
    }
    JavaMigrations java = new JavaMigrations();
    for (String name : found.classNames()) {
      concrete(JavaMigration.class, loader, name).ifPresent(java.migrations::add);
    }
    for (String name : found.callbackClassNames()) {
      concrete(Callback.class, loader, name).ifPresent(type -> java.callbacks.add(instance(type)));
    }
    return java;
  }

  @Override
  public Collection<Class<? extends JavaMigration>> getClasses() {
    return migrations;
  }

  /** Instances of the callbacks found. */
  List<Callback> callbacks() {
    return callbacks;
  }

  private static <T> Optional<Class<? extends T>> concrete(
      Class<T> wanted, ClassLoader loader, String name) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      boolean some = type.isInterface() || Modifier.isAbstract(type.getModifiers());
      return some || !wanted.isAssignableFrom(type)
          ? Optional.empty()
          : Optional.of(type.asSubclass(wanted));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw unloadable(name, e);
    }
  }

  private static Callback instance(Class<? extends Callback> type) {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw unloadable(type.getName(), e);
    }
  }

  private static ConfigurationException unloadable(String name, Throwable e) {
    return new ConfigurationException(
        Problem.of("class-unloadable", "A class among the migrations cannot be loaded: " + e)
            .at(name)
            .fix("Compile the project (mvn compile) and check that its dependencies are complete."),
        e);
  }

  private static void requireCompiled(
      ProjectLayout project, Location location, Set<String> classNames) {
    for (Path folder : project.sourceDirectories()) {
      for (Path source : sources(folder.resolve(location.getRootPath()))) {
        String path = folder.relativize(source).toString().replace('\\', '/');
        String name = path.substring(0, path.lastIndexOf('.')).replace('/', '.');
        if (!classNames.contains(name)) {
          throw new ConfigurationException(
              Problem.of("migration-not-compiled", "The migration " + name + " is not compiled.")
                  .at(source.toString())
                  .fix("Compile it in the same build: mvn compile migrate:upgrade"));
        }
      }
    }
  }

  private static List<Path> sources(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(p -> SOURCE.matcher(p.getFileName().toString()).matches()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

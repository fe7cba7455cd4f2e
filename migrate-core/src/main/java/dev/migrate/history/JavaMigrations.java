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
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.migration.JavaMigration;

/** Migrations and callbacks written in Java, found among the compiled classes of the locations. */
final class JavaMigrations implements ClassProvider<JavaMigration> {

  private static final Pattern SOURCE = Pattern.compile("[VRB]\\w*__\\w+\\.java");

  private final List<Class<? extends JavaMigration>> migrations = new ArrayList<>();
  private final List<Callback> callbacks = new ArrayList<>();

  private JavaMigrations() {}

  /**
   * Loads what implements Flyway's interfaces among the given classes.
   *
   * @throws ConfigurationException when a migration's source has no compiled class, or a class
   *     cannot be loaded
   */
  static JavaMigrations load(
      ProjectLayout project, ClassLoader loader, Set<String> classNames, Location... locations) {
    for (Location location : locations) {
      requireCompiled(project, location, classNames);
    }
    JavaMigrations found = new JavaMigrations();
    classNames.forEach(name -> found.add(loader, name));
    return found;
  }

  @Override
  public Collection<Class<? extends JavaMigration>> getClasses() {
    return migrations;
  }

  /** Instances of the callbacks found. */
  List<Callback> callbacks() {
    return callbacks;
  }

  private void add(ClassLoader loader, String name) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
        return;
      }
      if (JavaMigration.class.isAssignableFrom(type)) {
        migrations.add(type.asSubclass(JavaMigration.class));
      } else if (Callback.class.isAssignableFrom(type)) {
        callbacks.add(type.asSubclass(Callback.class).getDeclaredConstructor().newInstance());
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ConfigurationException(
          Problem.of("class-unloadable", "A class among the migrations cannot be loaded: " + e)
              .at(name)
              .fix(
                  "Compile the project (mvn compile) and check that its dependencies are complete."),
          e);
    }
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

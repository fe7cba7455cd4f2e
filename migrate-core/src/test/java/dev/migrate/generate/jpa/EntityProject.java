package dev.migrate.generate.jpa;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.server.ServerVersion;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A project with entities that the test writes and compiles, on a class path of real jars. */
final class EntityProject {

  private static final Path SETS = Path.of("target", "entities").toAbsolutePath();

  private final Path folder;
  private final List<Path> jars = new ArrayList<>();
  private final List<Path> roots = new ArrayList<>();
  private final List<Path> named = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private @Nullable String unit;

  private EntityProject(Path folder) {
    this.folder = folder;
    this.roots.add(classes());
  }

  static EntityProject in(Path folder) {
    return new EntityProject(folder);
  }

  /** Jars that the build has copied: {@code hibernate-6}. */
  EntityProject with(String... sets) {
    for (String set : sets) {
      jars.addAll(jars(set, ""));
    }
    return this;
  }

  /** The only jar of a set whose name begins so. */
  EntityProject withJar(String set, String name) {
    jars.addAll(jars(set, name));
    return this;
  }

  /** Searches jars, too, whose names begin so, as if they were named. */
  EntityProject searching(String... names) {
    for (String name : names) {
      List<Path> found =
          jars.stream().filter(jar -> jar.getFileName().toString().startsWith(name)).toList();
      roots.addAll(found);
      named.addAll(found);
    }
    return this;
  }

  /** Searches a jar of the test's own. */
  EntityProject searchingFile(Path jar) {
    roots.add(jar);
    return this;
  }

  /** Another module of the build, whose classes are searched. */
  EntityProject module(EntityProject module) {
    roots.add(module.classes());
    return this;
  }

  EntityProject set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  EntityProject unit(String name) {
    this.unit = name;
    return this;
  }

  Path classes() {
    return folder.resolve("target/classes");
  }

  Path source(String name) {
    return folder.resolve("src/main/java/" + name.replace('.', '/') + ".java");
  }

  /** Writes a class, to be compiled by {@link #compile()}. */
  EntityProject java(String name, String text) {
    write(source(name), text);
    return this;
  }

  /** A file of the compiled resources. */
  EntityProject file(String path, String text) {
    write(classes().resolve(path), text);
    return this;
  }

  EntityProject compile() {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes().toString()));
    arguments.add("-cp");
    arguments.add(
        Stream.concat(jars.stream(), roots.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    try (Stream<Path> files = Files.walk(folder.resolve("src/main/java"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
      Files.createDirectories(classes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("does not compile: " + folder);
    }
    return this;
  }

  JpaProject project() {
    List<Path> classPath = new ArrayList<>(roots);
    jars.stream().filter(jar -> !classPath.contains(jar)).forEach(classPath::add);
    return new JpaProject(
        roots, named, classPath, List.of(folder.resolve("src/main/java")), settings, unit);
  }

  /** The DDL for a server, {@code 9.7.4} or {@code 11.4.5-MariaDB}. */
  JpaDdl ddl(String server) {
    return JpaSchema.ddl(project(), ServerVersion.parse(server), copied(), event -> {});
  }

  /** Hibernate from what the build has copied; its version has to be the one that is asked for. */
  static ArtifactSource copied() {
    return new ArtifactSource() {
      @Override
      public Path resolve(String groupId, String artifactId, String version) {
        throw new IllegalStateException("all files are wanted, not one");
      }

      @Override
      public List<Path> resolveAll(String groupId, String artifactId, String version) {
        String jar = artifactId + "-" + version + ".jar";
        return jars("hibernate-" + version.charAt(0), "").stream()
            .peek(file -> requireExists(file.resolveSibling(jar)))
            .toList();
      }
    };
  }

  private static void requireExists(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException("not copied: " + file);
    }
  }

  /** All jars of some sets. */
  static List<Path> jars(String... sets) {
    return Stream.of(sets).flatMap(set -> jars(set, "").stream()).toList();
  }

  private static List<Path> jars(String set, String prefix) {
    try (Stream<Path> files = Files.list(SETS.resolve(set))) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

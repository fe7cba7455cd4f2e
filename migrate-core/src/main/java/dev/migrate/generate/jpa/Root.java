package dev.migrate.generate.jpa;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Indexer;
import org.jspecify.annotations.Nullable;

/**
 * A folder or a jar with classes, read without loading any of them.
 *
 * @param path where it is
 * @param exists whether it is there
 * @param classes how many classes it has
 * @param entities the entity classes, by how they are annotated
 * @param others mapped superclasses, embeddables and converters
 * @param packages packages with annotations of Hibernate of their own ({@code package-info})
 * @param packageNames the packages of all classes
 * @param units what its {@code META-INF/persistence.xml} defines
 * @param orm its {@code META-INF/orm.xml}; null when it has none
 */
record Root(
    Path path,
    boolean exists,
    int classes,
    Map<Api, List<String>> entities,
    Map<Api, List<String>> others,
    List<String> packages,
    Set<String> packageNames,
    List<PersistenceUnit> units,
    @Nullable MappingFile orm) {

  private static final List<String> OTHERS = List.of("MappedSuperclass", "Embeddable", "Converter");
  private static final DotName HIBERNATE = DotName.createSimple("org.hibernate.annotations");

  /**
   * Reads all of it.
   *
   * @throws ConfigurationException {@code entities-unreadable} when a file in it cannot be read
   */
  static Root read(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return read(path, path);
      }
      if (!Files.exists(path)) {
        return new Root(path, false, 0, Map.of(), Map.of(), List.of(), Set.of(), List.of(), null);
      }
      try (FileSystem jar = FileSystems.newFileSystem(path)) {
        return read(path, jar.getPath("/"));
      }
    } catch (IOException e) {
      throw unreadable(path.toString(), e);
    }
  }

  /** How many of its classes are entities, annotated in either way. */
  int entityCount() {
    return entities.values().stream().mapToInt(List::size).sum();
  }

  private static Root read(Path path, Path top) throws IOException {
    Reading reading = new Reading();
    for (Path file : classFiles(top)) {
      reading.add(file);
    }
    Path persistence = top.resolve("META-INF/persistence.xml");
    Path orm = top.resolve("META-INF/orm.xml");
    return new Root(
        path,
        true,
        reading.classes,
        reading.entities,
        reading.others,
        reading.packages,
        reading.packageNames,
        Files.exists(persistence) ? PersistenceUnit.read(persistence) : List.of(),
        Files.exists(orm) ? MappingFile.read(orm) : null);
  }

  private static List<Path> classFiles(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("module-info.class"))
          .filter(file -> !top.relativize(file).startsWith("META-INF"))
          .toList();
    }
  }

  static ConfigurationException unreadable(String place, Exception e) {
    return new ConfigurationException(
        Problem.of("entities-unreadable", "It cannot be searched for entities: " + e.getMessage())
            .at(place)
            .fix("Build the project anew: mvn clean compile"),
        e);
  }

  /** Collects what the classes are. */
  private static final class Reading {
    private int classes;
    private final Map<Api, List<String>> entities = new TreeMap<>();
    private final Map<Api, List<String>> others = new TreeMap<>();
    private final List<String> packages = new ArrayList<>();
    private final Set<String> packageNames = new TreeSet<>();

    void add(Path file) throws IOException {
      ClassInfo found;
      try (InputStream bytes = Files.newInputStream(file)) {
        Indexer indexer = new Indexer();
        indexer.index(bytes);
        found = indexer.complete().getKnownClasses().iterator().next();
      } catch (RuntimeException e) {
        throw unreadable(file.toUri().toString(), e);
      }
      add(found);
    }

    private void add(ClassInfo found) {
      String name = found.name().toString();
      String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      if (name.endsWith(".package-info")) {
        addPackage(packageName, found);
        return;
      }
      classes++;
      packageNames.add(packageName);
      for (Api api : Api.values()) {
        if (found.hasDeclaredAnnotation(api.entity())) {
          entities.computeIfAbsent(api, ignored -> new ArrayList<>()).add(name);
        } else if (OTHERS.stream().anyMatch(o -> found.hasDeclaredAnnotation(api.annotation(o)))) {
          others.computeIfAbsent(api, ignored -> new ArrayList<>()).add(name);
        }
      }
    }

    private void addPackage(String name, ClassInfo info) {
      if (info.declaredAnnotations().stream().anyMatch(Reading::isOfHibernate)) {
        packages.add(name);
      }
    }

    private static boolean isOfHibernate(AnnotationInstance annotation) {
      return annotation.name().packagePrefixName() != null
          && annotation.name().packagePrefix().equals(HIBERNATE.toString());
    }
  }
}

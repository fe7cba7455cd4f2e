package dev.migrate.generate.jpa;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a project's entities are, and how they are mapped.
 *
 * @param roots folders and jars that are searched for entities, the project's own classes first;
 *     one may not exist
 * @param named those of the roots that were asked for by name: their entities count, whatever unit
 *     of {@code persistence.xml} they may belong to
 * @param classPath what the entities need to be loaded, the roots included, in its order
 * @param sources folders of the project's Java code, to notice classes that were not compiled
 * @param settings of Hibernate and JPA by their names, stronger than those of {@code
 *     persistence.xml}; may name mapping files ({@link
 *     dev.migrate.environment.EntitySettings#MAPPING_RESOURCES})
 * @param persistenceUnit the unit of {@code persistence.xml} that is meant; null: the only one
 */
public record JpaProject(
    List<Path> roots,
    List<Path> named,
    List<Path> classPath,
    List<Path> sources,
    Map<String, String> settings,
    @Nullable String persistenceUnit) {

  public JpaProject {
    roots = List.copyOf(roots);
    named = List.copyOf(named);
    classPath = List.copyOf(classPath);
    sources = List.copyOf(sources);
    settings = Map.copyOf(settings);
  }

  /** Says nothing of the settings, which may hold secrets. */
  @Override
  public String toString() {
    return "JpaProject[" + roots + "]";
  }
}

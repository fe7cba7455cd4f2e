package dev.migrate.environment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a project says of its JPA entities.
 *
 * @param artifacts the artifacts of the class path that hold entities, too, as {@code
 *     groupId:artifactId}
 * @param persistenceUnit the unit of {@code persistence.xml} to take; empty: the only one
 * @param properties what Spring Boot's application files and the command line set, under the names
 *     Hibernate knows, and {@link #MAPPING_RESOURCES}; read when it is asked for
 */
public record EntitySettings(
    List<String> artifacts,
    Optional<String> persistenceUnit,
    Supplier<Map<String, String>> properties) {

  /** The property that names mapping files besides {@code META-INF/orm.xml}, joined by commas. */
  public static final String MAPPING_RESOURCES = "spring.jpa.mapping-resources";

  /** A project that says nothing of its entities. */
  public static final EntitySettings NONE =
      new EntitySettings(List.of(), Optional.empty(), Map::of);

  public EntitySettings {
    artifacts = List.copyOf(artifacts);
  }
}

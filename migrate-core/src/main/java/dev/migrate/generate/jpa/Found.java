package dev.migrate.generate.jpa;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search for entities looked at, and found.
 *
 * @param places the folders and jars that were searched, in their order
 * @param entities names of the entity classes, sorted
 * @param others names of mapped superclasses, embeddables and converters, sorted
 * @param mappingFiles {@code orm.xml} and its like, as resources or URLs
 * @param persistenceUnit the unit of {@code persistence.xml} in use; null for none
 * @param foreign entity classes that Hibernate does not see, because they are annotated for {@code
 *     javax.persistence} and it reads {@code jakarta.persistence}, or the other way round; sorted
 * @param notices what a person should know: sources that are newer than their classes
 */
public record Found(
    List<Place> places,
    List<String> entities,
    List<String> others,
    List<String> mappingFiles,
    @Nullable String persistenceUnit,
    List<String> foreign,
    List<String> notices) {

  /**
   * A folder or a jar that was searched.
   *
   * @param path where it is
   * @param exists whether it is there at all
   * @param classes how many classes it has
   * @param packages how many packages they are in
   * @param entities how many of them are entities, annotated in either way
   * @param skipped why its entities do not count; null when they do
   */
  public record Place(
      Path path,
      boolean exists,
      int classes,
      int packages,
      int entities,
      @Nullable String skipped) {

    /** The place and its counts, in words. */
    public String text() {
      if (!exists) {
        return path + ": does not exist";
      }
      String counts =
          counted(classes, classes == 1 ? "class" : "classes")
              + " in "
              + counted(packages, packages == 1 ? "package" : "packages")
              + ", "
              + counted(entities, entities == 1 ? "entity" : "entities");
      return path + ": " + counts + (skipped == null ? "" : " (" + skipped + ")");
    }

    private static String counted(int count, String what) {
      return (count == 0 ? "no" : Integer.toString(count)) + " " + what;
    }
  }

  public Found {
    places = List.copyOf(places);
    entities = List.copyOf(entities);
    others = List.copyOf(others);
    mappingFiles = List.copyOf(mappingFiles);
    foreign = List.copyOf(foreign);
    notices = List.copyOf(notices);
  }
}

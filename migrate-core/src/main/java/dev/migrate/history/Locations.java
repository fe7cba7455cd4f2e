package dev.migrate.history;

import dev.migrate.environment.ProjectLayout;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The files in a project's locations of migrations.
 *
 * <p>A {@code classpath:} location is looked up in the project's resource folders, so that a
 * migration counts from the moment it is saved, then in the dependencies; compiled output serves
 * only where no resource folder has the location, since it may hold files whose source is long
 * gone.
 */
final class Locations implements ResourceProvider {

  private final Map<String, MigrationResource> resources = new LinkedHashMap<>();
  private final Map<String, MigrationResource> byRelativePath = new HashMap<>();
  private final Set<String> classNames = new TreeSet<>();
  private final Set<String> callbackClassNames = new TreeSet<>();
  private final List<String> notices = new ArrayList<>();

  /** Scans the locations, see {@link LocationScan#scan}. */
  static Locations scan(ProjectLayout project, Charset encoding, Location... locations) {
    return new LocationScan(project, encoding).scan(locations);
  }

  void put(MigrationResource resource) {
    resources.put(resource.getAbsolutePath(), resource);
    byRelativePath.putIfAbsent(resource.getRelativePath(), resource);
  }

  /** All files, by the name messages give them. */
  Collection<MigrationResource> all() {
    return resources.values();
  }

  /** Names of the compiled classes in class path locations. */
  Set<String> classNames() {
    return classNames;
  }

  /** Names of the compiled classes in the package {@code db.callback}, and below. */
  Set<String> callbackClassNames() {
    return callbackClassNames;
  }

  /** What a reader should know about what was found. */
  List<String> notices() {
    return notices;
  }

  /** The file messages call by this name; null when it is none of ours. */
  @Nullable MigrationResource shownAs(String shown) {
    return resources.get(shown);
  }

  @Override
  public @Nullable LoadableResource getResource(String relativePath) {
    return byRelativePath.get(relativePath);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    List<LoadableResource> found = new ArrayList<>();
    for (MigrationResource resource : resources.values()) {
      String name = resource.getFilename();
      if (name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(s -> endsWith(name, s))) {
        found.add(resource);
      }
    }
    return found;
  }

  private static boolean endsWith(String name, String suffix) {
    return name.regionMatches(true, name.length() - suffix.length(), suffix, 0, suffix.length());
  }
}

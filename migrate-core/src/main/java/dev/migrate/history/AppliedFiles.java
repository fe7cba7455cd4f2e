package dev.migrate.history;

import dev.migrate.environment.FlywaySettings;
import dev.migrate.environment.ProjectLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/**
 * The most frequent run has nothing to do: every file is a versioned migration that was applied as
 * it is. That much is seen here from names and checksums alone, in a fraction of the time it takes
 * to have all files and rows judged. Whatever is not that plain is no case for this class.
 */
public final class AppliedFiles {

  /** Settings under which a file's name and checksum mean what they mean by default. */
  private static final Set<String> HARMLESS =
      Set.of("flyway.locations", "flyway.table", "flyway.schemas", "flyway.defaultSchema");

  private static final String DEFAULT_LOCATION = "classpath:db/migration";

  /** Locations that Flyway takes as they are written. */
  private static final Pattern PLAIN =
      Pattern.compile("\\s*(classpath:|filesystem:)?(\\w[\\w.-]*(?:/[\\w.-]+)*)\\s*");

  private final Map<String, Integer> checksums;

  private AppliedFiles(Map<String, Integer> checksums) {
    this.checksums = checksums;
  }

  /**
   * Reads the project's files; empty when they are not all plain SQL under default names.
   *
   * @throws dev.migrate.outcome.ConfigurationException as {@link Migrations#load}
   */
  public static Optional<AppliedFiles> read(FlywaySettings settings, ProjectLayout project) {
    String[] written =
        settings.properties().getOrDefault("flyway.locations", DEFAULT_LOCATION).split(",", -1);
    if (!HARMLESS.containsAll(settings.properties().keySet())
        || !Arrays.stream(written).allMatch(location -> PLAIN.matcher(location).matches())) {
      return Optional.empty();
    }
    Location[] parsed = Arrays.stream(written).map(AppliedFiles::location).toArray(Location[]::new);
    Locations files = Locations.scan(project, StandardCharsets.UTF_8, parsed);
    boolean plain =
        files.classNames().isEmpty()
            && files.callbackClassNames().isEmpty()
            && files.notices().isEmpty()
            && Arrays.stream(parsed).noneMatch(location -> hasJava(project, location));
    return plain ? checksums(files).map(AppliedFiles::new) : Optional.empty();
  }

  /**
   * The database's version, when these files and those rows are the same migrations, all applied;
   * empty when someone has to look closer.
   */
  public Optional<String> version(List<HistoryRow> rows) {
    if (rows.size() != checksums.size() || rows.isEmpty()) {
      return Optional.empty();
    }
    boolean same =
        rows.stream()
            .allMatch(
                row ->
                    row.success()
                        && row.type().equals("SQL")
                        && row.version() != null
                        && row.checksum() != null
                        && row.checksum().equals(checksums.get(row.script())));
    long scripts = rows.stream().map(HistoryRow::script).distinct().count();
    return same && scripts == rows.size()
        ? rows.stream()
            .map(row -> MigrationVersion.fromVersion(Objects.requireNonNull(row.version())))
            .max(Comparator.naturalOrder())
            .map(MigrationVersion::getVersion)
        : Optional.empty();
  }

  private static Location location(String written) {
    Matcher matcher = PLAIN.matcher(written);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(written);
    }
    String prefix = matcher.group(1) == null ? "classpath:" : matcher.group(1);
    return Location.fromPath(prefix, matcher.group(2));
  }

  private static boolean hasJava(ProjectLayout project, Location location) {
    return project.sourceDirectories().stream()
        .anyMatch(folder -> Files.isDirectory(folder.resolve(location.getRootPath())));
  }

  private static Optional<Map<String, Integer>> checksums(Locations files) {
    Map<String, Integer> checksums = new HashMap<>();
    for (MigrationResource file : files.all()) {
      String name = file.getFilename();
      if (name.startsWith("U") && name.endsWith(".sql")) {
        continue;
      }
      if (!name.startsWith("V") || !name.endsWith(".sql")) {
        return Optional.empty();
      }
      if (checksums.put(file.getRelativePath(), ChecksumCalculator.calculate(file)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(checksums);
  }
}

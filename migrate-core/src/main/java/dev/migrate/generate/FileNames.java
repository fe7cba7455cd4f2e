package dev.migrate.generate;

import java.util.List;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * How the project's migration files are named, in Flyway's terms.
 *
 * @param prefix of migrations, {@code V}
 * @param undoPrefix of their undos, {@code U}
 * @param separator between version and description, {@code __}
 * @param suffix with its dot, {@code .sql}
 */
public record FileNames(String prefix, String undoPrefix, String separator, String suffix) {

  /** Flyway's defaults. */
  public static final FileNames DEFAULTS = new FileNames("V", "U", "__", ".sql");

  /** As Flyway is configured; it knows nothing of undo files, and of several suffixes the first. */
  public static FileNames of(Configuration configuration, String undoPrefix) {
    return new FileNames(
        configuration.getSqlMigrationPrefix(),
        undoPrefix,
        configuration.getSqlMigrationSeparator(),
        List.of(configuration.getSqlMigrationSuffixes()).get(0));
  }

  /** A file's name with another version in it: of a migration, or of its undo. */
  String withVersion(String name, String version) {
    String kind = name.startsWith(undoPrefix) && !name.startsWith(prefix) ? undoPrefix : prefix;
    String rest = name.substring(name.indexOf(separator, kind.length()));
    return kind + writable(version) + rest;
  }

  /** The version as it can stand before the separator. */
  String writable(String version) {
    return version.contains(separator) ? version.replace('_', '.') : version;
  }

  String migration(String version, String description) {
    return prefix + version + separator + description + suffix;
  }

  String undo(String version, String description) {
    return undoPrefix + version + separator + description + suffix;
  }
}

package dev.migrate.generate;

import java.nio.file.Path;
import java.util.List;

/**
 * A new migration.
 *
 * @param files the migration, then its undo, then what Flyway has to be told of them
 * @param version as the names write it
 * @param revision 12 hex digits
 * @param notices what the author should know: how the message was read, what is left to write
 */
public record Generated(List<Path> files, String version, String revision, List<String> notices) {

  public Generated {
    files = List.copyOf(files);
    notices = List.copyOf(notices);
  }
}

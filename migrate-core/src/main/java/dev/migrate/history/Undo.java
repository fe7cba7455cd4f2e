package dev.migrate.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The undo of a version.
 *
 * @param version what it takes back
 * @param script how
 */
public record Undo(MigrationVersion version, Script script) {

  private static final Pattern IRREVERSIBLE =
      Pattern.compile("^\\s*--\\s*migrate:irreversible\\b[ \\t]*(.*)$", Pattern.MULTILINE);

  /** The reason its author gave for why the version cannot be taken back; empty when it can. */
  public Optional<String> irreversible() {
    Matcher matcher = IRREVERSIBLE.matcher(script.text());
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }
}

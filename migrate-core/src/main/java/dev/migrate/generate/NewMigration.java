package dev.migrate.generate;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.ServerException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/** Writes the two files of a new migration. */
public final class NewMigration {

  private static final Pattern DESCRIPTION = Pattern.compile("([0-9a-f]{12}_)?(.*)");
  private static final Pattern CREATES_TABLE = Pattern.compile("(?:create|add)_(.+)_table(?:_.+)?");

  private NewMigration() {}

  /**
   * Writes a migration and its undo, as far as the message tells what is in them.
   *
   * @throws ServerException {@code file-unwritable} if the folder or a file cannot be written
   * @see #draft
   */
  public static Generated create(
      String written,
      List<Existing> existing,
      Path folder,
      FileNames names,
      Clock clock,
      RandomGenerator random) {
    Draft draft = draft(written, existing, folder, names, clock, random);
    Template template = Template.of(draft.message(), tables(existing));
    Generated generated = draft.write(template.up(), template.undo());
    return new Generated(
        generated.files(),
        generated.version(),
        generated.revision(),
        notices(draft.notices(), template));
  }

  /**
   * Names a migration and its undo. The version is greater than every existing one, in the scheme
   * of the newest; the names carry the revision if the newest one's does, or there is none yet.
   *
   * @param written what the migration is about, in the user's words
   * @param existing the versioned migrations the project has, in any order
   * @param folder where the files go; made if it is missing
   * @param names how the project names its files
   * @param clock gives the version and the head's time; read in UTC
   * @param random gives the revision
   * @throws ConfigurationException {@code message-bad} if no name can be made of the message
   */
  public static Draft draft(
      String written,
      List<Existing> existing,
      Path folder,
      FileNames names,
      Clock clock,
      RandomGenerator random) {
    Message message = Message.of(written);
    Optional<Existing> newest = newest(existing);
    Instant now = clock.instant();
    String version =
        names.writable(VersionScheme.next(newest.map(Existing::version).orElse(null), now));
    String revision = String.format("%012x", random.nextLong(1L << 48));
    String description =
        newest.isEmpty() || carriesRevision(newest.get())
            ? revision + '_' + message.text()
            : message.text();
    return new Draft(
        folder.resolve(names.migration(version, description)),
        folder.resolve(names.undo(version, description)),
        version,
        revision,
        head(revision, newest, now),
        message.text(),
        message.changed()
            ? List.of("The message was turned into snake_case: " + message.text())
            : List.of());
  }

  private static List<String> notices(List<String> ofNames, Template template) {
    List<String> notices = new ArrayList<>(ofNames);
    notices.addAll(template.notices());
    return notices;
  }

  private static Optional<Existing> newest(List<Existing> existing) {
    return existing.stream()
        .max(Comparator.comparing(each -> MigrationVersion.fromVersion(each.version())));
  }

  private static String head(String revision, Optional<Existing> newest, Instant now) {
    String revises =
        newest
            .map(each -> each.revision() == null ? each.version() : each.revision())
            .orElse("none");
    return "-- revision: "
        + revision
        + "\n-- revises: "
        + revises
        + "\n-- created: "
        + now.truncatedTo(ChronoUnit.SECONDS)
        + "\n";
  }

  private static boolean carriesRevision(Existing migration) {
    return description(migration).group(1) != null;
  }

  /** The tables that the project's migrations say they create. */
  private static Set<String> tables(List<Existing> existing) {
    Set<String> tables = new HashSet<>();
    for (Existing migration : existing) {
      Matcher creates = CREATES_TABLE.matcher(description(migration).group(2));
      if (creates.matches()) {
        tables.add(creates.group(1));
      }
    }
    return tables;
  }

  private static Matcher description(Existing migration) {
    Matcher matcher =
        DESCRIPTION.matcher(migration.description().toLowerCase(Locale.ROOT).replace(' ', '_'));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a description: " + migration.description());
    }
    return matcher;
  }
}

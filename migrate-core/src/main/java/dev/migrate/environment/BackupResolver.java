package dev.migrate.environment;

import static dev.migrate.environment.BackupElements.COMMAND;
import static dev.migrate.environment.BackupElements.DROP_DEFINERS;
import static dev.migrate.environment.BackupElements.FOLDER;
import static dev.migrate.environment.BackupElements.FORMAT;
import static dev.migrate.environment.BackupElements.KEEP;
import static dev.migrate.environment.BackupElements.KEEP_DAYS;
import static dev.migrate.environment.BackupElements.MAXIMUM_AGE;
import static dev.migrate.environment.BackupElements.PENDING_TABLES;
import static dev.migrate.environment.BackupElements.REQUIRED;
import static dev.migrate.environment.BackupElements.SERVER_ID;
import static dev.migrate.environment.BackupElements.THREADS;
import static dev.migrate.environment.BackupElements.TIME_LIMIT;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the settings of an environment's backups. */
final class BackupResolver {

  /** The variable with the passphrase of backups. */
  static final String KEY_VARIABLE = "MIGRATE_BACKUP_KEY";

  private static final Duration COMMAND_LIMIT = Duration.ofHours(1);

  private final Map<String, String> variables;
  private final BackupElements elements;
  private final Function<String, Optional<Value>> property;
  private final Credentials credentials;
  private final Path base;
  private final List<Setting> settings;

  /**
   * Prepares the resolution.
   *
   * @param property a property of ours by its name without {@code migrate.}
   * @param settings gets what is in force, with origins
   */
  BackupResolver(
      Inputs inputs,
      BackupElements elements,
      Function<String, Optional<Value>> property,
      List<Setting> settings) {
    this.variables = inputs.variables();
    this.elements = elements;
    this.property = property;
    this.credentials = inputs.credentials();
    this.base = inputs.project().baseDirectory();
    this.settings = settings;
  }

  /**
   * The settings.
   *
   * @throws ConfigurationException when one cannot be read or contradicts another
   */
  BackupSettings resolve() {
    Optional<Value> byProperty = property.apply("backupFolder");
    Value folder =
        byProperty.or(() -> elements.value(FOLDER)).orElse(new Value("backups", "default"));
    settings.add(folder.shown("backups.folder"));
    return new BackupSettings(
        path(folder),
        form(),
        connections(),
        keep(),
        keepAge(),
        flag(DROP_DEFINERS),
        key(),
        source(),
        folders(folder, byProperty.isPresent()));
  }

  private Path path(Value folder) {
    return base.resolve(folder.text().strip()).normalize();
  }

  private List<Path> folders(Value own, boolean forAll) {
    Set<Path> folders = new LinkedHashSet<>(List.of(path(own)));
    if (!forAll) {
      folders.add(path(new Value("backups", "default")));
      elements.folders().forEach(folder -> folders.add(path(folder)));
    }
    return List.copyOf(folders);
  }

  private BackupForm form() {
    Value value = elements.value(FORMAT).orElse(new Value(BackupForm.ZSTD.text(), "default"));
    settings.add(value.shown("backups.format"));
    return Stream.of(BackupForm.values())
        .filter(form -> form.text().equalsIgnoreCase(value.text()))
        .findFirst()
        .orElseThrow(() -> Scalars.invalid("backups.format", value, "zst, gz or sql"));
  }

  private Connections connections() {
    Optional<Value> each = property.apply("threads").or(() -> elements.value(THREADS));
    Connections usual = Connections.usual();
    settings.add(each.orElse(new Value(usual.text(), "default")).shown("backups." + THREADS));
    return each.map(value -> Connections.of(Scalars.number("backups." + THREADS, value, 1, 64)))
        .orElse(usual);
  }

  private int keep() {
    Value value = elements.value(KEEP).orElse(new Value("0", "default"));
    settings.add(value.shown("backups." + KEEP));
    return Scalars.number("backups." + KEEP, value, 0, 1_000_000);
  }

  private @Nullable Duration keepAge() {
    Optional<Value> days = elements.value(KEEP_DAYS);
    settings.add(days.orElse(new Value("any", "default")).shown("backups." + KEEP_DAYS));
    return days.map(
            value -> Duration.ofDays(Scalars.number("backups." + KEEP_DAYS, value, 1, 100_000)))
        .orElse(null);
  }

  private boolean flag(String name) {
    Value value = elements.value(name).orElse(new Value("false", "default"));
    settings.add(value.shown("backups." + name));
    return Scalars.bool("backups." + name, value);
  }

  private BackupKeySource key() {
    Optional<Value> variable = Value.of(variables, KEY_VARIABLE, KEY_VARIABLE);
    Optional<Value> place = elements.keyPlace();
    Optional<Value> required = elements.key(REQUIRED);
    if (variable.isEmpty() && place.isEmpty()) {
      required
          .filter(value -> Scalars.bool("encryption.required", value))
          .ifPresent(
              value -> {
                throw missing(value);
              });
      settings.add(new Setting("backups.encryption", "none", "default"));
      return BackupKeySource.NONE;
    }
    settings.add(
        new Setting(
            "backups.encryption", Secrets.SET, variable.or(() -> place).orElseThrow().origin()));
    return variable
        .map(value -> new BackupKeySource(true, () -> new Password.Fixed(value.text())))
        .orElseGet(() -> new BackupKeySource(true, () -> passphrase(place.orElseThrow())));
  }

  private Password passphrase(Value place) {
    if (!place.origin().endsWith("<" + SERVER_ID + ">")) {
      return new Password.Command(place.text());
    }
    return passphraseOf(place, credentials);
  }

  /** The passphrase that a {@code <serverId>} names. */
  static Password passphraseOf(Value place, Credentials credentials) {
    return new Password.Fixed(
        credentials
            .forServer(place.text())
            .map(Credentials.Login::password)
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> DatabaseResolver.unknownServer(place)));
  }

  private static ConfigurationException missing(Value required) {
    return new ConfigurationException(
        Problem.of("backup-key-missing", "Backups are to be encrypted, and there is no passphrase.")
            .at(required.origin())
            .fix(
                "set the variable "
                    + KEY_VARIABLE
                    + ", or <encryption><serverId> or <passwordCommand>"));
  }

  private BackupSource source() {
    Optional<Value> command = elements.source(COMMAND);
    Optional<Value> age = elements.source(MAXIMUM_AGE);
    Optional<Value> pending =
        elements.source(PENDING_TABLES).filter(v -> Scalars.bool("backup." + PENDING_TABLES, v));
    List<Value> asked = Stream.of(command, age, pending).flatMap(Optional::stream).toList();
    if (asked.size() > 1) {
      throw Scalars.invalid(
          "backup", asked.get(1), "the only one of command, maximumAge and pendingTables");
    }
    Optional<Value> snapshot = property.apply("snapshot");
    if (snapshot.isPresent() && age.isEmpty()) {
      throw unused(snapshot.get());
    }
    BackupSource source =
        command
            .map(this::command)
            .or(() -> age.map(value -> snapshot(value, snapshot)))
            .or(() -> pending.map(value -> new BackupSource.PendingTables()))
            .orElseGet(BackupSource.Whole::new);
    String origin = asked.isEmpty() ? "default" : asked.get(0).origin();
    settings.add(new Setting("backup", text(source), origin));
    return source;
  }

  private BackupSource command(Value command) {
    Duration limit =
        elements
            .source(TIME_LIMIT)
            .map(value -> Scalars.duration("backup." + TIME_LIMIT, value))
            .orElse(COMMAND_LIMIT);
    return new BackupSource.Command(command.text(), limit);
  }

  private static BackupSource snapshot(Value age, Optional<Value> given) {
    return new BackupSource.Snapshot(
        Scalars.duration("backup." + MAXIMUM_AGE, age),
        given.map(BackupResolver::taken).orElse(null));
  }

  /** {@code ID@2026-11-22T10:15:00Z}. */
  private static BackupSource.Taken taken(Value value) {
    String text = value.text().strip();
    int at = text.lastIndexOf('@');
    try {
      Instant time = OffsetDateTime.parse(text.substring(at + 1)).toInstant();
      if (at > 0) {
        return new BackupSource.Taken(text.substring(0, at).strip(), time);
      }
    } catch (DateTimeParseException e) {
      throw Scalars.invalid("snapshot", value, "ID@TIME, say snap-0a1b@2026-11-22T10:15:00Z");
    }
    throw Scalars.invalid("snapshot", value, "ID@TIME, say snap-0a1b@2026-11-22T10:15:00Z");
  }

  private static ConfigurationException unused(Value snapshot) {
    return new ConfigurationException(
        Problem.of(
                "snapshot-unused",
                "A snapshot is named, but this environment's backup is not one that is taken"
                    + " elsewhere.")
            .at(snapshot.origin())
            .fix(
                "remove it, or let a snapshot count as the backup, in the environment's entry in"
                    + " the POM: <backup><maximumAge>12h</maximumAge></backup>"));
  }

  private static String text(BackupSource source) {
    if (source instanceof BackupSource.Command command) {
      return "(a command), at most " + Scalars.text(command.limit());
    }
    if (source instanceof BackupSource.Snapshot snapshot) {
      String id = snapshot.taken() == null ? "" : ", " + snapshot.taken().id();
      return "a snapshot, at most " + Scalars.text(snapshot.maximumAge()) + " old" + id;
    }
    return source instanceof BackupSource.PendingTables
        ? "the tables that pending statements touch"
        : "the whole database";
  }
}

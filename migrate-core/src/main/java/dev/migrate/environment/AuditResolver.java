package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the settings of an environment's audit. */
final class AuditResolver {

  /** The variable with the passphrase of the audit. */
  static final String KEY_VARIABLE = "MIGRATE_AUDIT_KEY";

  private static final String AUDIT = "audit";
  private static final String FILE = "file";
  private static final String KEY = "key";
  private static final String SERVER_ID = "serverId";
  private static final String PASSWORD_COMMAND = "passwordCommand";

  private final Inputs inputs;
  private final BackupElements elements;
  private final List<Setting> settings;

  /**
   * Prepares the resolution.
   *
   * @param settings gets what is in force, with origins
   */
  AuditResolver(Inputs inputs, BackupElements elements, List<Setting> settings) {
    this.inputs = inputs;
    this.elements = elements;
    this.settings = settings;
  }

  /**
   * Refuses unknown elements and those that stand twice.
   *
   * @param parent the configuration, or an environment's entry
   */
  static void requireKnown(Element parent, String place) {
    parent
        .child(AUDIT)
        .ifPresent(
            audit -> {
              String within = place + "<" + AUDIT + ">";
              PomConfiguration.requireKnown(audit, List.of(FILE, KEY), within);
              audit
                  .child(KEY)
                  .ifPresent(
                      key ->
                          PomConfiguration.requireKnown(
                              key, List.of(SERVER_ID, PASSWORD_COMMAND), within + "<key>"));
            });
  }

  /**
   * The settings.
   *
   * @param backups the folder of the environment's backups, where the file is by default
   * @throws ConfigurationException when one contradicts another
   */
  AuditSettings resolve(Path backups) {
    Optional<Value> written = elements.value(List.of(AUDIT), FILE);
    Path base = inputs.project().baseDirectory();
    Path file =
        written
            .map(value -> base.resolve(value.text().strip()).normalize())
            .orElse(backups.resolve("audit.jsonl"));
    settings.add(
        new Setting("audit.file", file.toString(), written.map(Value::origin).orElse("default")));
    return new AuditSettings(Optional.of(file), key());
  }

  private BackupKeySource key() {
    Optional<Value> variable = Value.of(inputs.variables(), KEY_VARIABLE, KEY_VARIABLE);
    Optional<Value> place = keyPlace();
    Optional<Value> first = variable.or(() -> place);
    settings.add(
        new Setting(
            "audit.key",
            first.isPresent() ? Secrets.SET : "none",
            first.map(Value::origin).orElse("default")));
    if (first.isEmpty()) {
      return BackupKeySource.NONE;
    }
    return variable
        .map(value -> new BackupKeySource(true, () -> new Password.Fixed(value.text())))
        .orElseGet(() -> new BackupKeySource(true, () -> passphrase(place.orElseThrow())));
  }

  private Optional<Value> keyPlace() {
    List<Value> places =
        Stream.of(SERVER_ID, PASSWORD_COMMAND)
            .flatMap(name -> elements.value(List.of(AUDIT, KEY), name).stream())
            .toList();
    if (places.size() > 1) {
      throw Level.severalPasswords(places);
    }
    return places.stream().findFirst();
  }

  private Password passphrase(Value place) {
    return place.origin().endsWith("<" + SERVER_ID + ">")
        ? BackupResolver.passphraseOf(place, inputs.credentials())
        : new Password.Command(place.text());
  }
}

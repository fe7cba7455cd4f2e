package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the POM says of an environment's backups: {@code <backups>} for all, the same within an
 * environment's entry for that one, and the entry's {@code <backup>}.
 */
record BackupElements(PomConfiguration pom, String environment) {

  static final String FOLDER = "folder";
  static final String FORMAT = "format";
  static final String THREADS = "threads";
  static final String KEEP = "keep";
  static final String KEEP_DAYS = "keepDays";
  static final String DROP_DEFINERS = "dropDefiners";
  static final String SERVER_ID = "serverId";
  static final String PASSWORD_COMMAND = "passwordCommand";
  static final String REQUIRED = "required";
  static final String COMMAND = "command";
  static final String TIME_LIMIT = "timeLimit";
  static final String MAXIMUM_AGE = "maximumAge";
  static final String PENDING_TABLES = "pendingTables";

  private static final String ENCRYPTION = "encryption";
  private static final List<String> BACKUPS =
      List.of(FOLDER, FORMAT, THREADS, KEEP, KEEP_DAYS, DROP_DEFINERS, ENCRYPTION);
  private static final List<String> KEY = List.of(SERVER_ID, PASSWORD_COMMAND, REQUIRED);
  private static final List<String> BACKUP =
      List.of(COMMAND, TIME_LIMIT, MAXIMUM_AGE, PENDING_TABLES);

  /**
   * Refuses unknown elements and those that stand twice.
   *
   * @param parent the configuration, or an environment's entry
   */
  static void requireKnown(Element parent, String place) {
    parent
        .child("backups")
        .ifPresent(
            backups -> {
              String within = place + "<backups>";
              PomConfiguration.requireKnown(backups, BACKUPS, within);
              backups
                  .child(ENCRYPTION)
                  .ifPresent(
                      key -> PomConfiguration.requireKnown(key, KEY, within + "<encryption>"));
            });
    parent
        .child("backup")
        .ifPresent(backup -> PomConfiguration.requireKnown(backup, BACKUP, place + "<backup>"));
  }

  /** A value of {@code <backups>}, the environment's own first. */
  Optional<Value> value(String name) {
    return roots().flatMap(root -> root.value(List.of("backups"), name).stream()).findFirst();
  }

  /** A value within elements, the environment's own first. */
  Optional<Value> value(List<String> within, String name) {
    return roots().flatMap(root -> root.value(within, name).stream()).findFirst();
  }

  /** A value of {@code <backups><encryption>}, the environment's own first. */
  Optional<Value> key(String name) {
    return roots()
        .flatMap(root -> root.value(List.of("backups", ENCRYPTION), name).stream())
        .findFirst();
  }

  /**
   * The passphrase's place: the first {@code <encryption>} that names one.
   *
   * @throws ConfigurationException when it names several
   */
  Optional<Value> keyPlace() {
    for (Root root : roots().toList()) {
      List<Value> places =
          Stream.of(SERVER_ID, PASSWORD_COMMAND)
              .flatMap(name -> root.value(List.of("backups", ENCRYPTION), name).stream())
              .toList();
      if (places.size() > 1) {
        throw Level.severalPasswords(places);
      }
      if (!places.isEmpty()) {
        return Optional.of(places.get(0));
      }
    }
    return Optional.empty();
  }

  /** A value of the environment's {@code <backup>}. */
  Optional<Value> source(String name) {
    return new Root(pom.entry(environment), pom.place(environment)).value(List.of("backup"), name);
  }

  /** The folders of every environment, as far as they are written. */
  List<Value> folders() {
    return Stream.concat(
            Stream.of(top()),
            pom.environments().stream().map(name -> new Root(pom.entry(name), pom.place(name))))
        .flatMap(root -> root.value(List.of("backups"), FOLDER).stream())
        .toList();
  }

  private Stream<Root> roots() {
    return Stream.of(new Root(pom.entry(environment), pom.place(environment)), top());
  }

  private Root top() {
    return new Root(pom.root(), pom.pom() + " ");
  }

  private record Root(Element element, String place) {

    Optional<Value> value(List<String> within, String name) {
      Optional<Element> parent = Optional.of(element);
      String where = place;
      for (String each : within) {
        parent = parent.flatMap(p -> p.child(each));
        where += "<" + each + ">";
      }
      String origin = where + "<" + name + ">";
      return parent
          .flatMap(p -> p.child(name))
          .flatMap(Element::text)
          .map(text -> PomConfiguration.resolved(name, new Value(text, origin)));
    }
  }
}

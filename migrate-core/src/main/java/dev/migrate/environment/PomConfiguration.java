package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This plugin's configuration in the POM, every element of it known.
 *
 * @param root the configuration
 * @param pom how to call the POM
 */
record PomConfiguration(Element root, String pom) {

  /** The environments that are there without being written. */
  static final List<String> BUILT_IN = List.of("development", "staging", "production");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[A-Za-z][\\w.-]*}");
  private static final List<String> TOP =
      List.of(
          "environment",
          "environments",
          "flyway",
          "embeddedFolder",
          "keepEmbedded",
          "backups",
          "audit",
          "targetServer",
          "entities",
          "persistenceUnit",
          "rules");
  private static final List<String> VALUES =
      List.of(
          Level.URL,
          Level.HOST,
          Level.PORT,
          Level.NAME,
          Level.USERNAME,
          Level.PASSWORD,
          Level.PASSWORD_COMMAND,
          Level.SERVER_ID,
          Level.TLS,
          Level.TRUST_STORE,
          Level.TRUST_STORE_PASSWORD,
          Level.CONNECT_TIMEOUT,
          Level.LOCK_TIMEOUT,
          Level.LOCK_WAIT_TIMEOUT,
          Level.CUTOVER_TIMEOUT,
          Level.REPLICAS,
          Level.MAXIMUM_LAG);
  private static final List<String> ENTRY =
      Stream.concat(
              VALUES.stream(),
              Stream.of(
                  "like", "properties", "policy", "backups", "backup", "scratch", "audit", "rules"))
          .toList();
  private static final List<String> SCRATCH =
      List.of(
          Level.URL,
          Level.HOST,
          Level.PORT,
          Level.USERNAME,
          Level.PASSWORD,
          Level.PASSWORD_COMMAND,
          Level.SERVER_ID,
          Level.TLS,
          Level.TRUST_STORE,
          Level.TRUST_STORE_PASSWORD,
          Level.CONNECT_TIMEOUT,
          "properties");

  /**
   * Reads the configuration.
   *
   * @throws ConfigurationException when an element is unknown, stands twice or has both text and
   *     elements
   */
  static PomConfiguration read(Inputs inputs) {
    PomConfiguration configuration = new PomConfiguration(inputs.configuration(), inputs.pom());
    configuration.requireKnown();
    return configuration;
  }

  /** The text of an element directly in the configuration. */
  Optional<Value> value(String name) {
    return root.child(name).flatMap(element -> written(element, place()));
  }

  /** The names of all environments, built in and the team's own. */
  List<String> environments() {
    Set<String> names = new LinkedHashSet<>(BUILT_IN);
    entries().forEach(entry -> names.add(entry.name()));
    return List.copyOf(names);
  }

  /** The names of those that have an entry, in its order. */
  List<String> written() {
    return entries().stream().map(Element::name).toList();
  }

  /** The entry of an environment; an empty one where the POM has none. */
  Element entry(String environment) {
    return entries().stream()
        .filter(entry -> entry.name().equals(environment))
        .findFirst()
        .orElseGet(() -> Element.of(environment));
  }

  /**
   * The preset an environment's policy starts from: production, unless its entry says otherwise.
   */
  String preset(String environment) {
    if (BUILT_IN.contains(environment)) {
      return environment;
    }
    Optional<Value> like =
        entry(environment).child("like").flatMap(e -> written(e, place(environment)));
    like.filter(value -> !BUILT_IN.contains(value.text()))
        .ifPresent(
            value -> {
              throw Scalars.invalid("like", value, String.join(", ", BUILT_IN));
            });
    return like.map(Value::text).orElse("production");
  }

  /**
   * What the entry of an environment says of its database.
   *
   * @param above the stronger levels
   */
  Level level(String environment, List<Level> above) {
    return level(entry(environment), place(environment), above, null);
  }

  /**
   * What the {@code <scratch>} of an environment's entry says of the scratch server.
   *
   * @param above the stronger levels
   * @param database the database's name, of which it says nothing
   */
  Level scratchLevel(String environment, List<Level> above, String database) {
    Element scratch = entry(environment).child("scratch").orElseGet(() -> Element.of("scratch"));
    return level(scratch, place(environment) + "<scratch>", above, database);
  }

  private Level level(Element entry, String place, List<Level> above, @Nullable String database) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String name : VALUES) {
      entry
          .child(name)
          .flatMap(element -> written(element, place))
          .filter(value -> !(isUnresolved(value) && isOverridden(name, above)))
          .ifPresent(value -> values.put(name, resolved(name, value)));
    }
    if (values.containsKey(Level.TRUST_STORE_PASSWORD) && !values.containsKey(Level.TRUST_STORE)) {
      throw problem(
          "setting-invalid",
          "trustStorePassword is set, but no trustStore.",
          place,
          "add <trustStore>, or remove <trustStorePassword>");
    }
    return Level.checked(values, properties(entry, place), above, database);
  }

  /** {@code pom.xml <environments><staging>}. */
  String place(String environment) {
    return place() + "<environments><" + environment + ">";
  }

  private String place() {
    return pom + " ";
  }

  private List<Element> entries() {
    return root.child("environments").map(Element::children).orElse(List.of());
  }

  private Map<String, Value> properties(Element entry, String entryPlace) {
    Map<String, Value> properties = new LinkedHashMap<>();
    String place = entryPlace + "<properties>";
    for (Element property : entry.child("properties").map(Element::children).orElse(List.of())) {
      ConnectionProperties.requireKnown(property.name(), place + "<" + property.name() + ">");
      written(property, place)
          .ifPresent(value -> properties.put(property.name(), resolved(property.name(), value)));
    }
    return properties;
  }

  private Optional<Value> written(Element element, String place) {
    return element.text().map(text -> new Value(text, place + "<" + element.name() + ">"));
  }

  private static boolean isOverridden(String name, List<Level> above) {
    return switch (name) {
      case Level.URL -> above.stream().anyMatch(level -> level.url() != null);
      case Level.PASSWORD, Level.PASSWORD_COMMAND, Level.SERVER_ID ->
          above.stream().anyMatch(level -> level.passwordKey().isPresent());
      default -> above.stream().anyMatch(level -> level.value(name).isPresent());
    };
  }

  /** Maven leaves {@code ${env.X}} standing when there is no such variable. */
  private static boolean isUnresolved(Value value) {
    return EXPRESSION.matcher(value.text()).find();
  }

  /** The value, if Maven resolved what is in it. */
  static Value resolved(String name, Value value) {
    Matcher expression = EXPRESSION.matcher(value.text());
    if (expression.find()) {
      boolean hidden = Secrets.isSecret(name) || name.equals(Level.URL);
      throw problem(
          "setting-unresolved",
          name
              + " still holds "
              + (hidden ? "an expression" : expression.group())
              + " that Maven did not resolve.",
          value.origin(),
          "define the property or the environment variable it names for this run");
    }
    return value;
  }

  private void requireKnown() {
    requireKnown(root, TOP, place());
    BackupElements.requireKnown(root, place());
    AuditResolver.requireKnown(root, place());
    RuleResolver.requireKnown(root, place());
    for (Element entry : root.child("environments").map(Element::children).orElse(List.of())) {
      requireOwnName(entry.name());
      List<String> allowed =
          BUILT_IN.contains(entry.name())
              ? ENTRY.stream().filter(name -> !name.equals("like")).toList()
              : ENTRY;
      requireKnown(entry, allowed, place(entry.name()));
      BackupElements.requireKnown(entry, place(entry.name()));
      AuditResolver.requireKnown(entry, place(entry.name()));
      RuleResolver.requireKnown(entry, place(entry.name()));
      entry
          .child("scratch")
          .ifPresent(each -> requireKnown(each, SCRATCH, place(entry.name()) + "<scratch>"));
      entry
          .child("policy")
          .ifPresent(policy -> requireKnownPolicy(policy, place(entry.name()) + "<policy>"));
    }
    root.child("environments")
        .ifPresent(all -> requireKnown(all, environments(), place() + "<environments>"));
  }

  private static void requireKnownPolicy(Element policy, String place) {
    List<String> allowed = new ArrayList<>(Policies.ELEMENTS);
    allowed.addAll(GuardResolver.ELEMENTS);
    allowed.addAll(WatchResolver.ELEMENTS);
    allowed.add("loosen");
    requireKnown(policy, allowed, place);
    policy
        .child("loosen")
        .ifPresent(
            loosen -> {
              requireKnown(loosen, Policies.LOOSENED, place + "<loosen>");
              for (Element value : loosen.children()) {
                if (policy.child(value.name()).isPresent()) {
                  throw twice(value.name(), place);
                }
              }
            });
  }

  private void requireOwnName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!name.equals(lower) && BUILT_IN.contains(lower)) {
      throw problem(
          "setting-unknown",
          "<" + name + "> is not the environment " + lower + ": names are case-sensitive.",
          place(name),
          "write <" + lower + ">");
    }
  }

  /** Refuses elements that are not known, or stand twice. */
  static void requireKnown(Element parent, List<String> known, String place) {
    Set<String> seen = new HashSet<>();
    for (Element child : parent.children()) {
      if (!known.contains(child.name())) {
        throw problem(
            "setting-unknown",
            "There is no setting <" + child.name() + "> here.",
            place + "<" + child.name() + ">",
            Names.advice(child.name(), known));
      }
      if (!seen.add(child.name())) {
        throw twice(child.name(), place);
      }
    }
    if (parent.text().isPresent() && !known.isEmpty()) {
      throw problem(
          "setting-invalid",
          "<" + parent.name() + "> holds text where it should hold elements.",
          place,
          "write elements within it: " + String.join(", ", known));
    }
  }

  private static ConfigurationException twice(String name, String place) {
    return problem(
        "setting-twice",
        "<" + name + "> is given more than once.",
        place + "<" + name + ">",
        "keep one of them");
  }

  static ConfigurationException problem(String code, String what, String place, String fix) {
    return new ConfigurationException(Problem.of(code, what).at(place).fix(fix));
  }
}

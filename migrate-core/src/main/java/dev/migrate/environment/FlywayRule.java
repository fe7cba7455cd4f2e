package dev.migrate.environment;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one of Flyway's settings here. The settings are those of Flyway 13 ("Flyway
 * Documentation", Configuration Reference), of its Maven plugin, of Spring Boot's {@code
 * spring.flyway} properties, and those earlier versions had.
 *
 * @param name without {@code flyway.}; ends in a dot for a whole family
 * @param kind what becomes of it
 * @param type what its value looks like
 * @param note why it has no effect, or what to do instead of an unsupported one
 * @param harmless the value with which an unsupported setting asks for nothing
 */
record FlywayRule(String name, Kind kind, Type type, String note, @Nullable String harmless) {

  /** What becomes of a setting. */
  enum Kind {
    /** Passed on to Flyway's naming, reading and checking of migrations. */
    SUPPORTED,
    /** Says where the database is. */
    DATABASE,
    /** Says where further settings are. */
    READING,
    /** Changes nothing about what is migrated. */
    WITHOUT_EFFECT,
    /** Would change what is migrated, in a way that is not provided. */
    UNSUPPORTED
  }

  /** What a value looks like, and when two are the same. */
  enum Type {
    TEXT,
    FLAG,
    LIST,
    LOCATIONS,
    CHARSET
  }

  private static final String CONNECTION =
      "the connection is this plugin's own; see <connectTimeout>";
  private static final String OUTPUT = "output and reports are this plugin's own";
  private static final String SCRIPTS = "only migrations that are not SQL or Java use it";
  private static final String SPEED = "statements are sent one by one";
  private static final String CLEANING = "there is no goal that cleans";
  private static final String VENDOR = "it concerns another kind of database";
  private static final String LICENCE =
      "it only unlocks paid features, whose own settings are each looked at";
  private static final String STATES = "write <ignoreMigrationPatterns>, as Flyway has it since 9";
  private static final String SECRETS =
      "give the password by <passwordCommand> in the environment's POM entry";

  private static final Map<String, FlywayRule> RULES = rules();

  /** The rule of a setting by its exact name, without {@code flyway.}. */
  static Optional<FlywayRule> of(String name) {
    FlywayRule exact = RULES.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return RULES.values().stream()
        .filter(rule -> rule.name.endsWith(".") && name.length() > rule.name.length())
        .filter(rule -> name.startsWith(rule.name))
        .findFirst();
  }

  /** Flyway's spelling of a setting written in any of Spring's: {@code out-of-order}. */
  static Optional<String> exactName(String written) {
    int dot = written.indexOf('.');
    String family = Names.plain(dot < 0 ? written : written.substring(0, dot + 1));
    return RULES.keySet().stream()
        .filter(name -> Names.plain(name).equals(family))
        .findFirst()
        .map(name -> dot < 0 ? name : name + written.substring(dot + 1));
  }

  /** All names, for advice. */
  static Collection<String> names() {
    return RULES.keySet();
  }

  /** Whether a value asks for nothing even though the setting is not supported. */
  boolean isHarmless(String value) {
    return value.isBlank() || value.strip().equalsIgnoreCase(harmless);
  }

  private static Map<String, FlywayRule> rules() {
    Map<String, FlywayRule> rules = new LinkedHashMap<>();
    Stream.of(supported(), read(), withoutEffect(), unsupported())
        .flatMap(List::stream)
        .forEach(rule -> rules.put(rule.name, rule));
    return rules;
  }

  private static List<FlywayRule> supported() {
    return joined(
        List.of(
            some(Kind.SUPPORTED, Type.LOCATIONS, "", "locations", "callbackLocations"),
            some(
                Kind.SUPPORTED,
                Type.LIST,
                "",
                "schemas",
                "sqlMigrationSuffixes",
                "ignoreMigrationPatterns",
                "callbacks"),
            some(
                Kind.SUPPORTED,
                Type.TEXT,
                "",
                "table",
                "tablespace",
                "defaultSchema",
                "target",
                "placeholders.",
                "placeholderPrefix",
                "placeholderSuffix",
                "placeholderSeparator",
                "sqlMigrationPrefix",
                "undoSqlMigrationPrefix",
                "repeatableSqlMigrationPrefix",
                "baselineMigrationPrefix",
                "sqlMigrationSeparator",
                "baselineVersion",
                "baselineDescription",
                "installedBy",
                "initSql"),
            some(Kind.SUPPORTED, Type.CHARSET, "", "encoding"),
            some(
                Kind.SUPPORTED,
                Type.FLAG,
                "",
                "placeholderReplacement",
                "outOfOrder",
                "baselineOnMigrate",
                "validateMigrationNaming",
                "validateOnMigrate",
                "createSchemas",
                "failOnMissingLocations",
                "skipDefaultCallbacks",
                "detectEncoding",
                "executeInTransaction")));
  }

  private static List<FlywayRule> read() {
    return joined(
        List.of(
            some(
                Kind.DATABASE,
                Type.TEXT,
                "",
                "url",
                "user",
                "password",
                "serverId",
                "jdbcProperties."),
            some(
                Kind.READING,
                Type.TEXT,
                "read",
                "configFiles",
                "configFileEncoding",
                "workingDirectory",
                "environment")));
  }

  private static List<FlywayRule> withoutEffect() {
    return joined(
        List.of(
            without(CONNECTION, "connectRetries", "connectRetriesInterval"),
            without("waiting for another run is bounded by <lockTimeout>", "lockRetryCount"),
            without(SPEED, "batch", "stream"),
            without("statements of MySQL and MariaDB are never mixed in Flyway's sense", "mixed"),
            without(CLEANING, "cleanDisabled", "clean."),
            without(
                OUTPUT,
                "outputQueryResults",
                "outputProgress",
                "outputType",
                "outputLogsInJson",
                "reportEnabled",
                "reportFilename",
                "loggers",
                "color"),
            without(
                SCRIPTS,
                "scriptPlaceholderPrefix",
                "scriptPlaceholderSuffix",
                "powershellExecutable"),
            without(VENDOR, "postgresql.", "oracle.", "sqlserver."),
            without(LICENCE, "licenseKey", "token", "email", "offlinePermitPath"),
            without("the driver is MySQL Connector/J", "driver"),
            without("both databases are supported", "communityDBSupportEnabled"),
            without("it concerns Gradle", "configurations"),
            without("it concerns flyway-maven-plugin's own goals", "skip", "current"),
            without("it concerns the application's start", "enabled", "checkLocation")));
  }

  private static List<FlywayRule> unsupported() {
    return joined(
        List.of(
            refused("remove it; a run is committed migration by migration", "false", "group"),
            refused("put a migration's SQL into a file", "", "resolvers", "migrationResolvers"),
            refused("remove it", "false", "skipDefaultResolvers", "failOnMissingTarget"),
            refused("use the goal baseline instead", "false", "skipExecutingMigrations"),
            refused("remove it; migrations are always run in their order", "", "cherryPick"),
            refused("remove it; nothing is ever cleaned", "false", "cleanOnValidationError"),
            refused("remove it", "", "dryRunOutput", "errorOverrides"),
            refused("put the classes on the project's class path", "", "jarDirs"),
            refused("remove it", "", "kerberosConfigFile"),
            refused("remove it", "false", "publishResult", "checkDriftOnMigrate"),
            refused(
                "remove it; the database has to be there",
                "provision",
                "provisionMode",
                "environmentProvisionMode"),
            refused("remove it; the database has to be there", "", "provisioner"),
            refused(
                STATES,
                "false",
                "ignoreMissingMigrations",
                "ignoreIgnoredMigrations",
                "ignorePendingMigrations"),
            refused(STATES, "true", "ignoreFutureMigrations"),
            refused(
                SECRETS,
                "",
                "propertyResolvers.",
                "vault.",
                "dapr.",
                "gcsm.",
                "conjur.",
                "secretsManager.",
                "plugins."),
            refused("remove it", "", "check.", "snapshot.", "deploy.", "prepare.", "undo.")));
  }

  private static List<FlywayRule> without(String note, String... names) {
    return some(Kind.WITHOUT_EFFECT, Type.TEXT, note, names);
  }

  private static List<FlywayRule> refused(String note, String harmless, String... names) {
    return Arrays.stream(names)
        .map(name -> new FlywayRule(name, Kind.UNSUPPORTED, Type.TEXT, note, harmless))
        .toList();
  }

  private static List<FlywayRule> some(Kind kind, Type type, String note, String... names) {
    return Arrays.stream(names).map(name -> new FlywayRule(name, kind, type, note, null)).toList();
  }

  private static List<FlywayRule> joined(List<List<FlywayRule>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }
}

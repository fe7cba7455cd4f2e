package dev.migrate.history;

import dev.migrate.environment.ProjectLayout;
import dev.migrate.environment.Secrets;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.parser.PlaceholderReplacingReader;
import org.flywaydb.core.internal.resource.ResourceNameParser;

/** The text of scripts, with placeholders replaced the way Flyway replaces them. */
final class Scripts {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Set<String> CONF_KEYS =
      Set.of("placeholderReplacement", "executeInTransaction");

  private final Configuration configuration;
  private final Locations locations;
  private final Set<String> secrets;
  private final ParsingContext context = new ParsingContext();

  Scripts(
      Configuration configuration,
      Locations locations,
      ProjectLayout project,
      Migrations.Target target) {
    this.configuration = configuration;
    this.secrets =
        configuration.getPlaceholders().entrySet().stream()
            .filter(each -> Secrets.isSecret(each.getKey()) && !each.getValue().isBlank())
            .map(Map.Entry::getValue)
            .collect(Collectors.toUnmodifiableSet());
    this.locations = locations;
    Map<String, String> values = context.getPlaceholders();
    String prefix = "flyway" + configuration.getPlaceholderSeparator();
    values.put(prefix + "defaultSchema", target.schema());
    values.put(prefix + "database", target.database());
    values.put(prefix + "user", target.user());
    values.put(prefix + "table", configuration.getTable());
    values.put(prefix + "timestamp", LocalDateTime.now(ZoneId.systemDefault()).format(TIMESTAMP));
    values.put(prefix + "workingDirectory", project.baseDirectory().toString());
    values.put(prefix + "environment", configuration.getCurrentEnvironmentName());
  }

  /** What Flyway's own readers need to know. */
  ParsingContext context() {
    return context;
  }

  /** The script, ready to be cut into statements. */
  Script script(MigrationResource resource) {
    return new Script(resource.getAbsolutePath(), text(resource), secrets);
  }

  private String text(MigrationResource resource) {
    String text = resource.text();
    if (!configuration.isPlaceholderReplacement() || replacementOff(resource)) {
      return text;
    }
    context.updateFilenamePlaceholder(
        new ResourceNameParser(configuration).parse(resource.getFilename()), configuration);
    StringWriter out = new StringWriter(text.length());
    try (Reader reader =
        PlaceholderReplacingReader.create(configuration, context, new StringReader(text))) {
      reader.transferTo(out);
    } catch (IOException | FlywayException e) {
      throw new ConfigurationException(
          Problem.of("placeholder-missing", String.valueOf(e.getMessage()))
              .at(resource.getAbsolutePath())
              .fix(
                  "Give it a value, <flyway><placeholders.NAME>…</placeholders.NAME></flyway> in the"
                      + " POM, or set <placeholderReplacement>false</placeholderReplacement> there."),
          e);
    }
    return out.toString();
  }

  /** A script may come with settings of its own: {@code V1__x.sql.conf}. */
  private boolean replacementOff(MigrationResource resource) {
    if (!(locations.getResource(resource.getRelativePath() + ".conf")
        instanceof MigrationResource conf)) {
      return false;
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(conf.text()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    for (String key : properties.stringPropertyNames()) {
      if (!CONF_KEYS.contains(key)) {
        throw new ConfigurationException(
            Problem.of(
                    "script-setting-unsupported",
                    "The setting " + key + " of a script is not supported.")
                .at(conf.getAbsolutePath())
                .fix("Remove it; understood are: " + CONF_KEYS + "."));
      }
    }
    return "false".equalsIgnoreCase(properties.getProperty("placeholderReplacement"));
  }
}

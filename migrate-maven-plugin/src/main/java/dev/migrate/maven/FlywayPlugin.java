package dev.migrate.maven;

import dev.migrate.environment.Element;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** flyway-maven-plugin's configuration in a project that uses it. */
final class FlywayPlugin {

  private static final List<String> KEYS =
      List.of("org.flywaydb:flyway-maven-plugin", "com.redgate.flyway:flyway-maven-plugin");

  private FlywayPlugin() {}

  /**
   * The configuration that {@code flyway:migrate} has in this project, its own or managed; that of
   * the one execution that migrates, if there is one such; null when the project does not use the
   * plugin.
   */
  static @Nullable Element configuration(MavenProject project) {
    return KEYS.stream()
        .map(key -> plugin(project, key))
        .filter(Objects::nonNull)
        .findFirst()
        .map(FlywayPlugin::configuration)
        .orElse(null);
  }

  private static @Nullable Plugin plugin(MavenProject project, String key) {
    Plugin plugin = project.getPlugin(key);
    PluginManagement managed = project.getBuild().getPluginManagement();
    return plugin != null || managed == null ? plugin : managed.getPluginsAsMap().get(key);
  }

  private static Element configuration(Plugin plugin) {
    List<PluginExecution> migrating =
        plugin.getExecutions().stream()
            .filter(execution -> execution.getGoals().contains("migrate"))
            .toList();
    Stream<Object> configurations =
        migrating.size() == 1
            ? Stream.of(migrating.get(0).getConfiguration(), plugin.getConfiguration())
            : Stream.of(plugin.getConfiguration());
    Optional<Xpp3Dom> configuration =
        configurations.filter(Xpp3Dom.class::isInstance).map(Xpp3Dom.class::cast).findFirst();
    return configuration.map(Elements::of).orElseGet(() -> Element.of("configuration"));
  }
}

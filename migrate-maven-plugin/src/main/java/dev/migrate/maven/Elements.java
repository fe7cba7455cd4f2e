package dev.migrate.maven;

import dev.migrate.environment.Element;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** Plugin configuration as the core reads it: every element, known or not. */
final class Elements {

  /** What the core reads from this plugin's configuration. */
  private static final Set<String> OURS =
      Set.of(
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

  /** What says where one database is, and so cannot hold for every environment. */
  private static final List<String> OF_AN_ENVIRONMENT = List.of("url", "username", "password");

  private Elements() {}

  /**
   * This plugin's configuration as the POM has it, without what Maven adds for what it does not
   * have: {@code <environment>${migrate.environment}</environment>}.
   *
   * @param evaluate gives the value of a text with expressions that were not known when the POM was
   *     read
   */
  static Element ours(@Nullable Xpp3Dom configuration, UnaryOperator<@Nullable String> evaluate) {
    List<Xpp3Dom> written = written(configuration);
    written.forEach(Elements::refuseMisplaced);
    return new Element(
        "configuration",
        null,
        written.stream()
            .filter(child -> OURS.contains(child.getName()))
            .map(child -> element(child, evaluate))
            .toList());
  }

  /** Another plugin's configuration, as it is. */
  static Element of(Xpp3Dom configuration) {
    return element(configuration, UnaryOperator.identity());
  }

  private static List<Xpp3Dom> written(@Nullable Xpp3Dom configuration) {
    if (configuration == null) {
      return List.of();
    }
    return Stream.of(configuration.getChildren())
        .filter(child -> !("${migrate." + child.getName() + "}").equals(child.getValue()))
        .toList();
  }

  private static void refuseMisplaced(Xpp3Dom child) {
    String name = child.getName();
    if (OF_AN_ENVIRONMENT.contains(name)) {
      throw new ConfigurationException(
          Problem.of(
                  "setting-misplaced",
                  "<" + name + "> belongs to one environment, not to the plugin as a whole.")
              .at("<configuration><" + name + ">")
              .fix(
                  "Write <environments><development><"
                      + name
                      + ">…</"
                      + name
                      + "></development></environments>, or give -Dmigrate."
                      + name
                      + "."));
    }
  }

  private static Element element(Xpp3Dom dom, UnaryOperator<@Nullable String> evaluate) {
    return new Element(
        dom.getName(),
        evaluate.apply(dom.getValue()),
        Stream.of(dom.getChildren()).map(child -> element(child, evaluate)).toList());
  }
}

package dev.migrate.environment;

import java.util.List;

/** The connection properties that a POM may set. */
final class ConnectionProperties {

  private ConnectionProperties() {}

  /** Refuses a name that is unknown, or for which there is a setting of ours. */
  static void requireKnown(String name, String place) {
    String instead =
        switch (Names.plain(name)) {
          case "user", "username" -> "<username>";
          case "password" -> "<password>";
          case "connecttimeout" -> "<connectTimeout>";
          default -> UrlParameters.concernsTls(name) ? "<tls>" : null;
        };
    if (instead != null) {
      throw PomConfiguration.problem(
          "connection-property-refused",
          name + " is not set as a connection property.",
          place,
          "write " + instead + " beside <properties>");
    }
    List<String> known = UrlParameters.connectorNames();
    if (known.stream().noneMatch(name::equalsIgnoreCase)) {
      List<String> near = Names.near(name, known);
      throw PomConfiguration.problem(
          "connection-property-unknown",
          "MySQL Connector/J has no connection property \"" + name + "\".",
          place,
          near.isEmpty()
              ? "remove it; the names are in the Connector/J Developer Guide, \"Configuration"
                  + " Properties\""
              : Names.advice(name, known));
    }
  }
}

package dev.migrate.generate.jpa;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.outcome.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The Hibernate that stands in where a project has only the API of JPA. */
record HibernateLibrary(String groupId, String version) {

  private static final String ARTIFACT_ID = "hibernate-core";

  /** The line made for the API that the project has. */
  static HibernateLibrary of(Api api, boolean jpa32) {
    if (api == Api.JAVAX) {
      return new HibernateLibrary("org.hibernate", "5.6.15.Final");
    }
    return new HibernateLibrary("org.hibernate.orm", jpa32 ? "7.4.13.Final" : "6.6.56.Final");
  }

  /** Its files and those it needs. */
  List<Path> resolve(ArtifactSource artifacts, Consumer<Event> events) {
    events.accept(
        new Event.Preparing("fetching Hibernate " + version + ", since the project has none"));
    return artifacts.resolveAll(groupId, ARTIFACT_ID, version);
  }
}

package dev.migrate.generate.jpa;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.EntitySettings;
import dev.migrate.environment.Environment;
import dev.migrate.environment.ProjectLayout;
import dev.migrate.environment.ProjectLayout.Artifact;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The schema that a project's JPA entities ask for. */
public final class JpaSchema {

  static final String MAPPING_RESOURCES = EntitySettings.MAPPING_RESOURCES;

  private JpaSchema() {}

  /**
   * The project of an environment: its compiled classes, the modules of its build, and the
   * artifacts that its settings name.
   *
   * @throws ConfigurationException {@code entities-unknown} when a named artifact is not among the
   *     dependencies; also when a setting of Spring cannot be read
   */
  public static JpaProject project(Environment environment) {
    ProjectLayout layout = environment.project();
    List<Artifact> artifacts = layout.artifacts().get();
    List<Path> named =
        environment.entities().artifacts().stream().map(name -> file(name, artifacts)).toList();
    Set<Path> roots = new LinkedHashSet<>();
    roots.add(layout.classesDirectory());
    artifacts.stream().filter(Artifact::module).map(Artifact::file).forEach(roots::add);
    roots.addAll(named);
    List<Path> classPath = new ArrayList<>(List.of(layout.classesDirectory()));
    artifacts.forEach(artifact -> classPath.add(artifact.file()));
    return new JpaProject(
        List.copyOf(roots),
        named,
        classPath,
        layout.sourceDirectories(),
        environment.entities().properties().get(),
        environment.entities().persistenceUnit().orElse(null));
  }

  /**
   * Looks for the entities, by the bytes of their classes and by mapping files; loads none.
   *
   * @throws ConfigurationException {@code persistence-unit-ambiguous}, {@code
   *     persistence-unit-unknown}, {@code entities-unreadable}
   */
  public static Found scan(JpaProject project) {
    return Mapping.of(project).found();
  }

  /**
   * Has the project's Hibernate write the DDL of its entities for a server; connects to none. A
   * project with only the API of JPA gets the Hibernate of that API.
   *
   * @param server the server whose DDL is wanted
   * @param artifacts where Hibernate comes from, if the project has none
   * @throws ConfigurationException {@code entities-none} when there are no entities, saying what
   *     was looked at; {@code entities-unmappable} when Hibernate refuses them; and those of {@link
   *     #scan}
   * @throws ServerException {@code hibernate-failed} when its JVM ends without an answer; when
   *     Hibernate cannot be fetched
   */
  public static JpaDdl ddl(
      JpaProject project, ServerVersion server, ArtifactSource artifacts, Consumer<Event> events) {
    long begin = System.nanoTime();
    Mapping mapping = Mapping.of(project);
    Duration scanTime = since(begin);
    if (mapping.found().entities().isEmpty()) {
      throw JpaProblems.none(mapping);
    }
    List<Path> classPath = new ArrayList<>();
    if (!mapping.library().hibernate()) {
      HibernateLibrary library = HibernateLibrary.of(mapping.api(), mapping.library().jpa32());
      classPath.addAll(library.resolve(artifacts, events));
    }
    classPath.addAll(project.classPath());
    String product = WorkerRequest.product(server, new ClassPath(project.classPath()));
    events.accept(
        new Event.Preparing(
            "asking Hibernate for the tables of the entities: "
                + mapping.found().entities().size()));
    long asked = System.nanoTime();
    Properties answer = HibernateProcess.ask(WorkerRequest.of(mapping, server, product), classPath);
    if (answer.containsKey("error")) {
      throw JpaProblems.unmappable(mapping, answer);
    }
    return new JpaDdl(
        list(answer, "statement"),
        answer.getProperty("hibernate", ""),
        mapping.library().hibernate(),
        mapping.found(),
        scanTime,
        since(asked),
        notices(mapping, answer, server, product));
  }

  private static List<String> notices(
      Mapping mapping, Properties answer, ServerVersion server, String product) {
    List<String> notices = new ArrayList<>(mapping.found().notices());
    notices.addAll(list(answer, "note"));
    if (!mapping.found().foreign().isEmpty()) {
      notices.add(
          mapping.found().foreign().size()
              + " classes are left out: they have "
              + mapping.api().other().entity()
              + ", not "
              + mapping.api().entity());
    }
    if (server.vendor() == Vendor.MARIADB && !product.equals(server.vendor().text())) {
      notices.add(
          "Hibernate takes the server for MySQL, as it will in the application: its driver is"
              + " Connector/J.");
    }
    return notices;
  }

  private static Path file(String name, List<Artifact> artifacts) {
    return artifacts.stream()
        .filter(artifact -> artifact.name().equals(name))
        .findFirst()
        .map(Artifact::file)
        .orElseThrow(() -> unknown(name, artifacts));
  }

  private static ConfigurationException unknown(String name, List<Artifact> artifacts) {
    String last = name.substring(name.indexOf(':') + 1);
    String near =
        artifacts.stream()
            .map(Artifact::name)
            .filter(known -> known.contains(last))
            .sorted()
            .collect(Collectors.joining(", "));
    return new ConfigurationException(
        Problem.of("entities-unknown", "There is no artifact " + name + " on the class path.")
            .at("migrate.entities")
            .fix(
                near.isEmpty()
                    ? "Write groupId:artifactId of a dependency; mvn dependency:tree shows them."
                    : "Did you mean " + near + "?"));
  }

  private static List<String> list(Properties answer, String name) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> answer.getProperty(name + "." + i, ""))
        .takeWhile(text -> !text.isEmpty())
        .toList();
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}

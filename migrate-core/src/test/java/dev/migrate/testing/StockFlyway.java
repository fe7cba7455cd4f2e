package dev.migrate.testing;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.environment.Password;
import dev.migrate.environment.ProjectLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Flyway as it is released, of one line, run on a test project with the project's own settings.
 * Each line lives in a class loader of its own, from the jars the build copies into {@code
 * target/stock-flyway}.
 */
public final class StockFlyway {

  private static final Path JARS = Path.of("target", "stock-flyway");
  private static final String API = "org.flywaydb.core.api.";
  private static final ClassLoader DRIVER =
      new URLClassLoader(jars("driver"), ClassLoader.getPlatformClassLoader());
  private static final Map<String, ClassLoader> LOADERS = new ConcurrentHashMap<>();
  // Held, so that its level stays: what Flyway logs is not what is tested.
  private static final Logger LOG = Logger.getLogger("org.flywaydb");

  static {
    LOG.setLevel(Level.OFF);
  }

  private final String line;
  private final TestProject project;
  private final Map<String, String> properties = new HashMap<>();

  private StockFlyway(String line, TestProject project) {
    this.line = line;
    this.project = project;
  }

  /** A migration as Flyway's {@code info} sees it; {@code version} null for a repeatable one. */
  public record Info(
      String version, String description, String type, String state, Integer checksum) {}

  /** What Flyway threw. */
  public static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * The newest release of each line in use, oldest first; on a server that is not the embedded one
   * the first and the last of them: how they differ, the embedded one shows.
   */
  public static List<String> lines() {
    List<String> all = all();
    return System.getProperty("test.server", "embedded").equals("embedded")
        ? all
        : List.of(all.get(0), all.get(all.size() - 1));
  }

  private static List<String> all() {
    try (Stream<Path> folders = Files.list(JARS)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals("driver"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest line. */
  public static String newest() {
    List<String> lines = lines();
    return lines.get(lines.size() - 1);
  }

  /** Flyway of a line on a project; it reads the project's files and settings at each call. */
  public static StockFlyway of(String line, TestProject project) {
    return new StockFlyway(line, project);
  }

  /** Sets a property for stock Flyway only, by its name without {@code flyway.}. */
  public StockFlyway with(String name, String value) {
    properties.put("flyway." + name, value);
    return this;
  }

  /**
   * Runs {@code migrate}.
   *
   * @return what was applied, as {@code version description}
   * @throws Failure when Flyway refuses or fails
   */
  public List<String> migrate() {
    Object result = run("migrate");
    return ((List<?>) field(result, "migrations"))
        .stream().map(m -> (field(m, "version") + " " + field(m, "description")).strip()).toList();
  }

  /** Runs {@code info}; rows that only mark another as deleted are left out. */
  public List<Info> info() {
    Object service = run("info");
    List<Info> infos = new ArrayList<>();
    for (Object info : (Object[]) call(API + "MigrationInfoService", service, "all")) {
      Object version = get(info, "getVersion");
      String type = get(info, "getType").toString();
      if (!type.equals("DELETE")) {
        infos.add(
            new Info(
                version == null ? null : version.toString(),
                (String) get(info, "getDescription"),
                type,
                ((Enum<?>) get(info, "getState")).name(),
                (Integer) get(info, "getChecksum")));
      }
    }
    return infos;
  }

  /** Runs {@code validate}, pending migrations aside; what it finds wrong, empty when nothing. */
  public List<String> validate() {
    Object result =
        new StockFlyway(line, project)
            .with("ignoreMigrationPatterns", "*:pending,*:future")
            .run("validateWithResult");
    return ((List<?>) field(result, "invalidMigrations"))
        .stream().map(m -> first(field(field(m, "errorDetails"), "errorMessage"))).toList();
  }

  /** Runs {@code repair}. */
  public void repair() {
    run("repair");
  }

  /** Runs {@code baseline}. */
  public void baseline() {
    run("baseline");
  }

  private Object run(String command) {
    Environment environment = project.toEnvironment();
    ClassLoader classes = projectClasses(environment.project());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      Object configuration = configure(environment, classes);
      Object flyway = call(API + "configuration.FluentConfiguration", configuration, "load");
      return call("org.flywaydb.core.Flyway", flyway, command);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Object configure(Environment environment, ClassLoader classes) {
    Map<String, String> all = new HashMap<>(environment.flyway().properties());
    all.remove("flyway.undoSqlMigrationPrefix");
    all.putAll(properties);
    DatabaseSettings database = project.database();
    all.put("flyway.url", "jdbc:mysql://" + database.address());
    all.put("flyway.user", database.username());
    all.put("flyway.password", ((Password.Fixed) database.password()).value());
    try {
      Object configuration =
          type("org.flywaydb.core.Flyway")
              .getMethod("configure", ClassLoader.class)
              .invoke(null, classes);
      configuration.getClass().getMethod("configuration", Map.class).invoke(configuration, all);
      return configuration;
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  private ClassLoader projectClasses(ProjectLayout layout) {
    List<Path> folders = new ArrayList<>(layout.resourceDirectories());
    folders.add(layout.classesDirectory());
    return new URLClassLoader(
        folders.stream().map(StockFlyway::url).toArray(URL[]::new), loader(line));
  }

  private Object get(Object info, String getter) {
    return call(API + "MigrationInfo", info, getter);
  }

  private Object call(String type, Object target, String method) {
    try {
      return type(type).getMethod(method).invoke(target);
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return loader(line).loadClass(name);
  }

  private static String first(Object text) {
    return text.toString().lines().findFirst().orElseThrow();
  }

  private static Object field(Object target, String name) {
    try {
      return target.getClass().getField(name).get(target);
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(ReflectiveOperationException e) {
    return e instanceof InvocationTargetException
        ? new Failure(e.getCause())
        : new IllegalStateException(e);
  }

  private static ClassLoader loader(String line) {
    return LOADERS.computeIfAbsent(line, name -> new URLClassLoader(jars(name), DRIVER));
  }

  private static URL[] jars(String folder) {
    try (Stream<Path> files = Files.list(JARS.resolve(folder))) {
      return files.map(StockFlyway::url).toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}

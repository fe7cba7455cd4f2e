package dev.migrate.generate.hibernate;

import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.PhysicalNamingStrategy;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.selector.spi.StrategySelector;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;
import org.jspecify.annotations.Nullable;

/** The DDL of a project's entities, from the Hibernate on the class path. */
final class EntitySchema {

  private static final Pattern END =
      Pattern.compile(Pattern.quote(Settings.DELIMITER) + "\\s*", Pattern.MULTILINE);

  private final Request request;
  private final Map<String, Object> settings;
  private final List<String> notes = new ArrayList<>();

  EntitySchema(Request request) {
    this.request = request;
    this.settings = Settings.of(request);
  }

  /** What a person should know of the DDL. */
  List<String> notes() {
    return notes;
  }

  /** The statements that make all tables, in Hibernate's order. */
  List<String> statements() {
    StandardServiceRegistry registry =
        new StandardServiceRegistryBuilder().applySettings(settings).build();
    try {
      OwnDatabaseNaming naming = new OwnDatabaseNaming(naming(registry));
      Metadata metadata =
          sources(registry).getMetadataBuilder().applyPhysicalNamingStrategy(naming).build();
      BeanConstraints.apply(
              metadata, settings, registry.getService(JdbcServices.class).getDialect())
          .ifPresent(why -> notes.add("The constraints of Bean Validation are left out: " + why));
      List<String> statements = script(metadata, registry);
      requireOneDatabase(naming);
      return statements;
    } finally {
      StandardServiceRegistryBuilder.destroy(registry);
    }
  }

  private PhysicalNamingStrategy naming(StandardServiceRegistry registry) {
    PhysicalNamingStrategy standard = PhysicalNamingStrategyStandardImpl.INSTANCE;
    return registry
        .getService(StrategySelector.class)
        .resolveDefaultableStrategy(
            PhysicalNamingStrategy.class,
            settings.get("hibernate.physical_naming_strategy"),
            standard);
  }

  private MetadataSources sources(StandardServiceRegistry registry) {
    MetadataSources sources = new MetadataSources(registry);
    request.list("class").forEach(name -> sources.addAnnotatedClass(loaded(name)));
    request.list("package").forEach(sources::addPackage);
    request.list("resource").forEach(sources::addResource);
    request.list("url").forEach(url -> sources.addURL(url(url)));
    return sources;
  }

  /** Loads a class with the types of its members: whatever is missing is named with the class. */
  private static Class<?> loaded(String name) {
    try {
      Class<?> loaded = Class.forName(name, false, EntitySchema.class.getClassLoader());
      Arrays.stream(loaded.getDeclaredFields()).forEach(field -> field.getGenericType());
      Arrays.stream(loaded.getDeclaredMethods()).forEach(method -> method.getGenericReturnType());
      return loaded;
    } catch (ClassNotFoundException | LinkageError | TypeNotPresentException e) {
      throw new UnusableEntityException(name, e);
    }
  }

  private List<String> script(Metadata metadata, StandardServiceRegistry registry) {
    StringWriter script = new StringWriter();
    Map<String, Object> all = new HashMap<>(settings);
    for (String api : new String[] {"javax", "jakarta"}) {
      all.put(api + ".persistence.schema-generation.scripts.create-target", script);
    }
    SchemaManagementToolCoordinator.process(metadata, registry, all, action -> {});
    return END.splitAsStream(script.toString())
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private static void requireOneDatabase(OwnDatabaseNaming naming) {
    if (naming.catalogs().size() > 1) {
      throw new IllegalStateException(
          "The entities are in several databases: "
              + String.join(", ", naming.catalogs())
              + "; a migration changes one.");
    }
  }

  private static URL url(String text) {
    try {
      return new URL(text);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The class of that name; null when the class path has none, or not all it needs. */
  static @Nullable Class<?> classNamed(String name) {
    try {
      return Class.forName(name, false, EntitySchema.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}

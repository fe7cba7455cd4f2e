package dev.migrate.generate.jpa;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything Hibernate is to be told of a project.
 *
 * @param found what a person is told of it
 * @param library what the class path has to map entities with
 * @param api the annotations that count
 * @param classes entities and others, by name
 * @param packages packages with annotations of their own
 * @param resources mapping files by their names on the class path
 * @param urls mapping files by their places
 * @param settings of {@code persistence.xml}, Spring and the command line, in one
 */
record Mapping(
    Found found,
    Library library,
    Api api,
    Set<String> classes,
    List<String> packages,
    List<String> resources,
    List<String> urls,
    Map<String, String> settings) {

  /** Searches the project. */
  static Mapping of(JpaProject project) {
    ClassPath classPath = new ClassPath(project.classPath());
    Library library = Library.of(classPath);
    List<Root> roots = project.roots().stream().map(Root::read).toList();
    Optional<PersistenceUnit> unit =
        Units.choose(roots, project.persistenceUnit(), library.spring());
    return new Search(project, classPath, library, roots, unit.orElse(null)).mapping();
  }

  private static Api api(Library library, List<Root> roots) {
    if (library.apis().size() == 1) {
      return library.apis().get(0);
    }
    boolean jakarta = roots.stream().anyMatch(root -> root.entities().containsKey(Api.JAKARTA));
    boolean javax = roots.stream().anyMatch(root -> root.entities().containsKey(Api.JAVAX));
    return javax && !jakarta ? Api.JAVAX : Api.JAKARTA;
  }

  /** The search in roots that have been read. */
  private record Search(
      JpaProject project,
      ClassPath classPath,
      Library library,
      List<Root> roots,
      @Nullable PersistenceUnit unit) {

    Mapping mapping() {
      Api api = api(library, roots);
      Set<String> entities = new TreeSet<>();
      Set<String> others = new TreeSet<>();
      Set<String> foreign = new TreeSet<>();
      List<String> packages = new ArrayList<>();
      List<String> urls = new ArrayList<>();
      List<String> resources = resources();
      for (Root root : roots) {
        if (skipped(root) == null) {
          entities.addAll(root.entities().getOrDefault(api, List.of()));
          others.addAll(root.others().getOrDefault(api, List.of()));
          foreign.addAll(root.entities().getOrDefault(api.other(), List.of()));
          packages.addAll(root.packages());
          if (root.orm() != null && !resources.contains("META-INF/orm.xml")) {
            urls.add(root.orm().url());
            entities.addAll(root.orm().entities());
          }
        }
      }
      resources.forEach(resource -> entities.addAll(entitiesOf(resource)));
      addListed(entities, others);
      Set<String> classes = new TreeSet<>(entities);
      classes.addAll(others);
      List<String> files = new ArrayList<>(resources);
      files.addAll(urls);
      Found found =
          new Found(
              roots.stream().map(this::place).toList(),
              List.copyOf(entities),
              List.copyOf(others),
              files,
              unit == null ? null : unit.name(),
              List.copyOf(foreign),
              StaleSources.notices(project));
      return new Mapping(found, library, api, classes, packages, resources, urls, settings());
    }

    private Found.Place place(Root root) {
      return new Found.Place(
          root.path(),
          root.exists(),
          root.classes(),
          root.packageNames().size(),
          root.entityCount(),
          skipped(root));
    }

    /** Why its entities do not count; null when they do. */
    private @Nullable String skipped(Root root) {
      if (unit == null || isNamed(root.path())) {
        return null;
      }
      if (!root.units().isEmpty() && !root.units().contains(unit)) {
        return "they belong to another persistence unit";
      }
      return unit.excludeUnlisted() ? "the persistence unit excludes unlisted classes" : null;
    }

    private boolean isNamed(Path path) {
      return project.named().contains(path);
    }

    /** Classes that the unit lists, wherever they are. */
    private void addListed(Set<String> entities, Set<String> others) {
      if (unit == null) {
        return;
      }
      for (String name : unit.classes()) {
        boolean other =
            roots.stream()
                .flatMap(root -> root.others().values().stream())
                .anyMatch(names -> names.contains(name));
        (other ? others : entities).add(name);
      }
    }

    private List<String> resources() {
      Set<String> resources = new LinkedHashSet<>();
      if (unit != null) {
        resources.addAll(unit.mappingFiles());
      }
      String named = project.settings().get(JpaSchema.MAPPING_RESOURCES);
      if (named != null) {
        Arrays.stream(named.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .forEach(resources::add);
      }
      return List.copyOf(resources);
    }

    private List<String> entitiesOf(String resource) {
      return classPath
          .bytes(resource)
          .map(bytes -> Xml.root(new ByteArrayInputStream(bytes), resource))
          .map(MappingFile::entities)
          .orElse(List.of());
    }

    private Map<String, String> settings() {
      Map<String, String> settings = new HashMap<>();
      if (unit != null) {
        settings.putAll(unit.properties());
      }
      settings.putAll(project.settings());
      settings.remove(JpaSchema.MAPPING_RESOURCES);
      if (library.spring()) {
        SpringNaming.defaults(classPath).forEach(settings::putIfAbsent);
      }
      return settings;
    }
  }
}

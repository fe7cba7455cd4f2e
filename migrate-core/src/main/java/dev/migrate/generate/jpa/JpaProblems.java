package dev.migrate.generate.jpa;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be wrong with a project's entities, said so that it can be found and mended. */
final class JpaProblems {

  private JpaProblems() {}

  /** There is nothing to make tables of. */
  static ConfigurationException none(Mapping mapping) {
    Found found = mapping.found();
    StringBuilder text = new StringBuilder("No JPA entities were found.");
    if (!found.foreign().isEmpty()) {
      text.append(' ')
          .append(counted(found.foreign()))
          .append(mapping.api().other().entity())
          .append(", which is not read here: ")
          .append(reader(mapping))
          .append(" knows ")
          .append(mapping.api().entity())
          .append('.');
    } else if (!found.others().isEmpty()) {
      text.append(" There are only mapped superclasses, embeddables or converters: ")
          .append(some(found.others()))
          .append('.');
    }
    found.notices().forEach(notice -> text.append('\n').append(notice));
    return new ConfigurationException(
        Problem.of("entities-none", text.toString())
            .at(found.places().stream().map(Found.Place::text).collect(Collectors.joining("\n")))
            .fix(
                found.foreign().isEmpty()
                    ? "Compile first (mvn compile), or name the dependencies that hold the"
                        + " entities: -Dmigrate.entities=groupId:artifactId"
                    : "Use one JPA throughout: the annotations and the Hibernate of the project"
                        + " differ."));
  }

  /** Hibernate does not accept the mapping, or a class of it cannot be loaded. */
  static ConfigurationException unmappable(Mapping mapping, Properties answer) {
    String error = answer.getProperty("error", "");
    String place =
        Optional.ofNullable(answer.getProperty("entity"))
            .or(() -> named(error, mapping))
            .orElse(mapping.found().entities().size() + " entities");
    return new ConfigurationException(
        Problem.of("entities-unmappable", "Hibernate cannot map the entities: " + error)
            .at(place)
            .fix(fix(answer.getProperty("reason", "") + " " + error)));
  }

  private static String fix(String reason) {
    if (reason.contains("UnsupportedClassVersionError")) {
      return "Run Maven with the Java that the classes are compiled for; this is Java "
          + System.getProperty("java.specification.version", "")
          + ".";
    }
    if (reason.contains("NoClassDefFound")
        || reason.contains("ClassNotFound")
        || reason.contains("TypeNotPresent")) {
      return "Add the dependency with the missing class to the project, in the scope provided if"
          + " the application gets it elsewhere.";
    }
    return "Correct the mapping; the application itself would not start with it.";
  }

  /** The entity a message speaks of: its whole name, else its simple one. */
  private static Optional<String> named(String error, Mapping mapping) {
    List<String> longest =
        mapping.classes().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    return longest.stream()
        .filter(name -> contains(error, name))
        .findFirst()
        .or(
            () ->
                longest.stream()
                    .filter(name -> contains(error, name.substring(name.lastIndexOf('.') + 1)))
                    .findFirst());
  }

  private static boolean contains(String error, String name) {
    return Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(error).find();
  }

  private static String reader(Mapping mapping) {
    return mapping.library().hibernate() ? "the project's Hibernate" : "the JPA of the class path";
  }

  private static String counted(List<String> names) {
    String how = names.size() == 1 ? " class (" : " classes (";
    return names.size() + how + some(names) + (names.size() == 1 ? ") has " : ") have ");
  }

  private static String some(List<String> names) {
    String first = names.stream().limit(3).collect(Collectors.joining(", "));
    return names.size() > 3 ? first + ", …" : first;
  }
}

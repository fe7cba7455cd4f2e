package dev.migrate.generate.jpa;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * A unit of {@code META-INF/persistence.xml} (Jakarta Persistence 3.1, section 8.2.1).
 *
 * @param name its name
 * @param classes the classes it lists
 * @param mappingFiles the mapping files it lists, as resources
 * @param excludeUnlisted whether only the classes it lists are managed
 * @param properties its properties
 */
record PersistenceUnit(
    String name,
    List<String> classes,
    List<String> mappingFiles,
    boolean excludeUnlisted,
    Map<String, String> properties) {

  /** The units of a file. */
  static List<PersistenceUnit> read(Path file) {
    return Xml.children(Xml.root(file), "persistence-unit").stream()
        .map(PersistenceUnit::of)
        .toList();
  }

  private static PersistenceUnit of(Element unit) {
    return new PersistenceUnit(
        unit.getAttribute("name"),
        Xml.texts(unit, "class"),
        Xml.texts(unit, "mapping-file"),
        // The element without text says yes.
        Xml.texts(unit, "exclude-unlisted-classes").stream().anyMatch(t -> !t.equals("false")),
        properties(unit));
  }

  private static Map<String, String> properties(Element unit) {
    return Xml.children(unit, "properties").stream()
        .flatMap(all -> Xml.children(all, "property").stream())
        .collect(
            Collectors.toMap(
                property -> property.getAttribute("name"),
                property -> property.getAttribute("value"),
                (first, second) -> second,
                LinkedHashMap::new));
  }
}

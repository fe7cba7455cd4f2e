package dev.migrate.generate.jpa;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * A file with mappings: {@code orm.xml}, or one of Hibernate's own.
 *
 * @param url where it is
 * @param entities names of the classes it maps
 */
record MappingFile(String url, List<String> entities) {

  static MappingFile read(Path file) {
    String url = file.toUri().toString();
    return new MappingFile(url, entities(Xml.root(file)));
  }

  /** The names of the classes it maps. */
  static List<String> entities(Element root) {
    String inPackage =
        root.hasAttribute("package")
            ? root.getAttribute("package")
            : Xml.texts(root, "package").stream().findFirst().orElse("");
    return Stream.of("entity", "class")
        .flatMap(kind -> Xml.children(root, kind).stream())
        .map(e -> e.hasAttribute("class") ? e.getAttribute("class") : e.getAttribute("name"))
        .filter(name -> !name.isEmpty())
        .map(name -> name.contains(".") || inPackage.isEmpty() ? name : inPackage + "." + name)
        .toList();
  }
}

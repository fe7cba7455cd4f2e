package dev.migrate.environment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element of a POM's plugin configuration, after Maven has interpolated it.
 *
 * @param name the element's name
 * @param value its text, null or blank when it has none
 * @param children elements within it, in their order
 */
public record Element(String name, @Nullable String value, List<Element> children) {

  public Element {
    children = List.copyOf(children);
  }

  /** An element with text only. */
  public static Element of(String name, String value) {
    return new Element(name, value, List.of());
  }

  /** An element with elements only. */
  public static Element of(String name, Element... children) {
    return new Element(name, null, List.of(children));
  }

  /** The first element of that name directly within this one. */
  public Optional<Element> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }

  /** Its text without surrounding blanks; empty when there is none. */
  Optional<String> text() {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return "<" + name + ">" + (children.isEmpty() ? "" : children);
  }
}

package dev.migrate.generate.jpa;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the unit of {@code persistence.xml} that is meant. */
final class Units {

  private Units() {}

  /**
   * The unit of that name; without a name the only one of the project's own classes, else the only
   * one at all. A Spring Boot application has none unless it is named: Spring does not read the
   * file.
   *
   * @throws ConfigurationException {@code persistence-unit-unknown} or {@code
   *     persistence-unit-ambiguous}
   */
  static Optional<PersistenceUnit> choose(List<Root> roots, @Nullable String name, boolean spring) {
    List<PersistenceUnit> all = roots.stream().flatMap(root -> root.units().stream()).toList();
    if (name != null) {
      return Optional.of(
          all.stream()
              .filter(unit -> unit.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name, all)));
    }
    if (spring) {
      return Optional.empty();
    }
    List<PersistenceUnit> own = roots.isEmpty() ? List.of() : roots.get(0).units();
    List<PersistenceUnit> candidates = own.isEmpty() ? all : own;
    if (candidates.size() > 1) {
      throw new ConfigurationException(
          Problem.of(
                  "persistence-unit-ambiguous",
                  "There are several persistence units: " + names(candidates) + ".")
              .at("META-INF/persistence.xml")
              .fix("Name one: -Dmigrate.persistenceUnit=" + candidates.get(0).name()));
    }
    return candidates.stream().findFirst();
  }

  private static ConfigurationException unknown(String name, List<PersistenceUnit> all) {
    return new ConfigurationException(
        Problem.of(
                "persistence-unit-unknown",
                "There is no persistence unit \""
                    + name
                    + "\""
                    + (all.isEmpty() ? "." : "; known are " + names(all) + "."))
            .at("migrate.persistenceUnit")
            .fix(
                all.isEmpty()
                    ? "Leave it out: no META-INF/persistence.xml was found."
                    : "-Dmigrate.persistenceUnit=" + all.get(0).name()));
  }

  private static String names(List<PersistenceUnit> units) {
    return units.stream().map(PersistenceUnit::name).sorted().collect(Collectors.joining(", "));
  }
}

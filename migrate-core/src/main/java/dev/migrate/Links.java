package dev.migrate;

import dev.migrate.generate.FileNames;
import dev.migrate.generate.Link;
import dev.migrate.history.History;
import dev.migrate.history.Migrations;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** A project's versioned migrations as links of the chain of revisions. */
final class Links {

  private Links() {}

  /** In the order of their versions, each with its migration. */
  static Map<Link, ResolvedMigration> of(Workplace workplace, History history, FileNames names) {
    Set<MigrationVersion> applied =
        history.versions().stream()
            .map(entry -> Objects.requireNonNull(entry.version()))
            .collect(Collectors.toSet());
    Migrations all = workplace.migrations();
    List<ResolvedMigration> versions =
        all.all().stream()
            .filter(each -> each.getVersion() != null)
            .sorted(Comparator.comparing(ResolvedMigration::getVersion))
            .toList();
    Map<Link, ResolvedMigration> links = new LinkedHashMap<>();
    for (ResolvedMigration each : versions) {
      Link link =
          new Link(
              Generation.written(each.getScript(), names, each.getVersion().getVersion()),
              all.revision(each).orElse(null),
              all.revises(each).orElse(null),
              applied.contains(each.getVersion()));
      links.put(link, each);
    }
    return links;
  }
}

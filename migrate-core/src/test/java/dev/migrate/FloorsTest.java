package dev.migrate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.migrate.testing.NeedsNoServer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Keeps the packages in floors: each uses only those before it. */
@NeedsNoServer
class FloorsTest {

  /** From the ground up; the front door is the package {@code dev.migrate} itself. */
  private static final List<String> FLOORS =
      List.of(
          "dev.migrate.outcome",
          "dev.migrate.environment",
          "dev.migrate.server",
          "dev.migrate.sql",
          "dev.migrate.history",
          "dev.migrate.schema",
          "dev.migrate.schema.model",
          "dev.migrate.schema.diff",
          "dev.migrate.execute",
          "dev.migrate.backup.wire",
          "dev.migrate.backup.file",
          "dev.migrate.backup",
          "dev.migrate.audit",
          "dev.migrate.generate",
          "dev.migrate.generate.hibernate",
          "dev.migrate.generate.jpa",
          "dev.migrate.plan",
          "dev.migrate.validate",
          "dev.migrate.report",
          "dev.migrate",
          "dev.migrate.render",
          "dev.migrate.render.page");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.migrate");

  @Test
  void every_package_has_its_floor() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      packages.add(each.getPackageName());
    }
    assertEquals(new TreeSet<>(FLOORS), packages);
  }

  @Test
  void no_package_uses_one_above_it() {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      List<String> above = FLOORS.subList(floor + 1, FLOORS.size());
      if (!above.isEmpty()) {
        noClasses()
            .that()
            .resideInAPackage(FLOORS.get(floor))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above.toArray(String[]::new))
            .check(CLASSES);
      }
    }
  }

  @Test
  void there_are_no_cycles() {
    SlicesRuleDefinition.slices()
        .matching("dev.migrate.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void the_core_knows_no_maven_and_prints_nothing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..", "java.util.logging..")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(
            CLASSES.that(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "do not implement DataSource, whose contract names a logger",
                    c -> !c.getFullName().contains("SharedConnection"))));
  }

  @Test
  void only_the_history_and_what_runs_it_touch_flyway() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.migrate.outcome",
            "dev.migrate.environment",
            "dev.migrate.server",
            "dev.migrate.sql",
            "dev.migrate.schema",
            "dev.migrate.schema.model",
            "dev.migrate.schema.diff",
            "dev.migrate.render")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.flywaydb..")
        .check(CLASSES);
  }
}

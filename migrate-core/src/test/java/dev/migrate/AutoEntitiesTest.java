package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations written from entities that others wrote. */
class AutoEntitiesTest {

  private static final AutoRequest REQUEST =
      new AutoRequest("create all", null, false, false, List.of(), false, false, false);

  @TempDir Path folder;

  private static List<Path> jars(String... sets) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String set : sets) {
      try (Stream<Path> files = Files.list(Path.of("target/entities", set).toAbsolutePath())) {
        files.sorted().forEach(jars::add);
      }
    }
    return jars;
  }

  private static Report.Generate generate(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.generate(REQUEST);
    }
  }

  private static void firstWritesAllAndTheSecondNothing(TestProject project, int tables) {
    Report.Generate first = generate(project);
    assertEquals(
        tables,
        first.changes().stream()
            .filter(change -> change.kind().equals("add") && change.type().equals("table"))
            .count(),
        () -> first.changes().toString());
    assertTrue(first.proof() != null);
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    Report.Generate second = generate(project);
    assertEquals(Report.Outcome.NOTHING, second.outcome(), () -> second.changes().toString());
  }

  @Test
  void jbpmsEntitiesOfHibernate5AreWrittenWholeAndThenNothingIsMissing() throws IOException {
    TestProject project =
        TestProject.in(folder)
            .entities(
                jars("jbpm", "hibernate-5"),
                "jbpm-human-task-jpa",
                "jbpm-audit",
                "jbpm-executor",
                "jbpm-persistence-jpa");
    firstWritesAllAndTheSecondNothing(project, 52);
  }

  @Test
  void keycloaksEntitiesOfHibernate6AreWrittenWholeAndThenNothingIsMissing() throws IOException {
    TestProject project =
        TestProject.in(folder).entities(jars("keycloak", "hibernate-6"), "keycloak-model-jpa");
    firstWritesAllAndTheSecondNothing(project, 84);
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.TestProject;
import dev.migrate.validate.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations written from entities that others wrote. */
@Order(1)
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

  @Test
  void whatAnEntityStillMapsIsFoundBeforeItGoes() throws IOException {
    TestProject project =
        TestProject.in(folder)
            .entities(jars("keycloak", "hibernate-6"), "keycloak-model-jpa")
            .write("V1__a.sql", "CREATE TABLE REALM (ID INT PRIMARY KEY, NAME INT, NOTE INT);");
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    project
        .write("V2__b.sql", "ALTER TABLE REALM DROP COLUMN NOTE;")
        .write("V3__c.sql", "ALTER TABLE REALM DROP COLUMN NAME, ADD COLUMN NAME BIGINT;")
        .write("V4__d.sql", "ALTER TABLE REALM CHANGE NAME TITLE BIGINT;");
    try (Migrator migrator = project.migrator()) {
      List<String> planned =
          migrator.plan(PlanRequest.upgrade()).statements().stream()
              .flatMap(statement -> statement.findings().stream())
              .filter(finding -> finding.code().equals("C203"))
              .map(Finding::message)
              .toList();
      String entity = "REALM.NAME goes, but is named by an entity of the table REALM.";
      assertEquals(List.of(entity), planned);
      assertTrue(
          migrator.validate(ValidateRequest.PENDING).findings().stream()
              .anyMatch(finding -> finding.message().equals(entity)));
    }
  }
}

package dev.migrate.generate.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entities that others wrote, mapped by the Hibernate they were written for. */
class RealApplicationsTest {

  private static final String[] JBPM = {
    "jbpm-human-task-jpa", "jbpm-audit", "jbpm-executor", "jbpm-persistence-jpa"
  };

  @TempDir Path folder;

  @Test
  void jbpmsEntitiesOfJavaxAndHibernate5MakeTheirTables() {
    EntityProject jbpm = EntityProject.in(folder).with("jbpm", "hibernate-5").searching(JBPM);

    JpaDdl ddl = jbpm.ddl(version());

    assertEquals("5.6.15.Final", ddl.hibernate());
    assertEquals(25, ddl.found().entities().size());
    assertTrue(ddl.ownHibernate());
    assertEquals(52, tables(ddl.statements()).size());
  }

  @Test
  void keycloaksEntitiesOfJakartaAndHibernate6MakeTheirTables() {
    EntityProject keycloak =
        EntityProject.in(folder).with("keycloak", "hibernate-6").searching("keycloak-model-jpa");

    JpaDdl ddl = keycloak.ddl(version());

    assertEquals("6.6.56.Final", ddl.hibernate());
    assertEquals(60, ddl.found().entities().size());
    assertEquals(84, tables(ddl.statements()).size());
    assertEquals(List.of(), ddl.notices());
  }

  @Test
  void hibernate7MapsKeycloaksEntitiesToTheSameTables() {
    EntityProject six =
        EntityProject.in(folder).with("keycloak", "hibernate-6").searching("keycloak-model-jpa");
    EntityProject seven =
        EntityProject.in(folder).with("keycloak", "hibernate-7").searching("keycloak-model-jpa");

    List<String> tables = tables(seven.ddl(version()).statements());

    assertEquals(tables(six.ddl(version()).statements()), tables);
  }

  private static String version() {
    return TestServer.query(TestServer.admin(), "SELECT VERSION()").get(0);
  }

  /** Runs the statements on the server. */
  private static List<String> tables(List<String> statements) {
    DatabaseSettings database = TestServer.freshDatabase();
    TestServer.execute(database, statements.toArray(String[]::new));
    return TestServer.query(
        database,
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
            + " AND table_type = 'BASE TABLE' ORDER BY 1");
  }
}

package dev.migrate.generate.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.testing.NeedsNoServer;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes count as entities, and what is said when none does. */
@NeedsNoServer
class EntityScanTest {

  private static final String MYSQL = "9.7.4";

  @TempDir Path folder;

  @Test
  void entitiesOfTheBuildsModulesCount() {
    EntityProject module =
        EntityProject.in(folder.resolve("model"))
            .withJar("hibernate-6", "jakarta.persistence-api")
            .java("shop.Item", entity("Item"))
            .compile();
    EntityProject project = project().java("shop.Order", entity("Order")).module(module).compile();

    assertEquals(List.of("shop.Item", "shop.Order"), scan(project).entities());
  }

  @Test
  void aUnitChoosesItsClassesFilesAndSettings() {
    EntityProject project =
        project()
            .java("shop.Item", entity("Item"))
            .java("shop.Order", entity("Order"))
            .java("shop.Plain", "package shop; public class Plain { private int id; }")
            .file(
                "META-INF/persistence.xml",
                """
                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                  <persistence-unit name="orders">
                    <mapping-file>META-INF/plain.xml</mapping-file>
                    <class>shop.Order</class>
                    <exclude-unlisted-classes/>
                    <properties>
                      <property name="hibernate.physical_naming_strategy"
                          value="org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy"/>
                    </properties>
                  </persistence-unit>
                  <persistence-unit name="reports"/>
                </persistence>
                """)
            .file("META-INF/plain.xml", mapped("Plain"))
            .compile();

    Problem problem = problem(project);
    assertEquals("persistence-unit-ambiguous", problem.code());
    assertTrue(problem.text().contains("orders, reports"), problem.text());

    JpaDdl ddl = project.unit("orders").ddl(MYSQL);
    assertEquals(List.of("shop.Order", "shop.Plain"), ddl.found().entities());
    assertEquals("orders", ddl.found().persistenceUnit());
    assertTrue(has(ddl, "order_entity"), ddl.statements().toString());

    assertEquals("persistence-unit-unknown", problem(project.unit("order")).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hibernate-5", "hibernate-6", "hibernate-7"})
  void entitiesWithoutAnnotationsComeFromOrmXml(String hibernate) {
    EntityProject project =
        EntityProject.in(folder)
            .with(hibernate)
            .java("shop.Plain", "package shop; public class Plain { private int id; }")
            .file("META-INF/orm.xml", mapped("Plain"))
            .compile();

    JpaDdl ddl = project.ddl(MYSQL);

    assertEquals(List.of("shop.Plain"), ddl.found().entities());
    assertTrue(has(ddl, "plain_things"), ddl.statements().toString());
  }

  @Test
  void ormXmlInAJarCounts() throws IOException {
    Path jar = folder.resolve("plain.jar");
    EntityProject model =
        EntityProject.in(folder.resolve("model"))
            .java("shop.Plain", "package shop; public class Plain { private int id; }")
            .file("META-INF/orm.xml", mapped("Plain"))
            .compile();
    jar(model.classes(), jar);

    JpaDdl ddl = project().searchingFile(jar).ddl(MYSQL);

    assertEquals(List.of("shop.Plain"), ddl.found().entities());
    assertTrue(has(ddl, "plain_things"), ddl.statements().toString());
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = zip.getPath("/" + classes.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @Test
  void mappingFilesOfSpringCount() {
    EntityProject project =
        project()
            .java("shop.Plain", "package shop; public class Plain { private int id; }")
            .file("mapping/plain.xml", mapped("Plain"))
            .set(JpaSchema.MAPPING_RESOURCES, "mapping/plain.xml")
            .compile();

    assertEquals(List.of("shop.Plain"), scan(project).entities());
    assertTrue(has(project.ddl(MYSQL), "plain_things"));
  }

  @Test
  void withoutEntitiesEveryPlaceIsListedWithItsCounts() {
    EntityProject project = project().java("shop.Plain", "package shop; class Plain {}").compile();

    Problem problem = problem(project);

    assertEquals("entities-none", problem.code());
    assertEquals(project.classes() + ": 1 class in 1 package, no entities", problem.where());
    assertTrue(String.valueOf(problem.fix()).contains("-Dmigrate.entities="), problem.text());
  }

  @Test
  void aProjectThatWasNeverCompiledIsToldSo() {
    Problem problem = problem(project());

    assertEquals("entities-none", problem.code());
    assertTrue(problem.text().contains("does not exist"), problem.text());
    assertTrue(problem.text().contains("mvn compile"), problem.text());
  }

  @Test
  void annotationsThatTheHibernateDoesNotReadAreNamed() {
    EntityProject project =
        project()
            .withJar("hibernate-5", "javax.persistence-api")
            .java("shop.Order", entity("Order").replace("jakarta", "javax"))
            .compile();

    Problem problem = problem(project);

    assertEquals("entities-none", problem.code());
    assertTrue(
        problem.text().contains("1 class (shop.Order) has javax.persistence.Entity"),
        problem.text());
    assertTrue(problem.text().contains("jakarta.persistence.Entity"), problem.text());
  }

  @Test
  void aMappingThatHibernateRefusesNamesTheEntity() {
    EntityProject project =
        project()
            .java("shop.Order", entity("Order"))
            .java(
                "shop.Item",
                "package shop; import jakarta.persistence.*;"
                    + " @Entity public class Item { private int id; }")
            .compile();

    Problem problem = problem(project);

    assertEquals("entities-unmappable", problem.code());
    assertEquals("shop.Item", problem.where());
    assertTrue(problem.problem().contains("identifier"), problem.text());
  }

  @Test
  void aClassThatIsMissingIsNamedWithTheEntityThatNeedsIt() throws IOException {
    EntityProject project =
        project()
            .java("shop.Money", "package shop; public class Money {}")
            .java(
                "shop.Item",
                "package shop; import jakarta.persistence.*;"
                    + " @Entity public class Item { @Id private int id; private Money price; }")
            .compile();
    Files.delete(project.classes().resolve("shop/Money.class"));

    Problem problem = problem(project);

    assertEquals("entities-unmappable", problem.code());
    assertEquals("shop.Item", problem.where());
    assertTrue(problem.problem().contains("shop/Money"), problem.text());
    assertTrue(String.valueOf(problem.fix()).contains("provided"), problem.text());
  }

  @Test
  void aSourceThatIsNewerThanItsClassIsNoticed() throws IOException {
    EntityProject project = project().java("shop.Order", entity("Order")).compile();
    assertEquals(List.of(), scan(project).notices());

    Files.setLastModifiedTime(
        project.source("shop.Order"), FileTime.from(Instant.now().plusSeconds(60)));

    assertEquals(
        List.of("Order.java is newer than the compiled class: compile first, mvn compile"),
        scan(project).notices());
  }

  private EntityProject project() {
    return EntityProject.in(folder.resolve("app")).with("hibernate-6");
  }

  private static Found scan(EntityProject project) {
    return JpaSchema.scan(project.project());
  }

  private static Problem problem(EntityProject project) {
    return assertThrows(ConfigurationException.class, () -> project.ddl(MYSQL)).problem();
  }

  private static boolean has(JpaDdl ddl, String table) {
    return ddl.statements().stream().anyMatch(sql -> sql.startsWith("create table " + table + " "));
  }

  private static String entity(String name) {
    return """
        package shop;
        import jakarta.persistence.*;
        @Entity @Table(name = "%1$sEntity") public class %1$s { @Id private int id; }
        """
        .formatted(name);
  }

  private static String mapped(String name) {
    return """
        <entity-mappings xmlns="http://xmlns.jcp.org/xml/ns/persistence/orm" version="2.2">
          <package>shop</package>
          <entity class="%s" access="FIELD">
            <table name="plain_things"/>
            <attributes><id name="id"/></attributes>
          </entity>
        </entity-mappings>
        """
        .formatted(name);
  }
}

package dev.migrate.generate.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.NeedsNoServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Hibernate is told of a project, seen in the DDL it writes. */
@NeedsNoServer
class JpaSchemaTest {

  private static final String MYSQL = "9.7.4";
  private static final String MARIADB = "11.4.5-MariaDB";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hibernate-5", "hibernate-6", "hibernate-7"})
  void everyKindOfMappedClassCounts(String hibernate) {
    JpaDdl ddl = shop(hibernate).ddl(MYSQL);

    String table = create(ddl, "OrderLine");
    assertTrue(table.contains("createdAt datetime"), "the mapped superclass: " + table);
    assertTrue(table.contains("street varchar(80)"), "the embeddable: " + table);
    assertTrue(table.contains("color char(7)") || table.contains("color varchar(255)"), table);
    assertEquals(List.of("shop.OrderLine"), ddl.found().entities());
    assertEquals(List.of("shop.Address", "shop.Base", "shop.ColorConverter"), ddl.found().others());
  }

  @ParameterizedTest
  @CsvSource({"hibernate-5, javax, 5.6.15.Final", "hibernate-6, jakarta, 6.6.56.Final"})
  void aProjectWithOnlyTheApiOfJpaGetsTheHibernateOfThatApi(
      String set, String api, String version) {
    EntityProject project = EntityProject.in(folder).withJar(set, api + ".persistence-api");

    JpaDdl ddl = entity(project, api, "Note", "@Id private int id;").ddl(MYSQL);

    assertEquals(version, ddl.hibernate());
    assertFalse(ddl.ownHibernate());
    assertTrue(create(ddl, "Note").contains("id integer not null"));
  }

  @Test
  void jakartaPersistence32GetsHibernate7() {
    EntityProject project =
        EntityProject.in(folder).withJar("hibernate-7", "jakarta.persistence-api");

    JpaDdl ddl = entity(project, "jakarta", "Note", "@Id private int id;").ddl(MARIADB);

    assertEquals("7.4.13.Final", ddl.hibernate());
  }

  @ParameterizedTest
  @CsvSource({"spring-boot-3, hibernate-6", "spring-boot-4, hibernate-7"})
  void springBootNamesTablesItsOwnWay(String boot, String hibernate) {
    EntityProject project = EntityProject.in(folder).with(boot, hibernate);
    entity(project, "jakarta", "OrderLine", "@Id private int id; private String shipTo;");

    assertTrue(create(project.ddl(MYSQL), "order_line").contains("ship_to varchar(255)"));

    project.set(
        "hibernate.physical_naming_strategy",
        "org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl");
    assertTrue(create(project.ddl(MYSQL), "OrderLine").contains("shipTo varchar(255)"));
  }

  @Test
  void generatorsAreSequencesOnMariaDbAndTablesWithARowOnMySql() {
    EntityProject project = EntityProject.in(folder).with("hibernate-6");
    entity(project, "jakarta", "Note", "@Id @GeneratedValue private long id;");

    JpaDdl mysql = project.ddl(MYSQL);
    JpaDdl mariadb = project.ddl(MARIADB);

    assertTrue(create(mysql, "Note_SEQ").contains("next_val"));
    assertEquals(List.of("insert into Note_SEQ values ( 1 )"), mysql.rows());
    assertTrue(
        mariadb.statements().stream().anyMatch(sql -> sql.startsWith("create sequence Note_SEQ")));
    assertEquals(List.of(), mariadb.rows());
  }

  @Test
  void anApplicationWithConnectorJTakesMariaDbForMySql() {
    EntityProject project =
        EntityProject.in(folder)
            .with("hibernate-6")
            .java("com.mysql.cj.jdbc.Driver", "package com.mysql.cj.jdbc; public class Driver {}");
    entity(project, "jakarta", "Note", "@Id @GeneratedValue private long id;");

    JpaDdl ddl = project.ddl(MARIADB);

    assertTrue(create(ddl, "Note_SEQ").contains("next_val"));
    assertTrue(ddl.notices().get(0).contains("Connector/J"), ddl.notices().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hibernate-5", "hibernate-6", "hibernate-7"})
  void rowsOfImportSqlAreNoPartOfTheSchema(String hibernate) {
    JpaDdl ddl =
        shop(hibernate).file("import.sql", "insert into OrderLine (id) values (1);\n").ddl(MYSQL);

    assertEquals(List.of(), ddl.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hibernate-5", "hibernate-6", "hibernate-7"})
  void noConnectionIsMadeWhateverTheProjectSays(String hibernate) {
    EntityProject project =
        shop(hibernate)
            .file(
                "hibernate.properties",
                """
                hibernate.connection.url=jdbc:mysql://no.such.host/app
                hibernate.connection.username=app
                hibernate.hbm2ddl.auto=create-drop
                hibernate.cache.use_second_level_cache=true
                hibernate.cache.region.factory_class=no.such.Factory
                """)
            .set("hibernate.dialect", "org.hibernate.dialect.H2Dialect")
            .set("jakarta.persistence.schema-generation.database.action", "drop-and-create");

    JpaDdl ddl = project.ddl(MYSQL);

    assertTrue(create(ddl, "OrderLine").contains("engine=InnoDB"), ddl.statements().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hibernate-5", "hibernate-6", "hibernate-7"})
  void aCatalogIsTheDatabaseThatIsMigrated(String hibernate) {
    String api = hibernate.endsWith("5") ? "javax" : "jakarta";
    EntityProject project = EntityProject.in(folder).with(hibernate);
    project.java(
        "shop.Note",
        """
        package shop;
        import %1$s.persistence.*;
        @Entity @Table(name = "notes", catalog = "shop", schema = "dbo")
        public class Note {
          @Id private int id;
          @ManyToOne private Note parent;
        }
        """
            .formatted(api));

    JpaDdl ddl = project.compile().ddl(MYSQL);

    assertTrue(create(ddl, "notes").startsWith("create table notes ("));
    assertFalse(ddl.statements().toString().contains("shop."), ddl.statements().toString());
  }

  @Test
  void constraintsOfBeanValidationReachTheTables() {
    EntityProject project = EntityProject.in(folder).with("hibernate-6", "validation");
    entity(
        project,
        "jakarta",
        "Note",
        """
        @Id private int id;
        @jakarta.validation.constraints.NotNull
        @jakarta.validation.constraints.Size(max = 40) private String title;
        """);

    assertTrue(create(project.ddl(MYSQL), "Note").contains("title varchar(40) not null"));

    project.set("jakarta.persistence.validation.mode", "callback");
    assertTrue(create(project.ddl(MYSQL), "Note").contains("title varchar(255)"));
  }

  private EntityProject shop(String hibernate) {
    String api = hibernate.endsWith("5") ? "javax" : "jakarta";
    EntityProject project =
        EntityProject.in(folder)
            .with(hibernate)
            .java(
                "shop.Base",
                """
                package shop;
                @%1$s.persistence.MappedSuperclass
                public abstract class Base {
                  @%1$s.persistence.Id private int id;
                  private java.time.LocalDateTime createdAt;
                }
                """
                    .formatted(api))
            .java(
                "shop.Address",
                """
                package shop;
                @%1$s.persistence.Embeddable
                public class Address {
                  @%1$s.persistence.Column(length = 80) private String street;
                }
                """
                    .formatted(api))
            .java(
                "shop.ColorConverter",
                """
                package shop;
                @%1$s.persistence.Converter(autoApply = true)
                public class ColorConverter
                    implements %1$s.persistence.AttributeConverter<java.awt.Color, String> {
                  public String convertToDatabaseColumn(java.awt.Color color) { return null; }
                  public java.awt.Color convertToEntityAttribute(String text) { return null; }
                }
                """
                    .formatted(api))
            .java(
                "shop.OrderLine",
                """
                package shop;
                @%1$s.persistence.Entity
                public class OrderLine extends Base {
                  private Address shipTo;
                  private java.awt.Color color;
                }
                """
                    .formatted(api));
    return project.compile();
  }

  private static EntityProject entity(
      EntityProject project, String api, String name, String members) {
    return project
        .java(
            "shop." + name,
            "package shop; import %s.persistence.*; @Entity public class %s { %s }"
                .formatted(api, name, members))
        .compile();
  }

  private static String create(JpaDdl ddl, String table) {
    return ddl.statements().stream()
        .filter(sql -> sql.startsWith("create table " + table + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(table + " is not in " + ddl.statements()));
  }
}

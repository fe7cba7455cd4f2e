package dev.migrate.generate.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.AutoRequest;
import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.testing.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples of applications, whose first generated migration leaves nothing for a second. */
class SampleApplicationsTest {

  private static final String CUSTOMER =
      """
      package shop;
      import jakarta.persistence.*;
      @Entity
      public class Customer {
        @Id @GeneratedValue(strategy = GenerationType.IDENTITY) Long id;
        @Column(nullable = false, unique = true, length = 120) String emailAddress;
        @Version int version;
      }
      """;

  private static final String ORDER =
      """
      package shop;
      import jakarta.persistence.*;
      import java.math.BigDecimal;
      import java.time.*;
      import java.util.*;
      @Entity
      @Table(name = "orders", indexes = @Index(columnList = "placedAt"))
      public class Order {
        enum Status { OPEN, SHIPPED, PAID }
        @Id @GeneratedValue Long id;
        @ManyToOne(optional = false) Customer customer;
        @Enumerated(EnumType.STRING) @Column(nullable = false) Status status;
        Instant placedAt;
        UUID reference;
        boolean gift;
        @Column(precision = 12, scale = 2) BigDecimal total;
        @Lob String note;
        @ElementCollection Set<String> tags;
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"spring-boot-3, hibernate-6", "spring-boot-4, hibernate-7", "hibernate-7, "})
  void aSecondMigrationHasNothingToDo(String first, String second) {
    String[] sets = second == null ? new String[] {first} : new String[] {first, second};
    EntityProject.in(folder)
        .with(sets)
        .java("shop.Customer", CUSTOMER)
        .java("shop.Order", ORDER)
        .compile();
    TestProject project = TestProject.in(folder).entities(EntityProject.jars(sets));

    Report.Generate written = generate(project);
    assertTrue(
        written.changes().stream().filter(change -> change.type().equals("table")).count() >= 3,
        () -> written.changes().toString());
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    Report.Generate again = generate(project);
    assertEquals(Report.Outcome.NOTHING, again.outcome(), () -> again.changes().toString());
  }

  private static Report.Generate generate(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.generate(
          new AutoRequest("shop", null, false, false, List.of(), false, false, false));
    }
  }
}

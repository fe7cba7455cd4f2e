package dev.migrate.render.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.testing.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Pages of real databases, left in {@code target/page-campaign} for {@code -Dcampaign.pages} of
 * {@link PageCampaign}: the quickstart's, and sakila (https://dev.mysql.com/doc/sakila/en/), whose
 * {@code sakila-schema.sql} and {@code sakila-data.sql} are in the folder that {@code
 * -Dcampaign.samples} names.
 */
@Isolated("takes the machine for itself")
class SakilaCampaign {

  private static final String DATABASE = "(?im)^(DROP SCHEMA|CREATE SCHEMA|USE)\\b[^;]*;";

  private final Path pages = Path.of("target/page-campaign");

  @TempDir Path folder;

  @Test
  @EnabledIfSystemProperty(named = "campaign.samples", matches = ".+")
  void sakilaWithWhatIsPending() throws IOException {
    Path samples = Path.of(System.getProperty("campaign.samples"));
    TestProject project =
        TestProject.in(folder)
            .write("V1__sakila.sql", sample(samples.resolve("sakila-schema.sql")))
            .write("V2__data.sql", sample(samples.resolve("sakila-data.sql")));
    upgrade(project);
    project.write(
        "V3__loyalty.sql",
        "CREATE TABLE loyalty_level (loyalty_level_id TINYINT UNSIGNED PRIMARY KEY, name"
            + " VARCHAR(20) NOT NULL);",
        "ALTER TABLE customer ADD COLUMN loyalty_level_id TINYINT UNSIGNED, MODIFY email"
            + " VARCHAR(255), ADD CONSTRAINT has_level FOREIGN KEY (loyalty_level_id) REFERENCES"
            + " loyalty_level (loyalty_level_id);",
        "DROP TABLE film_text;");
    write(project, "sakila");
  }

  @Test
  void theQuickstart() throws IOException {
    TestProject project = TestProject.in(folder);
    try (Stream<Path> files = Files.list(quickstart())) {
      for (Path file : files.toList()) {
        project.write(file.getFileName().toString(), Files.readString(file));
      }
    }
    upgrade(project);
    write(project, "quickstart");
  }

  private static Path quickstart() {
    return Path.of("../it-projects/quickstart/src/main/resources/db/migration");
  }

  private static String sample(Path file) throws IOException {
    return Files.readString(file).replaceAll(DATABASE, "").replace("sakila.", "");
  }

  private static void upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private void write(TestProject project, String name) throws IOException {
    try (Migrator migrator = project.migrator()) {
      Report.Page report = migrator.report(name, false);
      assertEquals(List.of(), report.overview().notices());
      assertTrue(!report.overview().tables().isEmpty());
      Files.createDirectories(pages);
      Files.writeString(
          pages.resolve(name + ".html"), ReportPage.html(report.run(), report.overview()));
    }
  }
}

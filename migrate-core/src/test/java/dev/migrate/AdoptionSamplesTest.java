package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.testing.Corpora;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases that others made are adopted. The system property {@code campaign.samples} names more
 * of them: each sample is its SQL files, with {@code +} between, several with commas.
 */
class AdoptionSamplesTest {

  @TempDir Path folder;

  @Test
  void camunda_is_adopted() throws Exception {
    adopts(made(Corpora.camundaFresh()), 49);
  }

  @Test
  void kill_bill_is_adopted() throws Exception {
    adopts(made(Corpora.killBill()), 60);
  }

  @Test
  void every_sample_named_is_adopted() throws Exception {
    String samples = System.getProperty("campaign.samples", "");
    assumeTrue(!samples.isEmpty(), "no samples: -Dcampaign.samples=FILE+FILE,FILE");
    for (String sample : samples.split(",", -1)) {
      DatabaseSettings source = TestServer.freshDatabase();
      for (String file : sample.split("\\+", -1)) {
        String sql =
            Files.readString(Path.of(file))
                .replaceAll(
                    "(?im)^\\s*(USE|CREATE (DATABASE|SCHEMA)|DROP (DATABASE|SCHEMA))\\b[^;]*;", "")
                .replaceAll("`?\\b(mydb|northwind|sakila|world)`?\\.", "");
        feed(source, file, sql);
      }
      adopts(source, -1);
    }
  }

  private static DatabaseSettings made(List<Corpora.File> files) throws Exception {
    DatabaseSettings source = TestServer.freshDatabase();
    for (Corpora.File file : files) {
      feed(source, file.name(), file.text());
    }
    return source;
  }

  private static void feed(DatabaseSettings source, String name, String sql) throws Exception {
    try (Connection connection = TestServer.connect(source);
        java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (Statement each : Splitter.split(name, sql)) {
        statement.execute(each.sql());
      }
    }
  }

  private void adopts(DatabaseSettings source, int tables) throws Exception {
    Schema before = read(source);
    if (tables >= 0) {
      assertEquals(tables, before.tables().size());
    }
    Path base = folder.resolve(source.name());
    TestProject project = TestProject.on(base, source).stamp("development");
    try (Migrator migrator = project.migrator()) {
      migrator.adopt("1", "adopted");
    }
    try (Migrator migrator = project.migrator()) {
      assertEquals(List.of(), migrator.validate(ValidateRequest.PENDING.withDrift()).findings());
    }
    TestProject fresh = project.sibling(base);
    DatabaseSettings copy = TestServer.freshDatabase();
    TestServer.execute(
        copy,
        "ALTER DATABASE CHARACTER SET " + before.charset() + " COLLATE " + before.collation());
    try (Migrator migrator = fresh.with(copy).migrator()) {
      migrator.upgrade(null);
    }
    Schema after = read(copy);
    assertEquals(before.tables(), after.tables());
    assertEquals(before.views(), after.views());
    assertEquals(before.programs(), after.programs());
    assertEquals(before.sequences(), after.sequences());
  }

  private static Schema read(DatabaseSettings database) throws Exception {
    String version = TestServer.query(database, "SELECT VERSION()").get(0);
    try (Connection connection = TestServer.connect(database)) {
      return SchemaReader.read(
          connection,
          database.name(),
          ServerVersion.parse(version),
          name -> name.startsWith("migrate_") || name.equals("flyway_schema_history"));
    }
  }
}

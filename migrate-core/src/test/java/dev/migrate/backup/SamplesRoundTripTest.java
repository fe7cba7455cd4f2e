package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.Migrator;
import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.Corpora;
import dev.migrate.testing.PlainClient;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases that others made, and their copies. The system property {@code campaign.samples} names
 * more of them: each sample is its SQL files, with {@code +} between, several with commas.
 */
class SamplesRoundTripTest {

  @TempDir Path folder;

  @Test
  void camunda_comes_back() throws Exception {
    comesBack(migrated(Corpora.camundaFresh()));
  }

  @Test
  void kill_bill_comes_back() throws Exception {
    comesBack(migrated(Corpora.killBill()));
  }

  @Test
  void every_sample_named_comes_back() throws Exception {
    String samples = System.getProperty("campaign.samples", "");
    assumeTrue(!samples.isEmpty(), "no samples: -Dcampaign.samples=FILE+FILE,FILE");
    for (String sample : samples.split(",", -1)) {
      DatabaseSettings source = TestServer.freshDatabase();
      List<String> files = new ArrayList<>(List.of(sample.split("\\+", -1)));
      for (String file : files) {
        feed(source, Path.of(file));
      }
      long rows = comesBack(source);
      System.out.println(sample + ": " + rows + " rows, no difference");
      assertTrue(rows > 0);
    }
  }

  private DatabaseSettings migrated(List<Corpora.File> files) {
    TestProject project = TestProject.in(folder.resolve("project"));
    files.forEach(file -> project.write(file.name(), file.text()));
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    // A copy keeps its own stamp, so it never gets this one.
    TestServer.execute(project.database(), "DROP TABLE migrate_environment");
    return project.database();
  }

  /** A script may name a database of its own, which is left out. */
  private static void feed(DatabaseSettings source, Path file) throws Exception {
    String sql =
        Files.readString(file, StandardCharsets.UTF_8)
            .replaceAll(
                "(?im)^\\s*(USE|CREATE (DATABASE|SCHEMA)|DROP (DATABASE|SCHEMA))\\b[^;]*;", "")
            .replaceAll("`?\\b(mydb|northwind|sakila|world)`?\\.", "");
    PlainClient client = PlainClient.find();
    assumeTrue(client != null, "no mysql client: -Dtest.client=COMMAND names one");
    client.feed(source, new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8)));
  }

  private long comesBack(DatabaseSettings source) throws Exception {
    DatabaseSettings copy = TestServer.freshDatabase();
    Map<String, String> definitions = Printed.all(source);
    Taken taken = Dumps.take(source, folder, Form.ZSTD, event -> {});
    Dumps.restore(copy, taken.file());
    Copies.assertEqual(source, definitions, copy);
    return taken.manifest().rows();
  }
}

package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.schema.diff.Change;
import dev.migrate.schema.diff.Difference;
import dev.migrate.schema.diff.Options;
import dev.migrate.schema.diff.Renames;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.server.ServerVersion;
import dev.migrate.testing.Corpora;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Camunda's own upgrade from 7.16 to 7.24 is what the migration we write has to be equal to. */
@Order(1)
class AutoCamundaTest {

  private static final int PARTS = 7;

  @TempDir Path folder;

  @Test
  void ourMigrationFrom716ToTheCreateScriptsOf724EndsWhereCamundasOwnUpgradeDoes()
      throws Exception {
    TestProject theirs = project("theirs", Corpora.camundaUpgraded());
    upgrade(theirs);
    TestProject ours = project("ours", Corpora.camundaUpgraded().subList(0, PARTS));
    Path wanted = wanted();
    Report.Generate report;
    try (Migrator migrator = ours.migrator()) {
      report =
          migrator.generate(
              new AutoRequest(
                  "to 7.24", wanted.toString(), false, false, List.of(), false, false, false));
    }
    assertEquals(Report.Outcome.DONE, report.outcome());
    upgrade(ours);
    Schema result = schema(ours.database());
    assertEquals(49, result.tables().size());
    Difference left =
        Difference.between(result, schema(theirs.database()), Renames.NONE, Options.DEFAULT);
    assertEquals(List.of(), left.changes().stream().map(Change::text).toList());
  }

  private TestProject project(String name, List<Corpora.File> files) {
    TestProject project = TestProject.in(folder.resolve(name));
    files.forEach(file -> project.write(file.name(), file.text()));
    return project;
  }

  private Path wanted() throws IOException {
    Path wanted = Files.createDirectories(folder.resolve("wanted"));
    for (Corpora.File file : Corpora.camundaFresh()) {
      Files.writeString(wanted.resolve(file.name()), file.text());
    }
    return wanted;
  }

  private static void upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private static Schema schema(DatabaseSettings database) throws SQLException {
    try (Connection connection = TestServer.connect(database)) {
      String version = TestServer.query(database, "SELECT VERSION()").get(0);
      return SchemaReader.read(
          connection,
          database.name(),
          ServerVersion.parse(version),
          name -> name.startsWith("migrate_") || name.equals("flyway_schema_history"));
    }
  }
}

package dev.migrate.backup;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.migrate.backup.file.Form;
import dev.migrate.backup.wire.Wire;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.server.Database;
import dev.migrate.testing.PlainClient;
import dev.migrate.testing.TestServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("forbids the server files of its clients")
class RoundTripTest {

  @TempDir Path folder;
  private DatabaseSettings source;
  private DatabaseSettings copy;
  private String infile;

  @BeforeEach
  void fill() throws Exception {
    source = TestServer.freshDatabase();
    copy = TestServer.freshDatabase();
    infile = TestServer.query(source, "SELECT @@global.local_infile").get(0);
    try (Database database = Database.open(source, "fill", event -> {});
        Wire wire = Wire.of(database.worker())) {
      NastyDatabase.fill(wire, source.name());
    }
  }

  @AfterEach
  void reset() {
    TestServer.execute(source, "SET GLOBAL local_infile = " + infile);
  }

  private Path take(Form form) {
    return Dumps.take(source, folder, form, event -> {}).file();
  }

  @Test
  void everything_comes_back_as_it_was_by_inserts() throws Exception {
    Map<String, String> definitions = Printed.all(source);
    TestServer.execute(source, "SET GLOBAL local_infile = 0");

    Dumps.restore(copy, take(Form.ZSTD));

    Copies.assertEqual(source, definitions, copy);
  }

  @Test
  void everything_comes_back_as_it_was_by_loading() throws Exception {
    Map<String, String> definitions = Printed.all(source);
    TestServer.execute(source, "SET GLOBAL local_infile = 1");

    Dumps.restore(copy, take(Form.GZIP));

    Copies.assertEqual(source, definitions, copy);
  }

  @Test
  void the_plain_client_restores_everything_too() throws Exception {
    PlainClient client = PlainClient.find();
    assumeTrue(client != null, "no mysql client: -Dtest.client=COMMAND names one");
    Map<String, String> definitions = Printed.all(source);

    try (InputStream sql =
        new ZstdInputStream(Files.newInputStream(take(Form.ZSTD))).setContinuous(false)) {
      client.feed(copy, sql);
    }

    Copies.assertEqual(source, definitions, copy);
  }
}

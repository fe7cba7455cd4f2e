package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.migrate.backup.file.Chunk;
import dev.migrate.backup.file.Form;
import dev.migrate.backup.file.Frame;
import dev.migrate.backup.file.HashSum;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.server.Database;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTest {

  @TempDir Path folder;
  private DatabaseSettings settings;
  private Database database;

  @BeforeEach
  void connect() {
    settings = TestServer.freshDatabase();
    database = Database.open(settings, "dump", event -> {});
  }

  @AfterEach
  void disconnect() {
    database.close();
  }

  private DumpOrder order(int threads) {
    return new DumpOrder(
        "test",
        "operation",
        database.schema(),
        "7",
        folder,
        Form.ZSTD,
        null,
        threads,
        List.of(),
        false,
        Duration.ofSeconds(1));
  }

  private Taken take() {
    return Dump.take(order(2), database::worker, event -> {});
  }

  private String sql(Taken taken) throws Exception {
    try (InputStream in =
        new ZstdInputStream(Files.newInputStream(taken.file())).setContinuous(false)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void values_are_written_so_that_they_come_back() throws Exception {
    TestServer.execute(
        settings,
        "CREATE TABLE t (id INT PRIMARY KEY, f FLOAT, d DOUBLE, b VARBINARY(20), s VARCHAR(20) CHARACTER SET latin1)",
        "INSERT INTO t VALUES (1, 16777216, -0e0, x'000A0D1A275C41', 'é'), (2, 0.1, 1e300, NULL, '')");

    String sql = sql(take());

    assertTrue(sql.contains("(1,16777216,-0e0,'\\0\\n\\r\\Z\\'\\\\A','"), sql);
    assertTrue(sql.contains("(2,0.10000000149011612,1e300,NULL,'')"), sql);
  }

  @Test
  void the_sums_of_a_table_are_those_of_its_frames() {
    TestServer.execute(
        settings,
        "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40))",
        "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
        "CREATE TABLE nothing (id INT PRIMARY KEY)");

    Taken taken = take();

    TableFacts nothing = taken.manifest().tables().get(0);
    TableFacts table = taken.manifest().tables().get(1);
    assertEquals(0, nothing.rows());
    assertEquals(2, table.rows());
    assertEquals(2, taken.manifest().rows());
    HashSum sum = new HashSum();
    taken.manifest().frames().stream()
        .map(Frame::chunk)
        .filter(c -> c != null)
        .forEach(c -> sum.add(c.hash()));
    assertEquals(table.hash(), sum.hex());
  }

  @Test
  void a_table_in_slices_has_every_row_once() throws Exception {
    for (String key :
        List.of(
            "BIGINT",
            "VARCHAR(40) CHARACTER SET utf8mb4",
            "BINARY(8)",
            "DECIMAL(20,5)",
            "DATETIME")) {
      TestServer.execute(
          settings,
          "DROP TABLE IF EXISTS t",
          "CREATE TABLE t (k "
              + key
              + " NOT NULL, part INT NOT NULL, filler CHAR(200) NOT NULL,"
              + " PRIMARY KEY (k, part)) CHARSET latin1");
      StringBuilder rows = new StringBuilder("INSERT INTO t VALUES ");
      for (int i = 0; i < 4000; i++) {
        String value =
            key.equals("DATETIME")
                ? "'2020-01-01' + INTERVAL " + (i * i / 7) + " MINUTE"
                : "" + (i * i / 7 - 1000);
        rows.append(i == 0 ? "(" : ",(").append(value).append(",").append(i).append(",'x')");
      }
      TestServer.execute(settings, rows.toString(), "ANALYZE TABLE t");
      try (Session wire = new Session(database)) {
        TableSource table = wire.table(settings.name());
        List<Slice> slices = new Slicer(wire.wire, 16 * 1024).slices(table);
        assertTrue(slices.size() > 3, key + " in " + slices.size());
        long count = 0;
        HashSum sum = new HashSum();
        for (Slice slice : slices) {
          RowSums.Sum part = RowSums.of(wire.wire, table, slice);
          count += part.rows();
          sum.add(part.hash());
        }
        assertEquals(4000, count, key);
        assertEquals(RowSums.of(wire.wire, table, Slice.WHOLE).hash(), sum.hex(), key);
      }
    }
  }

  /** A session as the backup's workers have it. */
  private static final class Session implements AutoCloseable {
    final dev.migrate.backup.wire.Wire wire;

    Session(Database database) throws Exception {
      wire = dev.migrate.backup.wire.Wire.of(database.worker());
    }

    TableSource table(String schema) throws Exception {
      TableSource table =
          Catalog.read(wire, schema, TableFilter.of(List.of()), false).tables().get(0);
      DumpSession.prepare(wire, schema);
      return table;
    }

    @Override
    public void close() {
      wire.close();
    }
  }

  @Test
  void a_row_too_long_for_memory_is_a_frame_of_its_own() throws Exception {
    TestServer.execute(settings, "CREATE TABLE t (id INT PRIMARY KEY, b LONGBLOB)");
    TestServer.execute(
        settings, "INSERT INTO t VALUES (1, 'short'), (2, REPEAT('x''', 1500000)), (3, 'end')");

    Taken taken = take();

    List<Chunk> chunks = new ArrayList<>();
    taken.manifest().frames().stream()
        .map(Frame::chunk)
        .filter(c -> c != null)
        .forEach(chunks::add);
    assertEquals(List.of(1L, 1L, 1L), chunks.stream().map(Chunk::rows).toList());
    String sql = sql(taken);
    assertTrue(sql.contains("(2,'" + "x\\'".repeat(1_500_000) + "');\n"));
  }

  @Test
  void an_account_that_may_do_all_takes_the_locks_that_wait_least() throws Exception {
    TestServer.execute(settings, "CREATE TABLE t (id INT PRIMARY KEY) ENGINE=InnoDB");

    String method = take().manifest().snapshot().method();

    assertEquals(
        TestServer.vendor() == Vendor.MYSQL
            ? "FLUSH TABLES WITH READ LOCK, LOCK INSTANCE FOR BACKUP"
            : "BACKUP STAGE BLOCK_COMMIT",
        method);
    try (Stream<Path> files = Files.list(folder.resolve("test"))) {
      assertTrue(files.allMatch(file -> file.toString().endsWith(".sql.zst")));
    }
  }
}

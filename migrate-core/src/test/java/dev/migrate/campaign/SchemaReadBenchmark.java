package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long it takes to read a schema of 1,000 tables into values, against the vendor's own dump of
 * definitions ({@code mysqldump --no-data}, {@code mariadb-dump --no-data}), in turns.
 *
 * <p>System properties: {@code campaign.rounds} (5), {@code campaign.tables} (1000), {@code
 * campaign.clients}, the folder of mysqldump if it is not on the path.
 */
@Isolated("measures")
class SchemaReadBenchmark {

  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 5);
  private static final int TABLES = Integer.getInteger("campaign.tables", 1000);
  private static final String CLIENTS = System.getProperty("campaign.clients", "");

  /** Seconds that reading 1,000 tables may take; the first read of a JVM is not measured. */
  private static final double AIM = 1.0;

  private final DatabaseSettings database = TestServer.freshDatabase();

  @Test
  void against_the_dump_of_definitions() throws Exception {
    ServerVersion server =
        ServerVersion.parse(TestServer.query(database, "SELECT VERSION()").get(0));
    fill();
    List<Double> ours = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    double first = read(server);
    dump();
    for (int i = 0; i < ROUNDS; i++) {
      ours.add(read(server));
      peer.add(dump());
    }
    double median = median(ours);
    double dumped = median(peer);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s, %d tables: read %.2f s (the first time %.2f s), %s --no-data %.2f s:"
                + " %.1f times as fast (medians of %d)",
            server.text(),
            TABLES,
            median,
            first,
            program(),
            dumped,
            dumped / median,
            ROUNDS));
    TestServer.execute(database, "DROP DATABASE `" + database.name() + "`");
    List<String> missed = new ArrayList<>();
    if (median > AIM * Math.max(1, TABLES / 1000.0)) {
      missed.add("more than " + AIM + " s for 1,000 tables");
    }
    if (median > dumped) {
      missed.add("slower than " + program());
    }
    assertEquals(List.of(), missed);
  }

  /** Twelve columns, three indexes and a foreign key each; a view for every tenth. */
  private void fill() throws SQLException {
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < TABLES; i++) {
        statement.execute(
            "CREATE TABLE table_"
                + i
                + " (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, parent_id bigint,"
                + " code varchar(36) NOT NULL, name varchar(200) DEFAULT '' COMMENT 'its name',"
                + " status enum('NEW','OPEN','DONE') NOT NULL DEFAULT 'NEW', amount decimal(12,2),"
                + " active tinyint(1) NOT NULL DEFAULT 1, note text, data json,"
                + " created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),"
                + " updated_at timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,"
                + " version int NOT NULL DEFAULT 0, UNIQUE KEY uk_code (code),"
                + " KEY ix_status (status, created_at), KEY ix_name (name(20)),"
                + " CONSTRAINT fk_"
                + i
                + " FOREIGN KEY (parent_id) REFERENCES table_"
                + i / 2
                + " (id) ON DELETE CASCADE)");
        if (i % 10 == 0) {
          statement.execute(
              "CREATE VIEW view_" + i + " AS SELECT id, name FROM table_" + i + " WHERE active");
        }
      }
    }
  }

  private double read(ServerVersion server) throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = connect()) {
      Schema schema = SchemaReader.read(connection, database.name(), server, table -> false);
      assertEquals(TABLES, schema.tables().size());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** As the product connects: several statements may go in one packet. */
  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://"
            + database.host()
            + ":"
            + database.port()
            + "/"
            + database.name()
            + "?allowMultiQueries=true",
        database.username(),
        password());
  }

  private String password() {
    return ((Password.Fixed) database.password()).value();
  }

  private static String program() {
    return TestServer.vendor() == Vendor.MARIADB ? "mariadb-dump" : "mysqldump";
  }

  private double dump() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            (CLIENTS.isEmpty() ? "" : CLIENTS + "/") + program(),
            "--no-data",
            "--host=" + database.host(),
            "--port=" + database.port(),
            "--user=" + database.username(),
            database.name());
    builder.environment().put("MYSQL_PWD", password());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.nanoTime();
    assertEquals(0, builder.start().waitFor());
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}

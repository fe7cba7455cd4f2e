package dev.migrate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.schema.model.Table;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import dev.migrate.testing.Goals;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What is said against indexes is so: by definition, and by what a server has read. MariaDB's
 * Performance Schema is off unless it is started with {@code performance_schema=ON}: of such a
 * server, named with {@code -Dtest.server}, the same is seen as of MySQL.
 */
@Isolated("has the server count the use of indexes")
class IndexFactsTest {

  private static final List<String> NO_REPLICAS = List.of();

  private final DatabaseSettings database = TestServer.freshDatabase();

  private IndexFacts facts() throws SQLException {
    return facts(database, NO_REPLICAS);
  }

  private IndexFacts facts(DatabaseSettings as, List<String> replicas) throws SQLException {
    try (Connection connection = TestServer.connect(as)) {
      ServerVersion version =
          ServerVersion.parse(TestServer.query(database, "SELECT VERSION()").get(0));
      List<Table> tables =
          SchemaReader.read(connection, database.name(), version, name -> false).tables();
      return IndexFactsReader.read(
          connection, database.name(), version, tables, replicas, Instant.now());
    }
  }

  private static List<String> told(IndexFacts facts, IndexFacts.Kind kind) {
    return facts.remarks().stream()
        .filter(each -> each.kind() == kind)
        .map(each -> each.index() + (each.by() == null ? "" : " by " + each.by()))
        .toList();
  }

  private static boolean mysql() {
    return TestServer.vendor() == Vendor.MYSQL;
  }

  /** Whether the server has the Performance Schema turned on. */
  private boolean counts() {
    return TestServer.query(database, "SELECT @@performance_schema").equals(List.of("1"));
  }

  @Test
  void redundant_and_duplicate_indexes_are_told_and_none_that_does_work_of_its_own()
      throws SQLException {
    TestServer.execute(
        database,
        "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(50) NOT NULL, b INT NOT NULL, c INT, d TEXT,"
            + " UNIQUE KEY id_again (id), KEY a_only (a), KEY a_first (a, b), KEY a_most (a, b, c),"
            + " KEY a_begin (a(10)), KEY a_down (a DESC), KEY b_one (b), KEY b_two (b),"
            + " UNIQUE KEY b_c (b, c), KEY c_b (c, b), KEY a_begin_b (a(10), b),"
            + " FULLTEXT KEY d_text (d), FULLTEXT KEY d_again (d), KEY d_begin (d(20)))");
    List<String> redundant =
        List.of(
            "a_begin by a_most",
            "a_first by a_most",
            "a_only by a_most",
            "b_one by b_c",
            "b_two by b_c");
    IndexFacts facts = facts();
    assertEquals(redundant, told(facts, IndexFacts.Kind.REDUNDANT));
    assertEquals(
        List.of("d_again by d_text", "id_again by PRIMARY"),
        told(facts, IndexFacts.Kind.DUPLICATE));
    assertEquals(
        List.of("a(10)"),
        facts.remarks().stream()
            .filter(each -> each.index().equals("a_begin"))
            .findFirst()
            .orElseThrow()
            .columns());
  }

  @Test
  void an_invisible_index_does_no_visible_ones_work() throws SQLException {
    String hidden = mysql() ? "INVISIBLE" : "IGNORED";
    TestServer.execute(
        database,
        "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, KEY a_only (a), KEY a_b (a, b) "
            + hidden
            + ", KEY b_hidden (b) "
            + hidden
            + ", KEY b_shown (b))");
    IndexFacts facts = facts();
    assertEquals(List.of(), told(facts, IndexFacts.Kind.REDUNDANT));
    assertEquals(List.of("b_hidden by b_shown"), told(facts, IndexFacts.Kind.DUPLICATE));
  }

  /** A table in whose indexes some are read, some are not, and some are not there to be read. */
  private void work() throws SQLException {
    TestServer.execute(
        database,
        "CREATE TABLE parents (id INT PRIMARY KEY)",
        "CREATE TABLE t (id INT PRIMARY KEY, used INT, idle INT, parent INT, code INT NOT NULL,"
            + " words TEXT, KEY by_used (used), KEY by_idle (idle), KEY by_parent (parent),"
            + " UNIQUE KEY by_code (code), FULLTEXT KEY by_words (words),"
            + " CONSTRAINT belongs FOREIGN KEY (parent) REFERENCES parents (id))",
        "INSERT INTO parents VALUES (1)",
        "INSERT INTO t VALUES (1, 1, 1, 1, 1, 'x'), (2, 2, 2, 1, 2, 'y'), (3, 3, 3, 1, 3, 'z')");
    assertEquals(
        List.of("2"),
        TestServer.query(database, "SELECT id FROM t FORCE INDEX (by_used)" + " WHERE used = 2"));
    TestServer.query(database, "SELECT id FROM t WHERE MATCH (words) AGAINST ('x')");
  }

  private void assertRight(IndexFacts facts) {
    IndexFacts.Source source = facts.use();
    assertTrue(source.available(), source.toString());
    assertNull(source.enable());
    Instant since = Objects.requireNonNull(source.since());
    assertTrue(since.isBefore(Instant.now()));
    assertEquals(List.of("by_idle"), told(facts, IndexFacts.Kind.UNUSED));
    IndexFacts.Remark idle = facts.remarks().get(0);
    assertEquals("DROP INDEX `by_idle` ON `t`", idle.drop());
    Goals.says(String.valueOf(idle.but()), "its table was made");
  }

  @Test
  void on_a_workload_the_idle_index_is_told_and_the_used_one_is_not() throws SQLException {
    if (counts()) {
      work();
      IndexFacts facts = facts();
      assertEquals("performance_schema.table_io_waits_summary_by_index_usage", facts.use().name());
      assertRight(facts);
      return;
    }
    TestServer.execute(TestServer.admin(), "SET GLOBAL userstat = 1");
    try {
      work();
      IndexFacts facts = facts();
      assertRight(facts);
      assertEquals("information_schema.INDEX_STATISTICS", facts.use().name());
      Goals.says(String.valueOf(facts.use().caution()), "what finds no row is not counted");
    } finally {
      TestServer.execute(TestServer.admin(), "SET GLOBAL userstat = 0");
    }
  }

  @Test
  void a_span_is_told_in_words() {
    Duration week = IndexUseReader.ENOUGH;
    assertEquals("7 days", IndexUseReader.ago(week));
    assertEquals("less than two minutes", IndexUseReader.ago(Duration.ofSeconds(20)));
    assertEquals("20 minutes", IndexUseReader.ago(Duration.ofSeconds(1210)));
    assertEquals("23 hours", IndexUseReader.ago(Duration.ofHours(23)));
  }

  @Test
  void reads_on_replicas_are_not_counted_and_that_is_said() throws SQLException {
    if (counts()) {
      Goals.says(
          String.valueOf(facts(database, List.of("db2:3306")).use().caution()),
          "nothing has read this database since",
          "what is read on replicas is not counted here: db2:3306");
    }
  }

  @Test
  void an_account_that_may_not_look_is_told_the_grant() throws SQLException {
    if (counts()) {
      work();
      try (LeastAccount account = LeastAccount.of(database)) {
        IndexFacts.Source source = facts(account.settings(), NO_REPLICAS).use();
        assertFalse(source.available());
        String grant = "GRANT SELECT ON performance_schema.* TO " + account.name();
        assertTrue(String.valueOf(source.enable()).endsWith(grant), source.enable());
        TestServer.execute(database, grant);
        assertRight(facts(account.settings(), NO_REPLICAS));
      }
    }
  }

  @Test
  void what_is_not_counted_is_unknown_and_the_setting_is_named() throws SQLException {
    if (counts()) {
      String instrument =
          "UPDATE performance_schema.setup_instruments SET enabled = '%s' WHERE name ="
              + " 'wait/io/table/sql/handler'";
      TestServer.execute(TestServer.admin(), instrument.formatted("NO"));
      try {
        work();
        IndexFacts facts = facts();
        assertFalse(facts.use().available());
        Goals.says(String.valueOf(facts.use().enable()), "SET enabled = 'YES'", "handler=ON");
        assertEquals(List.of(), told(facts, IndexFacts.Kind.UNUSED));
      } finally {
        TestServer.execute(TestServer.admin(), instrument.formatted("YES"));
      }
    } else {
      work();
      IndexFacts facts = facts();
      assertFalse(facts.use().available());
      assertEquals("information_schema.INDEX_STATISTICS", facts.use().name());
      Goals.says(
          String.valueOf(facts.use().enable()),
          "SET GLOBAL userstat = 1",
          "performance_schema = ON");
      assertEquals(List.of(), told(facts, IndexFacts.Kind.UNUSED));
    }
  }
}

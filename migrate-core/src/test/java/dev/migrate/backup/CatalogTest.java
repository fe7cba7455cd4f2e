package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.wire.Wire;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Database;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogTest {

  private static final TableFilter ALL = TableFilter.of(List.of());

  private final DatabaseSettings source = TestServer.freshDatabase();
  private final DatabaseSettings copy = TestServer.freshDatabase();
  private Database database;
  private Wire wire;
  private Catalog catalog;

  @BeforeAll
  void fillOneDatabaseAndMakeItAgainInAnother() throws SQLException {
    database = Database.open(TestServer.admin(), "catalog", event -> {});
    wire = Wire.of(database.worker());
    NastyDatabase.fill(wire, source.name());
    catalog = Catalog.read(wire, source.name(), ALL, false);
    make(catalog, copy.name());
  }

  @AfterAll
  void close() {
    wire.close();
    database.close();
  }

  private void make(Catalog what, String name) throws SQLException {
    wire.execute("USE " + name);
    wire.execute("SET NAMES utf8mb4");
    wire.execute(
        "SET sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO',"
            + " foreign_key_checks = 0, time_zone = '+00:00'");
    List<byte[]> statements = new ArrayList<>(what.head());
    what.sequences().forEach(each -> statements.addAll(each.statements()));
    what.tables().forEach(table -> statements.addAll(table.create()));
    what.tables().forEach(table -> statements.addAll(table.indexes()));
    what.tables().forEach(table -> statements.addAll(table.foreignKeys()));
    Stream.of(what.routines(), what.views(), what.triggers(), what.events())
        .flatMap(List::stream)
        .forEach(each -> statements.addAll(each.statements()));
    statements.addAll(what.state());
    for (byte[] statement : statements) {
      try {
        wire.execute(statement);
      } catch (SQLException e) {
        throw new SQLException(new String(statement, UTF_8) + "\n" + e.getMessage(), e);
      }
    }
    wire.execute("SET foreign_key_checks = 1");
  }

  /** Every definition by name, as texts. */
  private static Map<String, String> texts(Catalog of) {
    TreeMap<String, String> texts = new TreeMap<>();
    for (TableSource table : of.tables()) {
      texts.put(
          "TABLE " + table.name(),
          table.definitionHash()
              + "\n"
              + table.engine()
              + table.columns()
              + table.primaryKey()
              + table.versioned()
              + joined(table.create())
              + joined(table.indexes())
              + joined(table.foreignKeys()));
    }
    for (ObjectSource object : of.sources()) {
      if (!joined(object.statements()).contains("DO 0")) {
        texts.put(
            object.kind() + " " + object.name() + object.statements().size(),
            object.definer() + object.sqlMode() + joined(object.statements()));
      }
    }
    // Printed for what was made from print, see TableItem.
    texts.replaceAll((name, text) -> text.replace("CHARACTER SET utf8mb4 COLLATE", "COLLATE"));
    texts.put("STATE", joined(of.state()).replaceAll("\"last-updated\": \"[^\"]*\"", ""));
    texts.put("HEAD", joined(of.head()));
    return texts;
  }

  private static String joined(List<byte[]> statements) {
    StringBuilder text = new StringBuilder();
    statements.forEach(statement -> text.append('\n').append(new String(statement, ISO_8859_1)));
    return text.toString();
  }

  private static void assertSame(Map<String, String> expected, Map<String, String> actual) {
    Set<String> missing = new TreeSet<>(expected.keySet());
    missing.removeAll(actual.keySet());
    assertEquals(Set.of(), missing);
    Set<String> added = new TreeSet<>(actual.keySet());
    added.removeAll(expected.keySet());
    assertEquals(Set.of(), added);
    expected.forEach((name, text) -> assertEquals(text, actual.get(name), name));
  }

  @Test
  void a_database_made_from_the_statements_reads_the_same() throws SQLException {
    Catalog second = Catalog.read(wire, copy.name(), ALL, false);

    assertSame(texts(catalog), texts(second));
  }

  @Test
  void a_database_made_from_the_statements_is_the_same_to_another_reader() {
    assertSame(Printed.all(source), Printed.all(copy));
  }

  @Test
  void every_object_is_there() {
    int tables =
        TestServer.query(
                source,
                "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND"
                    + " table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')")
            .size();
    assertEquals(tables, catalog.tables().size());
    assertTrue(catalog.routines().size() > 10 && catalog.views().size() > 8);
    assertTrue(catalog.triggers().size() > 6 && catalog.events().size() > 3);
    assertFalse(catalog.state().isEmpty());
  }

  @Test
  void what_cannot_be_made_again_is_told() {
    String warnings = String.join("\n", catalog.warnings());

    assertTrue(warnings.contains("view `broken` cannot be read"), warnings);
    assertTrue(warnings.contains("view `broken, too` cannot be read"), warnings);
    assertTrue(warnings.contains("gone@no where"), warnings);
    String broken =
        catalog.views().stream()
            .filter(view -> view.name().equals("broken"))
            .map(view -> joined(view.statements()))
            .findFirst()
            .orElseThrow();
    assertTrue(broken.contains("-- CREATE ") && broken.endsWith("DO 0"), broken);
  }

  @Test
  void sequences_go_on_where_they_would_after_a_restart() throws SQLException {
    if (TestServer.vendor() != Vendor.MARIADB) {
      return;
    }
    DatabaseSettings other = TestServer.freshDatabase();
    make(catalog, other.name());

    for (String sequence : List.of("round", "exhausted", "untouched", "a sequence")) {
      String query = "SELECT * FROM `" + sequence + "`";
      assertEquals(TestServer.query(source, query), TestServer.query(other, query));
    }
    assertEquals(List.of("25"), TestServer.query(other, "SELECT NEXTVAL(`a sequence`)"));
    assertEquals(
        List.of("1|-1|-3"),
        TestServer.query(other, "SELECT NEXTVAL(`round`), NEXTVAL(`round`), NEXTVAL(`round`)"));
  }

  @Test
  void definers_are_left_out_on_demand() throws SQLException {
    Catalog without = Catalog.read(wire, source.name(), ALL, true);

    for (ObjectSource object : without.sources()) {
      assertFalse(
          joined(object.statements()).contains("DEFINER="), () -> joined(object.statements()));
    }
    assertFalse(String.join("", without.warnings()).contains("gone@"));
    DatabaseSettings other = TestServer.freshDatabase();
    make(without, other.name());
    assertEquals(List.of("1"), TestServer.query(other, "SELECT * FROM `v of nobody`"));
    assertEquals(catalog.routines().size(), without.routines().size());
  }

  @Test
  void only_some_tables_bring_their_triggers_and_sequences() throws SQLException {
    Catalog some =
        Catalog.read(wire, source.name(), TableFilter.of(List.of("child*", "seq?enced")), false);

    assertEquals("children", some.tables().get(0).name());
    assertTrue(some.triggers().size() == 4, some.triggers()::toString);
    assertTrue(some.routines().isEmpty() && some.views().isEmpty() && some.events().isEmpty());
    assertTrue(String.join("", some.warnings()).contains("only some tables"));
    if (TestServer.vendor() == Vendor.MARIADB) {
      assertEquals(
          List.of("a sequence", "untouched"),
          some.sequences().stream().map(ObjectSource::name).toList());
    }
  }

  @Test
  void an_alteration_is_a_change_and_a_new_row_is_none() throws SQLException {
    DatabaseSettings small = TestServer.freshDatabase();
    TestServer.execute(
        small,
        "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY)",
        "CREATE VIEW v AS SELECT id FROM t");
    Catalog before = Catalog.read(wire, small.name(), ALL, false);

    TestServer.execute(small, "INSERT INTO t VALUES (1000)");
    assertEquals(
        List.of(), Definitions.changed(before, Catalog.read(wire, small.name(), ALL, false)));
    TestServer.execute(
        small, "ALTER TABLE t COMMENT 'x'", "CREATE OR REPLACE VIEW v AS SELECT 1 AS id");
    assertEquals(
        List.of("table t", "view v"),
        Definitions.changed(before, Catalog.read(wire, small.name(), ALL, false)));
  }

  @Test
  void a_client_that_takes_bytes_for_characters_reads_every_statement() throws SQLException {
    DatabaseSettings japanese = TestServer.freshDatabase();
    DatabaseSettings again = TestServer.freshDatabase();
    wire.execute("USE " + japanese.name());
    wire.execute("SET NAMES sjis");
    wire.execute(NastyDatabase.SHIFTED);

    Catalog read = Catalog.read(wire, japanese.name(), ALL, false);
    make(read, again.name());

    assertFalse(joined(read.routines().get(0).statements()).contains("\u0083\\"));
    assertEquals(List.of("ソ|x"), TestServer.query(again, "CALL shift()"));
  }

  @Test
  void patterns_that_match_no_table_are_refused() {
    RefusedException e =
        assertThrows(
            RefusedException.class,
            () -> Catalog.read(wire, source.name(), TableFilter.of(List.of("no?ne")), false));

    assertEquals("backup-tables-missing", e.problem().code());
  }
}

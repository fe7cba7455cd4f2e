package dev.migrate.schema.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Migrator;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.server.Vendor;
import dev.migrate.testing.Corpora;
import dev.migrate.testing.SchemaCopy;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a database is all of it: made again from the values alone, it is the same. */
class SchemaReaderTest {

  private final List<DatabaseSettings> databases = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void drop() {
    for (DatabaseSettings database : databases) {
      TestServer.execute(database, "DROP DATABASE `" + database.name() + "`");
    }
  }

  private DatabaseSettings fresh() {
    DatabaseSettings database = TestServer.freshDatabase();
    databases.add(database);
    return database;
  }

  private DatabaseSettings with(String... statements) {
    DatabaseSettings database = fresh();
    TestServer.execute(database, statements);
    return database;
  }

  private static boolean mariadb() {
    return TestServer.vendor() == Vendor.MARIADB;
  }

  private Schema assertMadeAgain(DatabaseSettings database) {
    Schema schema = SchemaCopy.read(database);
    DatabaseSettings other = fresh();
    SchemaCopy.make(schema, other);
    assertSame(schema, SchemaCopy.read(other));
    return schema;
  }

  private static void assertSame(Schema schema, Schema other) {
    assertEquals(lines(schema), lines(other));
  }

  /** A line for each value; an account is no part of a comparison. */
  private static String lines(Schema schema) {
    List<Object> values = new ArrayList<>();
    values.add(schema.charset() + " " + schema.collation());
    values.addAll(schema.tables());
    values.addAll(schema.views());
    values.addAll(schema.programs());
    values.addAll(schema.sequences());
    StringBuilder lines = new StringBuilder();
    for (Object value : values) {
      lines.append(value.toString().replaceAll("definer=[^\\]]*", "")).append('\n');
    }
    return lines.toString();
  }

  @Test
  void aDatabaseWithEverythingInItIsReadWhole() {
    DatabaseSettings database = fresh();
    nasty(database);
    TestServer.execute(database, "DROP VIEW `broken, too`", "DROP VIEW `broken`");
    Schema schema = assertMadeAgain(database);
    assertTrue(schema.tables().size() > 25, schema.tables().size() + " tables");
    assertEquals(mariadb() ? 29 : 25, schema.programs().size());
    assertEquals(mariadb() ? 4 : 0, schema.sequences().size());
    assertCharsetsAreThoseOfTheServer(schema, database);
  }

  /** The statements that define something; what they define must hold no rows. */
  private static void nasty(DatabaseSettings database) {
    String name = "/nasty/" + (mariadb() ? "mariadb" : "mysql") + ".sql";
    try (InputStream in = SchemaReaderTest.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      List<String> statements = new ArrayList<>();
      statements.add("SET NAMES utf8mb4");
      statements.add("SET sql_mode = '', time_zone = '+00:00'");
      for (String sql : text.replaceAll("(?m)^-- .*\n", "").split("\n;;\n", -1)) {
        if (sql.matches("(?s)(CREATE|ALTER|DROP|SET (sql_mode|SESSION|time_zone)).*")) {
          statements.add(sql.replace("${database}", database.name()));
        }
      }
      try (Connection connection = TestServer.connect(database);
          Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertCharsetsAreThoseOfTheServer(Schema schema, DatabaseSettings database) {
    List<String> read = new ArrayList<>();
    for (Table table : schema.tables()) {
      for (Column column : table.columns()) {
        if (column.collation() != null) {
          read.add(column.name() + "|" + column.charset() + "|" + column.collation());
        }
      }
    }
    String query =
        "SELECT column_name, character_set_name, collation_name FROM information_schema.columns"
            + " JOIN information_schema.tables USING (table_schema, table_name)"
            + " WHERE table_schema = DATABASE() AND collation_name IS NOT NULL"
            + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')";
    assertEquals(
        TestServer.query(database, query).stream().sorted().toList(),
        read.stream().sorted().toList());
  }

  @Test
  void theSchemasOfRealApplicationsAreReadWhole() {
    assertEquals(50, upgraded("camunda", Corpora.camundaFresh()));
    assertEquals(61, upgraded("killbill", Corpora.killBill()));
    if (mariadb()) {
      assertEquals(33, upgraded("dataflow", Corpora.dataflow()));
    }
  }

  /** How many tables there are after an application's migrations, the history among them. */
  private int upgraded(String name, List<Corpora.File> files) {
    TestProject project = TestProject.in(folder.resolve(name));
    databases.add(project.database());
    files.forEach(file -> project.write(file.name(), file.text()));
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    TestServer.execute(
        project.database(),
        "DROP TABLE IF EXISTS migrate_journal, migrate_audit, migrate_environment, migrate_lock");
    return assertMadeAgain(project.database()).tables().size();
  }

  @Test
  void whatMeansTheSameIsTheSame() {
    assertSame(
        SchemaCopy.read(
            with(
                "CREATE TABLE p (id int PRIMARY KEY)",
                "CREATE TABLE c (id int NOT NULL, a varchar(5) DEFAULT NULL, p int,"
                    + " CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id),"
                    + " CONSTRAINT g FOREIGN KEY (id) REFERENCES p (id) ON DELETE RESTRICT)")),
        SchemaCopy.read(
            with(
                "CREATE TABLE p (id int PRIMARY KEY)",
                "CREATE TABLE c (id int NOT NULL, a varchar(5), p int,"
                    + " CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id)"
                    + " ON DELETE NO ACTION ON UPDATE RESTRICT,"
                    + " CONSTRAINT g FOREIGN KEY (id) REFERENCES p (id) ON UPDATE NO ACTION)")));
  }

  @Test
  void aCharacterSetIsTheSameWhoeverSaysIt() {
    assertSame(
        SchemaCopy.read(
            with(
                "CREATE TABLE t (a varchar(5) CHARACTER SET latin1 COLLATE latin1_bin, b char(1)"
                    + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, e enum('x') COLLATE latin1_bin)"
                    + " CHARACTER SET latin1 COLLATE latin1_bin")),
        SchemaCopy.read(
            with(
                "CREATE TABLE t (a varchar(5), b char(1) COLLATE utf8mb4_bin, e enum('x'))"
                    + " COLLATE latin1_bin")));
    assertSame(
        SchemaCopy.read(with("CREATE TABLE t (a varchar(5) CHARACTER SET latin1)")),
        SchemaCopy.read(with("CREATE TABLE t (a varchar(5) COLLATE latin1_swedish_ci)")));
  }

  @Test
  void rowsAndTheTimeOfCreationMakeNoDifference() throws InterruptedException {
    String table = "CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT)";
    String event = "CREATE EVENT e ON SCHEDULE EVERY 1 DAY ON COMPLETION NOT PRESERVE DO DO 1";
    DatabaseSettings first = with(table, "SET time_zone = '-08:00'", event);
    Thread.sleep(1100);
    DatabaseSettings second =
        with(table, "INSERT INTO t VALUES (7)", "SET time_zone = '-08:00'", event);
    assertSame(SchemaCopy.read(first), SchemaCopy.read(second));
    TestServer.execute(second, "SET time_zone = '-08:00'", "ALTER EVENT e ON SCHEDULE EVERY 2 DAY");
    assertFalse(lines(SchemaCopy.read(first)).equals(lines(SchemaCopy.read(second))));
  }

  @Test
  void triggersAreComparedAsTheyActNotAsTheyWereWritten() {
    String table = "CREATE TABLE t (a int)";
    DatabaseSettings one =
        with(
            table,
            "CREATE TRIGGER first BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
            "CREATE TRIGGER second BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2");
    DatabaseSettings other =
        with(
            table,
            "CREATE TRIGGER second BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
            "create trigger `first`  before insert on `t` for each row precedes second"
                + " SET NEW.a = 1");
    assertSame(SchemaCopy.read(one), SchemaCopy.read(other));
    assertMadeAgain(other);
    List<Program> programs = SchemaCopy.read(one).programs();
    assertEquals("first", programs.get(1).follows().orElseThrow());
    TestServer.execute(
        one,
        "DROP TRIGGER first",
        "CREATE TRIGGER first BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1");
    assertFalse(lines(SchemaCopy.read(one)).equals(lines(SchemaCopy.read(other))));
  }

  @Test
  void theDatabasesOwnNameIsNoPartOfAnything() {
    DatabaseSettings one = fresh();
    DatabaseSettings other = fresh();
    for (DatabaseSettings database : List.of(one, other)) {
      String name = database.name();
      TestServer.execute(
          database,
          "CREATE TABLE t (id int PRIMARY KEY)",
          "CREATE TABLE c (t int, FOREIGN KEY (t) REFERENCES " + name + ".t (id))",
          "CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1",
          "CREATE VIEW v AS SELECT " + name + ".t.id, " + name + ".f() AS f FROM " + name + ".t",
          "CREATE VIEW w AS SELECT x.id FROM t x JOIN mysql.user",
          "CREATE TRIGGER " + name + ".r BEFORE INSERT ON " + name + ".t FOR EACH ROW DO 1");
    }
    assertSame(SchemaCopy.read(one), SchemaCopy.read(other));
  }

  @Test
  void skippedTablesAreLeftOutWithTheirTriggers() {
    DatabaseSettings database =
        with(
            "CREATE TABLE kept (a int)",
            "CREATE TABLE skipped (a int)",
            "CREATE TRIGGER k BEFORE INSERT ON kept FOR EACH ROW DO 1",
            "CREATE TRIGGER s BEFORE INSERT ON skipped FOR EACH ROW DO 1");
    Schema schema = SchemaCopy.read(database, "skipped"::equals);
    assertEquals(List.of("kept"), schema.tables().stream().map(Table::name).toList());
    assertEquals(List.of("k"), schema.programs().stream().map(Program::name).toList());
  }

  @Test
  void theSessionIsAsBefore() throws SQLException {
    DatabaseSettings database = with("CREATE TABLE `tä` (\"a\" int)".replace('"', '`'));
    DatabaseSettings other = with("CREATE TABLE t (a int)");
    String look =
        "SELECT @@sql_mode, @@sql_quote_show_create, @@character_set_client,"
            + " @@character_set_results, DATABASE()";
    try (Connection connection = TestServer.connect(other);
        Statement statement = connection.createStatement()) {
      statement.execute("SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
      statement.execute("SET sql_quote_show_create = 0, character_set_client = latin1");
      String before = row(statement, look);
      Schema read =
          SchemaReader.read(
              connection, database.name(), SchemaCopy.read(other).server(), table -> false);
      assertEquals("tä", read.tables().get(0).name());
      assertEquals(before, row(statement, look));
    }
  }

  private static String row(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      StringBuilder text = new StringBuilder();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        text.append(row.getString(i)).append('|');
      }
      return text.toString();
    }
  }

  /** Each was made by somebody's odd script, and read wrongly by some tool. */
  @Test
  void oddDefinitionsAreMadeAgain() {
    assertMadeAgain(
        with(
            "CREATE TABLE s (id SERIAL"
                + (mariadb() ? "" : " NULL")
                + ", n int DEFAULT -1, b bit(3) DEFAULT b'101',"
                + " h binary(2) DEFAULT 0xFFFE, d decimal(10,2) unsigned zerofill DEFAULT 1.50,"
                + " e enum('a,)','b''c') NOT NULL DEFAULT 'b''c', t set('x','y') DEFAULT 'x,y',"
                + " f datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6))"
                + " MAX_ROWS=5 CHECKSUM=1 STATS_AUTO_RECALC=0 COMMENT='COMMENT=''x'' ENGINE=y'",
            "CREATE VIEW v AS SELECT 1 AS `with check option`",
            "CREATE VIEW w AS SELECT n FROM s WHERE e LIKE '%|%' ESCAPE '|' OR e = ' WITH LOCAL'"
                + " WITH LOCAL CHECK OPTION"));
  }

  @Test
  void aSpatialReferenceSystemIsReadFromEitherVendor() {
    DatabaseSettings database =
        with(
            mariadb()
                ? "CREATE TABLE t (p point REF_SYSTEM_ID=4326 NOT NULL, q point NOT NULL)"
                : "CREATE TABLE t (p point NOT NULL SRID 4326, q point NOT NULL)");
    List<Column> columns = assertMadeAgain(database).tables().get(0).columns();
    assertEquals(4326L, columns.get(0).srid());
    assertEquals(null, columns.get(1).srid());
  }
}

package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinementTest {

  private static final Confinement CONFINEMENT =
      new Confinement("scratch", Set.of("app", "tasks")::contains);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a (a INT)",
        "CREATE TABLE `scratch`.a (a INT)",
        "CREATE TABLE Scratch.a LIKE scratch.b",
        "INSERT INTO a SELECT tasks.id, EXTRACT(YEAR FROM tasks.due) FROM tasks JOIN app ON app.id ="
            + " tasks.id WHERE app.a = tasks.b ORDER BY app.a, tasks.b",
        "INSERT INTO tasks VALUES (1) ON DUPLICATE KEY UPDATE tasks.n = tasks.n + 1",
        "UPDATE tasks, app SET tasks.a = app.a, app.b = tasks.c WHERE tasks.id = app.id",
        "DELETE tasks FROM tasks JOIN app USING (id)",
        "DELETE FROM tasks WHERE tasks.a IN (SELECT app.a FROM app)",
        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()",
        "SELECT TRIM(BOTH ' ' FROM tasks.title) FROM tasks",
        "CREATE VIEW v AS SELECT tasks.a, app.b FROM tasks, app WHERE tasks.a LIKE app.b",
        "CREATE TRIGGER t BEFORE INSERT ON tasks FOR EACH ROW SET NEW.a = NEW.b + 1",
        "CREATE TABLE b (a INT, u TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, FOREIGN KEY (a) REFERENCES"
            + " tasks (id) ON UPDATE CASCADE)",
        "CREATE PROCEDURE p() BEGIN DECLARE done INT; SELECT tasks.a INTO done FROM tasks; END",
        "ALTER DATABASE CHARACTER SET utf8mb4",
        "ALTER DATABASE scratch CHARACTER SET utf8mb4",
        "ANALYZE TABLE a",
        "SET NAMES utf8mb4",
        "SET SESSION sql_mode = ''",
        "USE scratch",
        "CALL p(1)",
        "CALL scratch.p(1)",
        "LOCK TABLES a WRITE",
        "START TRANSACTION",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM a"
      })
  void what_stays_in_the_database_is_let_through(String sql) {
    assertEquals("", breach(sql));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "USE app | turns to another database",
        "CREATE TABLE app.a (a INT) | works with the database app",
        "CREATE TABLE nowhere.a (a INT) | works with the database nowhere",
        "DROP TABLE a, `app`.`b` | works with the database app",
        "ALTER TABLE a RENAME TO app.a | works with the database app",
        "RENAME TABLE a TO app.a | works with the database app",
        "INSERT INTO app.a VALUES (1) | works with the database app",
        "INSERT INTO mysql.user VALUES (1) | works with the database mysql",
        "INSERT INTO a SELECT * FROM app.b | works with the database app",
        "INSERT INTO a SELECT b.c FROM b, app.b | works with the database app",
        "SELECT app.b.c FROM x | works with the database app",
        "SELECT * FROM (a JOIN app.b ON a.x = b.x) | works with the database app",
        "UPDATE a JOIN app.b ON a.x = b.x SET a.y = 1 | works with the database app",
        "DELETE FROM app.a | works with the database app",
        "CREATE TABLE a LIKE app.a | works with the database app",
        "CREATE TABLE a (b INT REFERENCES app.b (b)) | works with the database app",
        "CREATE VIEW v AS SELECT * FROM app.a | works with the database app",
        "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW INSERT INTO app.l VALUES (1)"
            + " | works with the database app",
        "CALL app.p(1) | works with the database app",
        "SELECT app.f(1) | works with the database app",
        "ANALYZE TABLE app.a | works with the database app",
        "LOCK TABLES a READ, app.b WRITE | works with the database app",
        "CREATE DATABASE x | makes or drops a database",
        "DROP DATABASE scratch | makes or drops a database",
        "ALTER DATABASE app CHARACTER SET utf8mb4 | works with the database app",
        "SET GLOBAL max_connections = 1 | concerns the whole server",
        "SET PERSIST max_connections = 1 | concerns the whole server",
        "SET @@GLOBAL.max_connections = 1 | concerns the whole server",
        "SET sql_log_bin = 1 | sets what is replicated",
        "FLUSH PRIVILEGES | concerns the whole server",
        "PURGE BINARY LOGS TO 'x' | concerns the whole server",
        "INSTALL PLUGIN x SONAME 'y' | concerns the whole server",
        "CREATE USER a | changes accounts",
        "GRANT ALL ON *.* TO a | changes accounts",
        "REVOKE ALL ON *.* FROM a | changes accounts",
        "SET PASSWORD = 'x' | changes accounts",
        "RENAME USER a TO b | changes accounts",
        "CREATE ROLE r | changes accounts",
        "LOAD DATA INFILE '/x' INTO TABLE a | reads a file",
        "SELECT * INTO OUTFILE '/x' FROM a | writes a file",
        "SELECT * FROM a INTO DUMPFILE '/x' | writes a file",
        "XA START 'x' | makes a transaction that outlives it",
        "CREATE TABLESPACE x ADD DATAFILE 'x.ibd' | defines what belongs to the whole server",
        "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'x')"
            + " | defines what belongs to the whole server",
        "CREATE FUNCTION f RETURNS STRING SONAME 'x.so' | loads a function into the server",
        "CREATE PROCEDURE p() SET GLOBAL max_connections = 1"
            + " | has a program that changes what belongs to the whole server",
        "CREATE PROCEDURE p() BEGIN GRANT ALL ON *.* TO a; END"
            + " | has a program that changes what belongs to the whole server",
        "CREATE PROCEDURE p() BEGIN CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO SET @a = 1; END"
            + " | has a program that changes what belongs to the whole server",
        "FROBNICATE x | is not understood, so that anything may be true of it",
      })
  void what_reaches_beyond_it_is_named(String sql, String what) {
    assertEquals(what, breach(sql));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @a = 1 | CREATE EVENT e ON SCHEDULE EVERY 1 DAY"
            + "  DISABLE DO SET @a = 1 | true",
        "CREATE EVENT e ON SCHEDULE AT '2030-01-01' ENABLE COMMENT 'ENABLE' DO SET @a = 1 | CREATE"
            + " EVENT e ON SCHEDULE AT '2030-01-01' DISABLE COMMENT 'ENABLE' DO SET @a = 1 | false",
        "/*!50106 CREATE*/ /*!50117 DEFINER=`a`@`b`*/ /*!50106 EVENT `do` ON SCHEDULE EVERY 1 DAY"
            + " STARTS '2020-01-01 00:00:00' ON COMPLETION NOT PRESERVE ENABLE DO UPDATE t SET a=1 */"
            + " | /*!50106 CREATE*/ /*!50117 DEFINER=`a`@`b`*/ /*!50106 EVENT `do` ON SCHEDULE EVERY 1"
            + " DAY STARTS '2020-01-01 00:00:00' ON COMPLETION NOT PRESERVE DISABLE DO UPDATE t SET"
            + " a=1 */ | false",
        "ALTER EVENT e ON SCHEDULE EVERY 2 DAY STARTS CURRENT_TIMESTAMP + INTERVAL 1 DAY | ALTER EVENT"
            + " e ON SCHEDULE EVERY 2 DAY STARTS CURRENT_TIMESTAMP + INTERVAL 1 DAY DISABLE  | true",
        "CREATE EVENT e ON SCHEDULE AT '2030-01-01' DISABLE ON SLAVE DO SET @a = 1 | CREATE EVENT e ON"
            + " SCHEDULE AT '2030-01-01' DISABLE DO SET @a = 1 | false",
      })
  void an_event_is_switched_off_where_its_statement_says_or_would_say_so(
      String sql, String off, boolean relative) {
    EventState state = EventState.of(sql);
    assertEquals(off.strip(), state.off().strip());
    assertEquals(relative, state.relative());
  }

  private static String breach(String sql) {
    List<Statement> statements = Splitter.split("V1__a.sql", "DELIMITER $$\n" + sql + " $$");
    assertEquals(1, statements.size());
    return CONFINEMENT.breach(statements.get(0)).orElse("");
  }
}

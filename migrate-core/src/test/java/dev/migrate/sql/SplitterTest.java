package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SplitterTest {

  static Stream<Arguments> scripts() {
    return Stream.of(
        cut("two statements", "SELECT 1;\nSELECT 2;\n", "SELECT 1", "SELECT 2"),
        cut("no delimiter at the end", "SELECT 1;\nSELECT 2", "SELECT 1", "SELECT 2"),
        cut("nothing", "  \n\t\r\n"),
        cut("only comments", "-- a\n# b\n/* c; */\n--"),
        cut("comments after the last statement", "SELECT 1; -- a;\n/* b */", "SELECT 1"),
        cut("empty statements", ";;SELECT 1;; ;\n;", "SELECT 1"),
        cut("byte order mark", "\uFEFFSELECT 1;", "SELECT 1"),
        cut("no-break space", "\u00A0SELECT 1\u00A0;\u00A0", "SELECT 1"),
        cut("Windows line ends", "-- a\r\nSELECT\r\n1;\r\nSELECT 2;", "SELECT\r\n1", "SELECT 2"),
        cut("comment inside", "SELECT 1 -- ; '\n, 2;", "SELECT 1 -- ; '\n, 2"),
        cut("comment at its end", "SELECT 1 /* ; */ # ;\n;", "SELECT 1"),
        cut("hint", "SELECT /*+ NO_ICP(t) ; */ 1;", "SELECT /*+ NO_ICP(t) ; */ 1"),
        cut("comments do not nest", "SELECT 1 /* /* ; */; SELECT 2;", "SELECT 1", "SELECT 2"),
        cut("dashes before a tab", "--\t;\nSELECT 1;", "SELECT 1"),
        cut("dashes before a control character", "--\u0001;\nSELECT 1;", "SELECT 1"),
        cut("dashes at the start of a statement", "--ALTER x;\n--#it's\nSELECT 1;", "SELECT 1"),
        cut("a line of dashes", "---------\n-- a\n---------\nSELECT 1;", "SELECT 1"),
        cut("minus minus", "SELECT 5--3; SELECT 1;", "SELECT 5--3", "SELECT 1"),
        cut("doubled quotes", "SELECT ';''', \";\"\"\", `;```;", "SELECT ';''', \";\"\"\", `;```"),
        cut("escaped quotes", "SELECT '\\';', \"\\\";\";", "SELECT '\\';', \"\\\";\""),
        cut("escaped backslash", "SELECT '\\\\'; SELECT 2", "SELECT '\\\\'", "SELECT 2"),
        cut("no escapes in backticks", "SELECT 1 `\\`; SELECT 2", "SELECT 1 `\\`", "SELECT 2"),
        cut("comment in a string", "SELECT '-- /* #'; SELECT 2", "SELECT '-- /* #'", "SELECT 2"),
        cut("string over lines", "SELECT 'a;\n;b';", "SELECT 'a;\n;b'"),
        cut(
            "prefixed strings",
            "SELECT N'a;', _utf8mb4'b;', x'3B';",
            "SELECT N'a;', _utf8mb4'b;', x'3B'"),
        cut(
            "only executable comments",
            "/*!40101 SET NAMES utf8 */;",
            "/*!40101 SET NAMES utf8 */"),
        cut("without version", "/*! SELECT 1 */; SELECT 2;", "/*! SELECT 1 */", "SELECT 2"),
        cut(
            "MariaDB's",
            "/*M! SELECT 1 */;/*M!100100 DO 2 */;",
            "/*M! SELECT 1 */",
            "/*M!100100 DO 2 */"),
        cut(
            "comment in executable one",
            "/*! SELECT 1 /* ; */ , 2 */;",
            "/*! SELECT 1 /* ; */ , 2 */"),
        cut(
            "delimiter in executable comment",
            "/*! CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a=1; END */;",
            "/*! CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a=1; END */"),
        cut("empty executable comment", "/*!*/; SELECT 1", "SELECT 1"),
        cut(
            "string with its end in executable comment",
            "/*! SELECT '*/;' */;",
            "/*! SELECT '*/;' */"),
        cut(
            "DELIMITER $$",
            "DELIMITER $$\nSELECT 1; $$\nSELECT 2$$\nDELIMITER ;\nSELECT 3;",
            "SELECT 1;",
            "SELECT 2",
            "SELECT 3"),
        cut("DELIMITER //", "delimiter //\r\nSELECT 1//\r\ndelimiter ;\r\n", "SELECT 1"),
        cut(
            "DELIMITER ;;",
            "DELIMITER ;;\nSELECT 1; ;;\nDELIMITER ;\nSELECT 2;",
            "SELECT 1;",
            "SELECT 2"),
        cut("DELIMITER @", "DELIMITER @\nSELECT 1@ SELECT 2 @", "SELECT 1", "SELECT 2"),
        cut("DELIMITER #", "DELIMITER #\nSELECT 1#\nSELECT 2#", "SELECT 1", "SELECT 2"),
        cut("DELIMITER in words", "DELIMITER go\nSELECT 1 go SELECT 2\ngo", "SELECT 1", "SELECT 2"),
        cut("DELIMITER with a comment after it", "DELIMITER $$ -- a\nSELECT 1$$", "SELECT 1"),
        cut("quoted DELIMITER", "DELIMITER \"$$\"\nSELECT 1$$", "SELECT 1"),
        cut(
            "$$ right after a word",
            "DELIMITER $$\nBEGIN END$$\nSELECT 1$$",
            "BEGIN END",
            "SELECT 1"),
        cut("two DELIMITERs in a row", "DELIMITER $$\nDELIMITER ;\nSELECT 1;", "SELECT 1"),
        cut(
            "no blocks under a delimiter of one's own",
            "DELIMITER $$\nCREATE PROCEDURE p() BEGIN IF $$ SELECT 1$$",
            "CREATE PROCEDURE p() BEGIN IF",
            "SELECT 1"),
        cut(
            "semicolons in programs under a delimiter of one's own",
            "DELIMITER $$\nCREATE PROCEDURE p() BEGIN DO 1; DO 2; END$$\nl: LOOP DO 1; LEAVE l; END"
                + " LOOP$$\nDO 1; -- the end\n$$",
            "CREATE PROCEDURE p() BEGIN DO 1; DO 2; END",
            "l: LOOP DO 1; LEAVE l; END LOOP",
            "DO 1;"),
        cut(
            "a column named delimiter",
            "SELECT\ndelimiter\nFROM t; SELECT 2",
            "SELECT\ndelimiter\nFROM t",
            "SELECT 2"),
        cut(
            "other columns named like keywords",
            "SELECT t.end, `case`, begin FROM t; SELECT 2",
            "SELECT t.end, `case`, begin FROM t",
            "SELECT 2"),
        cut(
            "CASE outside a program",
            "SELECT CASE WHEN 1 THEN 2; SELECT 3",
            "SELECT CASE WHEN 1 THEN 2",
            "SELECT 3"),
        cut("BEGIN of a transaction", "BEGIN; SELECT 1; COMMIT;", "BEGIN", "SELECT 1", "COMMIT"),
        cut("BEGIN WORK", "BEGIN WORK; COMMIT", "BEGIN WORK", "COMMIT"),
        cut("identifiers beyond ASCII", "SELECT größe;SELECT 2", "SELECT größe", "SELECT 2"));
  }

  private static Arguments cut(String name, String script, String... statements) {
    return Arguments.of(name, script, List.of(statements));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void aScriptIsCutIntoItsStatements(String name, String script, List<String> statements) {
    assertEquals(statements, texts(script));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("SELECT 1;\nSELECT\n 'a;", "sql-unterminated", 3),
        refusal("SELECT \"a\\\";", "sql-unterminated", 1),
        refusal("\nSELECT `a;", "sql-unterminated", 2),
        refusal("SELECT 1;\n\n/* a\nb", "sql-unterminated", 3),
        refusal("SELECT 1\n/*! a ;", "sql-unterminated", 2),
        refusal("CREATE PROCEDURE p()\nBEGIN\n IF 1 THEN SELECT 1; END;\n", "sql-unterminated", 2),
        refusal("CREATE TABLE t (\n a int, --the a\n b int);", "sql-dashes", 2),
        refusal("UPDATE t SET a = 1\n--b; c\nWHERE d = 1;", "sql-dashes", 2),
        refusal("SELECT 1;\nSELECT 2 \\G\n", "sql-client-command", 2),
        refusal("\\. other.sql\n", "sql-client-command", 1),
        refusal("SELECT 1;\nsource other.sql\n", "sql-client-command", 2),
        refusal("DELIMITER\nSELECT 1;", "sql-delimiter", 1),
        refusal("DELIMITER \\\\\nSELECT 1\\\\", "sql-delimiter", 1),
        refusal("SELECT 1\nDELIMITER $$\n", "sql-delimiter", 2),
        refusal("DELIMITER $$\nDO 1;\nDO 2 $$", "sql-several-statements", 3),
        refusal("DELIMITER $$\nBEGIN; DO 2; COMMIT $$", "sql-several-statements", 2),
        refusal("DELIMITER $$\nDROP TRIGGER a; DO 2 $$", "sql-several-statements", 2),
        refusal("SELECT 1 -- a\r, 2\r;", "sql-line-ending", 1),
        refusal("CREATE PACKAGE p AS\n a INT;\nEND;", "sql-oracle-mode", 1),
        refusal("CREATE PROCEDURE p(a IN INT)\nAS BEGIN NULL; END;", "sql-oracle-mode", 2),
        refusal(
            "CREATE FUNCTION f(a INT) RETURN INT IS BEGIN RETURN 1; END;", "sql-oracle-mode", 1));
  }

  private static Arguments refusal(String script, String code, int line) {
    return Arguments.of(script, code, line);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatCannotBeCutIsRefusedWithItsLine(String script, String code, int line) {
    Problem problem =
        assertThrows(ConfigurationException.class, () -> Splitter.split("V1__a.sql", script))
            .problem();
    assertEquals(code, problem.code());
    assertEquals("V1__a.sql:" + line, problem.where());
    assertTrue(problem.fix() != null);
  }

  @Test
  void aStatementKnowsItsPlace() {
    List<Statement> statements =
        Splitter.split(
            "V1__a.sql", "-- a\r\n\r\nSELECT 1; SELECT\n2;\n\n/* b\n */ SELECT 'c\n'; DO 1");
    assertEquals(
        List.of("1@3", "2@3", "3@7", "4@8"),
        statements.stream().map(s -> s.index() + "@" + s.line()).toList());
    assertEquals("V1__a.sql:7", statements.get(2).where());
  }

  @Test
  void directivesBelongToTheStatementAfterThem() {
    List<Statement> statements =
        Splitter.split("a", "-- migrate:commit\n-- other\n-- migrate: x y\nDO 1;\nDO 2;");
    assertEquals(List.of("commit", "x y"), statements.get(0).directives());
    assertEquals(List.of(), statements.get(1).directives());
  }

  @Test
  void aLongFileIsCutInOnePass() {
    StringBuilder inserts = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      inserts.append("INSERT INTO t VALUES (").append(i).append(", 'a;''b');\n");
    }
    List<Statement> statements = Splitter.split("a", inserts.toString());
    assertEquals(5_000, statements.size());
    assertEquals(5_000, statements.get(4_999).line());
  }

  @Test
  void aStatementOfFiveMegabytesIsOneStatement() {
    String row = "(1, 'it''s; a \\'row\\'', NULL),\n";
    String insert = "INSERT INTO t VALUES\n" + row.repeat(5_000_000 / row.length()) + "(2, '', 0)";
    String program =
        "CREATE PROCEDURE p() BEGIN\n" + "IF a THEN SET b = 1; END IF;\n".repeat(50_000) + "END";
    assertEquals(List.of(insert, program, "DO 1"), texts(insert + ";\n" + program + ";\nDO 1;\n"));
  }

  private static List<String> texts(String script) {
    return Splitter.split("a", script).stream().map(Statement::sql).toList();
  }
}

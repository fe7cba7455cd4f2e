package dev.migrate.schema.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.server.ServerVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a definition says and nobody understands is refused, with the table and the text. */
class TableParserTest {

  private static Table read(String columns, String options) {
    return TableParser.read(
        "t",
        "CREATE TABLE `t` (\n  " + columns + "\n) " + options,
        new TableParser.Context(
            ServerVersion.parse("9.7.4"),
            "db",
            new Charsets(Map.of("utf8mb4", "utf8mb4_0900_ai_ci", "latin1", "latin1_swedish_ci")),
            Map.of()));
  }

  private static final String OPTIONS = "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4";

  private static void assertRefused(String named, String columns, String options) {
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> read(columns, options));
    assertEquals("schema-unrepresentable", refused.problem().code());
    assertEquals("table `t`", refused.problem().where());
    assertTrue(refused.problem().problem().contains(named), refused.problem().text());
  }

  @Test
  void anUnknownAttributeOfAColumnIsRefused() {
    assertRefused("FANCY 3", "`a` int NOT NULL FANCY 3", OPTIONS);
    assertRefused("/* plain", "`a` int /* plain */", OPTIONS);
    assertRefused("character set", "`a` int COLLATE utf8mb4_bin", OPTIONS);
    assertRefused("klingon", "`a` char(1) CHARACTER SET klingon", OPTIONS);
  }

  @Test
  void anUnknownKindOfKeyIsRefused() {
    assertRefused("HEAP KEY", "`a` int,\n  HEAP KEY `k` (`a`)", OPTIONS);
    assertRefused("SOMEHOW", "`a` int,\n  KEY `k` (`a` SOMEHOW)", OPTIONS);
    assertRefused("EXCLUDE", "`a` int,\n  CONSTRAINT `c` EXCLUDE (`a`)", OPTIONS);
    assertRefused(
        "MATCH",
        "`a` int,\n  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `t` (`a`) MATCH FULL",
        OPTIONS);
  }

  @Test
  void anUnknownOptionIsRefusedAndAKnownOneKept() {
    assertRefused("SOMEHOW", "`a` int", OPTIONS + " SOMEHOW");
    assertRefused("engine", "`a` int", "DEFAULT CHARSET=utf8mb4");
    assertEquals(
        List.of("STATS_PERSISTENT=1", "DATA DIRECTORY='/x'"),
        read("`a` int", OPTIONS + " STATS_PERSISTENT=1 DATA DIRECTORY='/x'").options().others());
  }

  @Test
  void whatIsLostOnTheWayIsNoticed() {
    assertRefused("read as", "`a` int NULL", OPTIONS);
    assertRefused("read as", "`a` int COMMENT 'x' NOT NULL", OPTIONS);
    assertRefused("read as", "`a` int,\n  KEY `k` (`a`) COMMENT 'x' USING BTREE", OPTIONS);
  }

  @Test
  void commentsForNewerServersAreRead() {
    Column column =
        read(
                "`a` int /*!50606 COLUMN_FORMAT FIXED */ DEFAULT '5' /*!80023 INVISIBLE */"
                    + " COMMENT '/*!80023 x */ it''s'",
                OPTIONS)
            .columns()
            .get(0);
    assertTrue(column.invisible());
    assertEquals("'5'", column.defaultValue());
    assertEquals("/*!80023 x */ it's", column.comment());
    assertEquals(List.of("COLUMN_FORMAT FIXED"), column.others());
  }
}

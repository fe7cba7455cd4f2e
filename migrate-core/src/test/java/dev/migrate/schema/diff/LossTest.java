package dev.migrate.schema.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "int|bigint|",
        "bigint|int|high values",
        "bigint(20)|int(11)|high values",
        "int|int unsigned|negative values",
        "int unsigned|int|high values",
        "bigint|int unsigned|negative and high values",
        "int unsigned|bigint|",
        "int(5) unsigned zerofill|int unsigned|",
        "tinyint|decimal(3,0)|",
        "int|decimal(8,2)|high values",
        "int|decimal(10,0)|",
        "decimal(10,2)|decimal(12,2)|",
        "decimal(10,2)|decimal(12,1)|digits after the point",
        "decimal(10,2)|decimal(10,4)|high values",
        "decimal(10,2)|int|values that are no int",
        "float|double|",
        "double|float|values that are no float",
        "varchar(10)|varchar(20)|",
        "varchar(20)|varchar(10)|values longer than 10",
        "varchar(20)|text|",
        "text|varchar(200)|values longer than 200",
        "varchar(200)|tinytext|values longer than 255 bytes",
        "longtext|text|values longer than 65535 bytes",
        "varchar(20)|int|values that are no int",
        "int|varchar(255)|",
        "int|varchar(5)|values that are no varchar",
        "varbinary(5)|blob|",
        "blob|varbinary(5)|values longer than 5",
        "varchar(5)|varbinary(5)|values that are no varbinary",
        "datetime(6)|datetime|fractions of seconds",
        "datetime|datetime(3)|",
        "datetime|date|times of day",
        "date|datetime|",
        "datetime|timestamp|times before 1970 and after 2038",
        "timestamp|datetime|",
        "time(3)|time|fractions of seconds",
        "enum('a','b')|enum('b','c','a')|",
        "enum('a','b')|enum('a')|the values 'b'",
        "set('a','b')|set('b')|the values 'a'",
        "set('a','b')|enum('a','b')|sets of more than one value",
        "enum('a','b')|varchar(70)|",
      })
  void a_type_that_holds_less_loses_something(String before, String after, String lost) {
    String expected = lost == null ? null : lost + " of t.a";
    assertEquals(expected, Loss.of(Samples.column("a", before), Samples.column("a", after), "t.a"));
  }

  @Test
  void a_character_set_that_holds_less_loses_something() {
    assertEquals("characters of t.a that latin1 does not have", charsetLoss("utf8mb4", "latin1"));
    assertEquals("characters of t.a that utf8mb3 does not have", charsetLoss("utf8mb4", "utf8mb3"));
    assertNull(charsetLoss("utf8mb3", "utf8mb4"));
    assertNull(charsetLoss("latin1", "utf8mb3"));
    assertNull(charsetLoss("ascii", "latin1"));
  }

  private static @Nullable String charsetLoss(String before, String after) {
    return Loss.of(
        Samples.column("a", "varchar(5)", before, before + "_bin"),
        Samples.column("a", "varchar(5)", after, after + "_bin"),
        "t.a");
  }
}

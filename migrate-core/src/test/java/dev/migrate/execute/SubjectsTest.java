package dev.migrate.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.server.RowPasses;
import dev.migrate.server.StatementWatch.Kind;
import dev.migrate.server.Subject;
import dev.migrate.sql.Splitter;
import dev.migrate.testing.NeedsNoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsNoServer
class SubjectsTest {

  private static Subject of(String sql) {
    var statement = Splitter.split("V1__x.sql", sql).get(0);
    return Subjects.of(statement, statement, "app", Kind.REBUILD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE shop.orders ADD x INT | ALTER TABLE orders | shop | orders",
        "CREATE UNIQUE INDEX i ON orders (a) | CREATE INDEX on orders | app | orders",
        "DROP INDEX i ON orders | DROP INDEX on orders | app | orders",
        "INSERT INTO orders SELECT * FROM old | INSERT INTO orders | app | orders",
        "UPDATE orders SET a = 'UPDATE x' | UPDATE orders | app | orders",
        "DELETE FROM orders | DELETE FROM orders | app | orders",
        "CREATE TABLE orders (a INT) | CREATE TABLE orders | app | orders",
        "OPTIMIZE TABLE `orders` | OPTIMIZE TABLE orders | app | orders",
        "OPTIMIZE LOCAL TABLE shop.orders | OPTIMIZE TABLE orders | shop | orders",
        "OPTIMIZE TABLE a, b | OPTIMIZE TABLE a, b | |",
        "DO SLEEP(3) | DO SLEEP(3) | |"
      })
  void aStatementIsCalledByItsVerbAndItsTable(
      String sql, String what, String schema, String table) {
    Subject subject = of(sql);
    assertEquals(what, subject.what());
    assertEquals(schema, subject.schema());
    assertEquals(table, subject.table());
  }

  @Test
  void howItGoesOverTheRowsIsToldByItsClauses() {
    assertEquals(new RowPasses(false, false, 1), of("CREATE INDEX i ON t (a, b)").passes());
    assertEquals(
        new RowPasses(false, false, 2),
        of("ALTER TABLE t ADD KEY (a, b), ADD UNIQUE (c), DROP INDEX d, LOCK=NONE").passes());
    assertEquals(
        new RowPasses(true, false, 1),
        of("ALTER TABLE t ADD x VARCHAR(9) COMMENT 'ADD KEY, ', ADD KEY (x)").passes());
    assertEquals(
        new RowPasses(true, true, 1),
        of("ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (a, id), ADD KEY (id)").passes());
    assertEquals(new RowPasses(true, false, 0), of("ALTER TABLE t FORCE").passes());
    assertEquals(RowPasses.UNKNOWN, of("OPTIMIZE TABLE t").passes());
  }
}

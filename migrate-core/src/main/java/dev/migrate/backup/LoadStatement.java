package dev.migrate.backup;

import dev.migrate.backup.file.TableFacts;
import dev.migrate.server.Identifier;
import java.util.StringJoiner;

/**
 * The LOAD DATA that reads a table's tuples. With {@code CHARACTER SET binary} every byte arrives
 * as it is; what refuses binary strings (JSON, UUID, INET6) goes through a variable.
 */
final class LoadStatement {

  private LoadStatement() {}

  static String of(TableFacts table) {
    StringJoiner columns = new StringJoiner(",", " (", ")");
    StringJoiner conversions = new StringJoiner(",", " SET ", "").setEmptyValue("");
    int variable = 0;
    for (String column : table.columns()) {
      String name = Identifier.quote(column);
      if (table.utf8Columns().contains(column)) {
        columns.add("@migrate" + variable);
        conversions.add(name + "=CONVERT(@migrate" + variable++ + " USING utf8mb4)");
      } else {
        columns.add(name);
      }
    }
    return "LOAD DATA LOCAL INFILE 'rows' INTO TABLE "
        + Identifier.quote(table.name())
        + " CHARACTER SET binary FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\\''"
        + " ESCAPED BY '\\\\' LINES TERMINATED BY '),\\n('"
        + columns
        + conversions;
  }
}

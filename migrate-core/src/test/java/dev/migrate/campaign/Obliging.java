package dev.migrate.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what the server misses, told by its own errors, until a statement of others runs. */
final class Obliging {

  private static final int TRIES = 12;
  private static final Pattern NAME = Pattern.compile("['`]([^'`]+)['`]");

  private final Connection connection;
  private final Map<String, Integer> tries = new HashMap<>();

  Obliging(Connection connection) {
    this.connection = connection;
  }

  /** Whether something was made for this refusal, so that the statement may be tried again. */
  boolean prepare(SQLException refusal) throws SQLException {
    Matcher matcher = NAME.matcher(refusal.getMessage());
    String first = matcher.find() ? matcher.group(1) : "";
    int tried = tries.merge(refusal.getErrorCode() + first, 1, Integer::sum);
    int all = tries.values().stream().mapToInt(Integer::intValue).sum();
    if (all > TRIES || first.isEmpty()) {
      return false;
    }
    String name = first.substring(first.lastIndexOf('.') + 1);
    return switch (refusal.getErrorCode()) {
      case 1146, 1051, 1109 -> tables(first, tried);
      case 1347, 4092 -> tried == 1 && run("CREATE VIEW `" + name + "` AS SELECT 1 AS zz");
      case 4091 -> tried == 1 && run("CREATE SEQUENCE `" + name + "`");
      case 1054, 1072 -> tried == 1 && everywhere("ADD COLUMN `" + name + "` VARCHAR(50)");
      case 1091, 1176, 3940, 3821 -> missing(refusal.getMessage(), name, tried);
      case 1305 -> tried == 1 && routine(refusal.getMessage(), name);
      case 1539 -> run("CREATE EVENT `" + name + "` ON SCHEDULE EVERY 9 YEAR DISABLE DO DO 1");
      case 1505 -> everywhere("PARTITION BY HASH (zz) PARTITIONS 3");
      default -> false;
    };
  }

  private boolean tables(String names, int tried) {
    boolean made = false;
    for (String name : names.split(",", -1)) {
      String table = name.substring(name.lastIndexOf('.') + 1);
      made |= tried == 1 && run("CREATE TABLE `" + table + "` (zz INT, zy INT)");
    }
    return made;
  }

  /** It is not told what is to be dropped: a column, then an index, a foreign key, a check. */
  private boolean missing(String message, String name, int tried) throws SQLException {
    List<String> makes = new ArrayList<>();
    if (message.contains("COLUMN") || message.contains("column/key")) {
      makes.add("ADD COLUMN `" + name + "` VARCHAR(50)");
    }
    if (name.equals("PRIMARY")) {
      makes.clear();
      makes.add("ADD PRIMARY KEY (zz)");
    } else {
      makes.add("ADD INDEX `" + name + "` (zy)");
    }
    makes.add("ADD CONSTRAINT `" + name + "` FOREIGN KEY (zy) REFERENCES `zz_none` (a)");
    makes.add("ADD CONSTRAINT `" + name + "` CHECK (zz > 0)");
    return tried <= makes.size() && everywhere(makes.get(tried - 1));
  }

  private boolean routine(String message, String name) {
    return message.contains("PROCEDURE")
        ? run("CREATE PROCEDURE `" + name + "`() DO 1")
        : run("CREATE FUNCTION `" + name + "`() RETURNS INT DETERMINISTIC NO SQL RETURN 1");
  }

  private boolean everywhere(String clause) throws SQLException {
    boolean made = false;
    for (List<String> table : Catalog.rows(connection, "SHOW FULL TABLES")) {
      made |=
          table.get(1).equals("BASE TABLE") && run("ALTER TABLE `" + table.get(0) + "` " + clause);
    }
    return made;
  }

  private boolean run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}

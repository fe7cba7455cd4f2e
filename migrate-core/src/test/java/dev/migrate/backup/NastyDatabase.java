package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.wire.Wire;
import dev.migrate.server.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** A database with everything that a backup may get wrong: rows, names, definitions. */
final class NastyDatabase {

  /** With bytes that are no UTF-8, which is why they are not in the script; é is one byte. */
  private static final List<String> IN_OTHER_CHARACTER_SETS =
      List.of(
          "SET NAMES latin1 COLLATE latin1_swedish_ci",
          "CREATE PROCEDURE `lé`(`pä` varchar(10)) COMMENT 'cö''\\\\' SELECT 'dü' AS `ß`, `pä`",
          "CREATE TRIGGER `té` BEFORE DELETE ON `naïve table` FOR EACH ROW SET @e = 'ü'",
          "CREATE EVENT `évent` ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DISABLE"
              + " COMMENT 'à' DO INSERT INTO `log` (`what`) VALUES ('ö')",
          "CREATE VIEW `viéw` AS SELECT 'ä' AS `ö`, `é` FROM `naïve table` WHERE `é` <> 'ü'",
          "CREATE FUNCTION `kept`() RETURNS varchar(9) DETERMINISTIC"
              + " RETURN /* it''s \\ ; */ 'ü' -- kept",
          "SET NAMES utf8mb4");

  /** The second byte of its one character is a backslash. */
  static final byte[] SHIFTED =
      "CREATE PROCEDURE `shift`() SELECT '\u0083\\' AS x, 'x'".getBytes(ISO_8859_1);

  private static final int DEADLOCK = 1213;

  private NastyDatabase() {}

  /** Fills an empty database; the session's settings are those of UTF-8 and sql_mode ''. */
  static void fill(Wire wire, String database) throws SQLException {
    boolean mariadb = wire.query("SELECT VERSION()").get(0).required(0).contains("MariaDB");
    wire.execute("USE " + Identifier.quote(database));
    wire.execute("SET NAMES utf8mb4");
    wire.execute("SET sql_mode = '', time_zone = '+00:00'");
    for (String sql : script(mariadb ? "mariadb" : "mysql", database).split("\n;;\n", -1)) {
      if (!sql.isBlank()) {
        execute(wire, sql.getBytes(UTF_8));
      }
    }
    wire.execute("CREATE TABLE `naïve table` (`é` varchar(10) PRIMARY KEY)");
    for (String sql : IN_OTHER_CHARACTER_SETS) {
      execute(wire, sql.getBytes(ISO_8859_1));
    }
    if (mariadb) {
      wire.execute("SET NAMES sjis");
      wire.execute(SHIFTED);
      wire.execute("SET NAMES utf8mb4");
    }
    wire.execute("SET sql_mode = '', time_zone = '+00:00'");
  }

  private static void execute(Wire wire, byte[] sql) throws SQLException {
    try {
      wire.execute(sql);
    } catch (SQLException e) {
      if (e.getErrorCode() == DEADLOCK) {
        // With the definitions that other tests make on the same server.
        wire.execute(sql);
        return;
      }
      throw new SQLException(new String(sql, UTF_8) + "\n" + e.getMessage(), e);
    }
  }

  private static String script(String vendor, String database) {
    String name = "/nasty/" + vendor + ".sql";
    try (InputStream in = NastyDatabase.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
      return text.replaceAll("(?m)^-- .*\n", "").replace("${database}", database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

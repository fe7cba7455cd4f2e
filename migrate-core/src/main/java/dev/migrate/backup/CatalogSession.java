package dev.migrate.backup;

import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A session that reads definitions, as the server prints them with sql_mode '' in UTF-8, and what
 * was noticed on the way: warnings, and what cannot be backed up.
 */
final class CatalogSession {

  private static final Set<Integer> NO_PRIVILEGE = Set.of(1044, 1045, 1142, 1143, 1227, 1370);

  private final Wire wire;
  private final String database;
  private final ServerVersion version;
  private final Set<String> warnings = new TreeSet<>();
  private final Map<String, String> refusals = new TreeMap<>();

  private CatalogSession(Wire wire, String database, ServerVersion version) {
    this.wire = wire;
    this.database = database;
    this.version = version;
  }

  static CatalogSession open(Wire wire, String database) throws SQLException {
    wire.execute("USE " + Identifier.quote(database));
    wire.execute("SET NAMES utf8mb4");
    wire.execute("SET SESSION sql_mode = '', sql_quote_show_create = 1, time_zone = '+00:00'");
    String text = wire.query("SELECT VERSION()").get(0).required(0);
    ServerVersion version = ServerVersion.parse(text);
    if (version.vendor() == Vendor.MYSQL) {
      wire.execute("SET SESSION information_schema_stats_expiry = 0");
      if (version.major() > 8 || version.minor() > 0 || version.patch() >= 30) {
        wire.execute("SET SESSION show_gipk_in_create_table_and_information_schema = ON");
      }
    }
    return new CatalogSession(wire, database, version);
  }

  String database() {
    return database;
  }

  ServerVersion version() {
    return version;
  }

  boolean isMariadb() {
    return version.vendor() == Vendor.MARIADB;
  }

  /** The rows of a query, in which each {@code {db}} stands for the database as a literal. */
  List<Row> query(String sql) throws SQLException {
    return wire.query(sql.replace("{db}", Literal.text(database)));
  }

  /**
   * The one row of SHOW CREATE.
   *
   * @param object as a reader knows it, for an error
   */
  Row definition(String sql, String object) throws SQLException {
    try {
      return wire.query(sql).get(0);
    } catch (SQLException e) {
      throw unreadable(e, object);
    }
  }

  /** Whether texts are printed as the bytes that the server keeps, or in UTF-8. */
  void printRaw(boolean raw) throws SQLException {
    wire.execute("SET SESSION character_set_results = " + (raw ? "binary" : "utf8mb4"));
  }

  /** A text in another character set, a character a byte; refused when it does not fit there. */
  String recoded(String text, String characterSet) throws SQLException {
    String literal = "_utf8mb4 " + Literal.bytes(text.getBytes(StandardCharsets.UTF_8));
    String converted = "CONVERT(" + literal + " USING " + characterSet + ")";
    Row row =
        wire.query(
                "SELECT HEX("
                    + converted
                    + "), HEX(CONVERT("
                    + converted
                    + " USING utf8mb4)) = HEX("
                    + literal
                    + ")")
            .get(0);
    if (row.number(1) != 1) {
      refuse(text, "it was made in " + characterSet + ", in which its name cannot be written");
    }
    return DdlTokens.text(HexFormat.of().parseHex(row.required(0)));
  }

  /** A text of one character a byte in UTF-8 instead of its character set. */
  String inUtf8(String text, String characterSet) throws SQLException {
    String literal = "_" + characterSet + " " + Literal.bytes(DdlTokens.bytes(text));
    Row row = wire.query("SELECT HEX(CONVERT(" + literal + " USING utf8mb4))").get(0);
    return DdlTokens.text(HexFormat.of().parseHex(row.required(0)));
  }

  /** The code of the error that the server has for a query, 0 for none; it is not executed. */
  int prepare(String query) throws SQLException {
    try {
      wire.execute(
          "SET @migrate_backup = _utf8mb4 "
              + Literal.bytes(query.getBytes(StandardCharsets.UTF_8)));
      wire.execute("PREPARE migrate_backup FROM @migrate_backup");
      wire.execute("DEALLOCATE PREPARE migrate_backup");
      return 0;
    } catch (SQLException e) {
      if (isLost(e)) {
        throw e;
      }
      return e.getErrorCode();
    }
  }

  private static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("70");
  }

  private SQLException unreadable(SQLException e, String object) throws SQLException {
    if (isLost(e)) {
      return e;
    }
    if (NO_PRIVILEGE.contains(e.getErrorCode())) {
      throw Privileges.hidden(this, object, String.valueOf(e.getMessage()));
    }
    throw new RefusedException(
        Problem.of(
                "backup-object-broken",
                "The definition of " + object + " cannot be read: " + e.getMessage())
            .at(object)
            .fix("repair or drop it"));
  }

  /** Something that the backup does not hold, or that a restore needs. */
  void warn(String warning) {
    warnings.add(warning);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Something of which no exact copy can be made. */
  void refuse(String object, String why) {
    refusals.putIfAbsent(object, why);
  }

  /** Throws if anything was refused. */
  void requireNothingRefused() {
    if (refusals.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("What no exact backup can be made of:");
    refusals.forEach((object, why) -> text.append("\n").append(object).append(": ").append(why));
    throw new RefusedException(
        Problem.of("backup-unsupported", text.toString())
            .at("database " + database)
            .fix("change them, or back up only other tables: -Dmigrate.tables=PATTERN,…"));
  }
}

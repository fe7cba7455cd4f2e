package dev.migrate.audit;

import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the tables of the audit, and brings those of older releases up to date. */
record AuditTables(String schema) {

  /** What format 2 added. */
  private static final List<String> NEW =
      List.of("ci_job", "git_commit", "git_dirty", "confirmation", "overridden", "statements");

  private static final String ADDED =
      """
       ADD COLUMN ci_job VARCHAR(1000) AFTER host,
       ADD COLUMN git_commit VARCHAR(255) AFTER database_user,
       ADD COLUMN git_dirty TINYINT AFTER git_commit,
       ADD COLUMN confirmation VARCHAR(255) AFTER backup,
       ADD COLUMN overridden VARCHAR(255) AFTER confirmation,
       ADD COLUMN statements LONGTEXT COMMENT 'JSON' AFTER overridden,
       ADD COLUMN position BIGINT,
       ADD COLUMN previous CHAR(64) COMMENT 'the hash of the row before',
       ADD COLUMN hash CHAR(64),
       ADD COLUMN chained_by VARCHAR(20),
       ADD UNIQUE KEY position (position)
      """;

  /** The columns that say something, in a table with the chain or one from before it. */
  static List<String> columns(boolean chained) {
    return chained
        ? AuditRow.COLUMNS
        : AuditRow.COLUMNS.stream().filter(column -> !NEW.contains(column)).toList();
  }

  /** Makes what is missing; every step can be taken again. */
  void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(definition());
      if (!isChained(connection)) {
        statement.execute("ALTER TABLE " + quoted(AuditTable.TABLE) + ADDED);
      }
      statement.execute(headDefinition());
    }
    begin(connection);
  }

  boolean isChained(Connection connection) throws SQLException {
    return any(
        connection,
        "SELECT 1 FROM information_schema.columns WHERE table_schema = "
            + Literal.text(schema)
            + " AND table_name = '"
            + AuditTable.TABLE
            + "' AND column_name = 'position'");
  }

  boolean exists(Connection connection, String table) throws SQLException {
    return any(
        connection,
        "SELECT 1 FROM information_schema.tables WHERE table_schema = "
            + Literal.text(schema)
            + " AND table_name = '"
            + table
            + "'");
  }

  private static boolean any(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      return found.next();
    }
  }

  /** The row that says where the chain ends: after the last row there is, or before the first. */
  private void begin(Connection connection) throws SQLException {
    List<AuditRow> rows = new AuditTable(schema, Seal.OPEN).rows(connection);
    AuditRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
    String chain = UUID.randomUUID().toString();
    boolean goesOn = last != null && last.position() > 0;
    try (PreparedStatement insertion =
        connection.prepareStatement(
            "INSERT IGNORE INTO "
                + quoted(AuditTable.HEAD)
                + " (id, chain, position, hash, format_version) VALUES (1, ?, ?, ?, ?)")) {
      insertion.setString(1, chain);
      insertion.setLong(2, goesOn && last != null ? last.position() : 0);
      insertion.setString(3, goesOn && last != null ? last.hash() : beginning(chain, rows));
      insertion.setInt(4, AuditTable.FORMAT);
      insertion.executeUpdate();
    }
  }

  /** What the first row of a chain is chained to: its id and the rows from before it. */
  static String beginning(String chain, List<AuditRow> rows) {
    List<@Nullable String> texts = new ArrayList<>(List.of(chain));
    for (AuditRow row : rows) {
      if (row.isOld()) {
        columns(false).forEach(column -> texts.add(row.value(column)));
      }
    }
    return Seal.OPEN.of(texts);
  }

  private String quoted(String table) {
    return Identifier.quote(schema) + "." + table;
  }

  // An account is at most 128 characters (MariaDB) of user, @ and 255 of host.
  private String definition() {
    return "CREATE TABLE IF NOT EXISTS "
        + quoted(AuditTable.TABLE)
        + """
         (
          operation VARCHAR(255) NOT NULL,
          phase VARCHAR(10) NOT NULL,
          at DATETIME(6) NOT NULL COMMENT 'UTC',
          environment VARCHAR(255) NOT NULL,
          goal VARCHAR(255) NOT NULL,
          os_user VARCHAR(255) NOT NULL,
          host VARCHAR(255) NOT NULL,
          ci_job VARCHAR(1000),
          database_user VARCHAR(384) NOT NULL,
          git_commit VARCHAR(255),
          git_dirty TINYINT,
          version_before VARCHAR(255),
          version_after VARCHAR(255),
          backup VARCHAR(1000),
          confirmation VARCHAR(255),
          overridden VARCHAR(255),
          statements LONGTEXT COMMENT 'JSON',
          result VARCHAR(255),
          problem VARCHAR(255),
          format_version INT NOT NULL,
          position BIGINT,
          previous CHAR(64) COMMENT 'the hash of the row before',
          hash CHAR(64),
          chained_by VARCHAR(20),
          PRIMARY KEY (operation, phase),
          UNIQUE KEY position (position)
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
        COMMENT='What was done to this database; written by migrate'
        """;
  }

  private String headDefinition() {
    return "CREATE TABLE IF NOT EXISTS "
        + quoted(AuditTable.HEAD)
        + """
         (
          id TINYINT NOT NULL,
          chain CHAR(36) NOT NULL,
          position BIGINT NOT NULL,
          hash CHAR(64) NOT NULL,
          format_version INT NOT NULL,
          PRIMARY KEY (id)
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
        COMMENT='Where the chain of migrate_audit ends; written by migrate'
        """;
  }
}

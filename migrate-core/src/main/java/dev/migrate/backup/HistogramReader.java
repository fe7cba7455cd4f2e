package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.wire.Row;
import dev.migrate.server.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads MySQL's histograms, which SHOW CREATE TABLE does not print. */
final class HistogramReader {

  private static final String HISTOGRAMS =
      """
      SELECT table_name, column_name, histogram
      FROM information_schema.column_statistics WHERE schema_name = {db}
      ORDER BY table_name, column_name
      """;

  private HistogramReader() {}

  /** Statements that give the columns of some tables their histograms. */
  static List<byte[]> read(CatalogSession session, Set<String> tables) throws SQLException {
    List<byte[]> statements = new ArrayList<>();
    for (Row row : session.query(HISTOGRAMS)) {
      if (tables.contains(row.required(0))) {
        statements.add(statement(row).getBytes(UTF_8));
      }
    }
    return statements;
  }

  private static String statement(Row row) {
    String data = row.required(2).replace("\\", "\\\\").replace("'", "''");
    return "ANALYZE TABLE "
        + Identifier.quote(row.required(0))
        + " UPDATE HISTOGRAM ON "
        + Identifier.quote(row.required(1))
        + " USING DATA '"
        + data
        + "'";
  }
}

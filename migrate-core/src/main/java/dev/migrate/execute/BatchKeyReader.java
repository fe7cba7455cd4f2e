package dev.migrate.execute;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.server.Identifier;
import dev.migrate.sql.BatchStatement;
import dev.migrate.sql.ObjectName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the key on the server along which a statement's table can be cut. */
final class BatchKeyReader {

  private static final String TABLE =
      """
      SELECT t.table_type AS type, t.engine AS engine, (SELECT e.transactions
        FROM information_schema.engines e WHERE e.engine = t.engine) AS transactions
      FROM information_schema.tables t
      WHERE t.table_schema = COALESCE(?, DATABASE()) AND t.table_name = ?
      """;

  // Each vendor reads the comment that is its own, see ServerFacts.
  private static final String KEYS =
      """
      SELECT s.index_name AS index_name, s.column_name AS column_name, s.nullable AS nullable,
        s.sub_part AS sub_part, s.collation AS direction, s.index_type AS index_type,
        /*!80000 s.is_visible */ /*M!100600 IF(s.ignored = 'YES', 'NO', 'YES') */ AS visible,
        c.data_type AS data_type, c.character_set_name AS charset, c.collation_name AS collation_name,
        c.extra AS extra, COALESCE(c.generation_expression, '') AS expression
      FROM information_schema.statistics s LEFT JOIN information_schema.columns c
        ON c.table_schema = s.table_schema AND c.table_name = s.table_name
          AND c.column_name = s.column_name
      WHERE s.table_schema = COALESCE(?, DATABASE()) AND s.table_name = ? AND s.non_unique = 0
      ORDER BY s.index_name <> 'PRIMARY', s.index_name, s.seq_in_index
      """;

  /** A unique key with what is against it. */
  private static final class Candidate {
    private final List<KeyColumn> columns = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> against = new ArrayList<>();
    private String direction = "";
    private boolean increments;
  }

  private final Connection connection;
  private final BatchStatement statement;

  BatchKeyReader(Connection connection, BatchStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /**
   * The primary key, else the first unique key, that suits.
   *
   * @throws ConfigurationException {@code batch-unsuitable} if none does, or a table's changes
   *     cannot be rolled back
   */
  BatchKey read() throws SQLException {
    requireTransactional(statement.table());
    requireTransactional(statement.target());
    Map<String, Candidate> candidates = candidates();
    List<String> against = new ArrayList<>();
    for (Map.Entry<String, Candidate> entry : candidates.entrySet()) {
      Candidate candidate = entry.getValue();
      check(candidate);
      if (candidate.against.isEmpty()) {
        return new BatchKey(quoted(statement.table()), entry.getKey(), candidate.columns);
      }
      against.add(entry.getKey() + " " + String.join(" and ", candidate.against));
    }
    throw unsuitable(
        statement.table().name()
            + (against.isEmpty()
                ? " has no primary or unique key"
                : " has no key to cut it along: " + String.join("; ", against)));
  }

  private void requireTransactional(ObjectName table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TABLE)) {
      query.setString(1, table.schema());
      query.setString(2, table.name());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next() || row.getString("type").contains("VIEW")) {
          throw unsuitable(table.name() + " is no table that stays");
        }
        if (!"YES".equalsIgnoreCase(row.getString("transactions"))) {
          throw unsuitable(
              table.name()
                  + " is in the engine "
                  + row.getString("engine")
                  + ", which has no transactions");
        }
      }
    }
  }

  private Map<String, Candidate> candidates() throws SQLException {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(KEYS)) {
      query.setString(1, statement.table().schema());
      query.setString(2, statement.table().name());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          add(candidates.computeIfAbsent(rows.getString("index_name"), n -> new Candidate()), rows);
        }
      }
    }
    return candidates;
  }

  private static void add(Candidate candidate, ResultSet row) throws SQLException {
    String name = row.getString("column_name");
    String type = String.valueOf(row.getString("data_type")).toLowerCase(Locale.ROOT);
    String extra = String.valueOf(row.getString("extra")).toLowerCase(Locale.ROOT);
    String direction = String.valueOf(row.getString("direction"));
    KeyColumn.Kind kind = KeyColumn.kind(type);
    against(
        candidate, name == null || row.getString("sub_part") != null, "is not of whole columns");
    against(candidate, "NO".equals(row.getString("visible")), "is invisible");
    against(candidate, !"BTREE".equals(row.getString("index_type")), "has no order");
    if (name == null) {
      return;
    }
    against(candidate, "YES".equals(row.getString("nullable")), "may be null in " + name);
    against(candidate, kind == null, "has " + name + ", of type " + type);
    against(candidate, !row.getString("expression").isEmpty(), "has " + name + ", generated");
    against(candidate, extra.contains("on update"), "has " + name + ", which changes ON UPDATE");
    against(
        candidate,
        !candidate.names.isEmpty() && !direction.equals(candidate.direction),
        "is both ascending and descending");
    candidate.increments |= candidate.names.isEmpty() && extra.contains("auto_increment");
    candidate.direction = direction;
    candidate.names.add(name);
    if (kind != null) {
      candidate.columns.add(
          new KeyColumn(name, kind, row.getString("charset"), row.getString("collation_name")));
    }
  }

  private static void against(Candidate candidate, boolean holds, String reason) {
    if (holds) {
      candidate.against.add(reason);
    }
  }

  private void check(Candidate candidate) {
    List<String> by = statement.by();
    boolean begins = by.size() <= candidate.names.size();
    for (int i = 0; begins && i < by.size(); i++) {
      begins = candidate.names.get(i).equalsIgnoreCase(by.get(i));
    }
    against(candidate, !begins, "does not begin with " + String.join(", ", by));
    if (statement.verb().equals("UPDATE")) {
      for (String name : candidate.names) {
        against(candidate, isListed(name), "has " + name + ", which the statement sets");
      }
    }
    if (statement.intoItself() && !candidate.names.isEmpty()) {
      boolean ahead = candidate.increments && !isListed(candidate.names.get(0));
      against(
          candidate,
          !ahead,
          "is not of AUTO_INCREMENT values alone, and the new rows may get keys that a later batch"
              + " reads");
    }
  }

  private boolean isListed(String name) {
    return statement.columns().stream().anyMatch(name::equalsIgnoreCase);
  }

  private static String quoted(ObjectName table) {
    @Nullable String schema = table.schema();
    return (schema == null ? "" : Identifier.quote(schema) + ".") + Identifier.quote(table.name());
  }

  private ConfigurationException unsuitable(String reason) {
    return BatchStatement.unsuitable(statement.statement(), reason);
  }
}

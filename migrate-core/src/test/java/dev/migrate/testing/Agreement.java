package dev.migrate.testing;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.Migrator;
import dev.migrate.Report;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether stock Flyway and we see the same in one database. */
public final class Agreement {

  private static final Map<String, String> STATES =
      Map.ofEntries(
          entry("PENDING", "pending"),
          entry("SUCCESS", "applied"),
          entry("DELETED", "undone"),
          entry("FAILED", "failed"),
          entry("MISSING_SUCCESS", "missing"),
          entry("MISSING_FAILED", "failed"),
          entry("FUTURE_SUCCESS", "future"),
          entry("FUTURE_FAILED", "failed"),
          entry("OUT_OF_ORDER", "out of order"),
          entry("IGNORED", "not applied, out of order"),
          entry("BASELINE", "baseline"),
          entry("BELOW_BASELINE", "below baseline"),
          entry("BASELINE_IGNORED", "below baseline"),
          entry("OUTDATED", "outdated"),
          entry("SUPERSEDED", "superseded"));

  private Agreement() {}

  /** Same migrations in the same order with the same states, and the same verdict on them all. */
  public static void assertAgree(TestProject project, StockFlyway stock) {
    try (Migrator migrator = project.migrator()) {
      assertEquals(theirs(stock), ours(migrator.history()));
    }
    try (Migrator migrator = project.migrator()) {
      assertEquals(
          stock.validate().isEmpty(),
          migrator.current().attention().isEmpty(),
          () -> stock.validate() + " / " + project.events());
    }
  }

  /** They agree, nothing is wrong, and neither has anything to do. */
  public static void assertDone(TestProject project, StockFlyway stock) {
    assertAgree(project, stock);
    assertEquals(List.of(), stock.validate());
    assertEquals(List.of(), stock.migrate());
    try (Migrator migrator = project.migrator()) {
      assertEquals(List.of(), migrator.upgrade(null).applied());
    }
  }

  /** The history's rows, all columns but the times, as text. */
  public static List<String> rows(TestProject project, String table) {
    return query(
        project,
        "SELECT installed_rank, version, description, type, script, checksum, installed_by, success"
            + " FROM "
            + table
            + " ORDER BY installed_rank");
  }

  /** A query's rows, columns joined by {@code |}. */
  public static List<String> query(TestProject project, String sql) {
    try (Connection connection = TestServer.connect(project.database());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> theirs(StockFlyway stock) {
    return stock.info().stream()
        .map(
            i ->
                line(
                    i.version(),
                    i.description().replaceFirst("^[0-9a-f]{12} ", ""),
                    i.type(),
                    STATES.get(i.state())))
        .toList();
  }

  private static List<String> ours(Report.History history) {
    return history.migrations().stream()
        .map(
            m ->
                line(
                    m.version(),
                    m.description(),
                    m.type(),
                    m.state().equals("half done") ? "failed" : m.state()))
        .toList();
  }

  private static String line(String version, String description, String type, String state) {
    return version + " " + description + " " + type + ": " + state;
  }
}

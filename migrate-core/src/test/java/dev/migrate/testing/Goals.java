package dev.migrate.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.outcome.MigrateException;
import java.util.List;
import java.util.function.Consumer;

/** Goals of a project, each in a run of its own, as a user starts them. */
public final class Goals {

  private final TestProject project;

  private Goals(TestProject project) {
    this.project = project;
  }

  public static Goals of(TestProject project) {
    return new Goals(project);
  }

  public Report.Upgrade upgrade() {
    try (Migrator migrator = project.migrator()) {
      return migrator.upgrade(null);
    }
  }

  public Report.Downgrade downgrade() {
    try (Migrator migrator = project.migrator()) {
      return migrator.downgrade(1);
    }
  }

  /** The text of the problem an upgrade ends with, which has the code. */
  public String upgradeEnds(String code) {
    return ends(code, migrator -> migrator.upgrade(null));
  }

  /** The text of the problem a downgrade by one ends with, which has the code. */
  public String downgradeEnds(String code) {
    return ends(code, migrator -> migrator.downgrade(1));
  }

  private String ends(String code, Consumer<Migrator> goal) {
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(MigrateException.class, () -> goal.accept(migrator));
      assertEquals(code, e.problem().code(), e.problem().text());
      return e.problem().text();
    }
  }

  public Report.Current current() {
    try (Migrator migrator = project.migrator()) {
      return migrator.current();
    }
  }

  public Report.History history() {
    try (Migrator migrator = project.migrator()) {
      return migrator.history();
    }
  }

  /** The state of a migration, by its version; null: of the newest repeatable one. */
  public String state(String version) {
    List<Report.HistoryEntry> entries =
        history().migrations().stream()
            .filter(m -> version == null ? m.version() == null : version.equals(m.version()))
            .toList();
    return entries.get(entries.size() - 1).state();
  }

  /** The rows of a query in the project's database. */
  public List<String> query(String sql) {
    return TestServer.query(project.database(), sql);
  }

  /** Fails unless a text has each of the parts. */
  public static void says(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> "lacks: " + part + "\nin: " + text);
    }
  }
}

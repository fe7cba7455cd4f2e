package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.Migrator;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.WatchSettings;
import dev.migrate.outcome.Event;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The percentages shown of long ALTERs, against the truth. Of a copy on MySQL that is the rows
 * written so far, which the session's own Handler_write counts. Of everything else no server counts
 * rows that are done, since they are gone over several times; there the truth is the share of its
 * time that the statement has run, which is known when it is over.
 *
 * <p>System properties: {@code campaign.rows} (3000000), {@code campaign.trace} (true: each
 * sample), {@code campaign.only} (a part of the statements' text).
 */
class ProgressCampaign {

  private static final int ROWS = Integer.getInteger("campaign.rows", 3_000_000);
  private static final boolean TRACE = Boolean.getBoolean("campaign.trace");
  private static final String ONLY = System.getProperty("campaign.only", "");

  private static final List<String> ALTERS =
      List.of(
          "ALTER TABLE orders MODIFY amount BIGINT NOT NULL, ALGORITHM=COPY",
          "ALTER TABLE orders MODIFY code VARCHAR(14) NOT NULL, ALGORITHM=COPY",
          "ALTER TABLE orders FORCE, ALGORITHM=INPLACE",
          "ALTER TABLE orders ADD COLUMN flag INT NOT NULL DEFAULT 0 AFTER code, FORCE,"
              + " ALGORITHM=INPLACE",
          "ALTER TABLE orders ADD INDEX by_note (note, created), ALGORITHM=INPLACE",
          "OPTIMIZE TABLE orders",
          "CREATE INDEX by_amount ON orders (amount, customer)",
          "ALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (customer, id), ADD KEY by_id (id),"
              + " ALGORITHM=INPLACE");

  /** One event; the truth of its moment in percent. */
  private record Sample(Event.StatementProgress told, double truth) {}

  /** Rows that the session has written, at a moment of nanoTime. */
  private record Count(long at, long rows) {}

  /** An event as it came. */
  private record Came(long at, Event event) {}

  @TempDir Path folder;
  private final List<Came> events = new CopyOnWriteArrayList<>();
  private final List<Count> counts = new CopyOnWriteArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private int within;
  private int samples;

  @Test
  void shown_percentages_against_the_truth() throws Exception {
    DatabaseSettings database = TestServer.freshDatabase();
    System.out.println(
        TestServer.query(database, "SELECT VERSION()").get(0) + ", " + ROWS + " rows");
    TestProject project =
        TestProject.on(folder, database).watch(new WatchSettings(true, Optional.empty()));
    Files.writeString(project.folder().resolve("V1__none.sql"), "CREATE TABLE none (n INT);\n");
    upgrade(project);
    fill(database);
    int version = 1;
    for (String alter : ALTERS) {
      if (alter.contains(ONLY)) {
        String file = "V" + ++version + "__alter.sql";
        Files.writeString(project.folder().resolve(file), alter + ";\n");
        measure(project, database, alter);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "in all: %d of %d samples within 10 points (%.1f %%)%n",
        within,
        samples,
        100.0 * within / Math.max(1, samples));
    TestServer.execute(database, "DROP DATABASE " + database.name());
    assertEquals(List.of(), missed);
  }

  /** A table with two indexes. */
  private void fill(DatabaseSettings database) throws Exception {
    TestServer.execute(
        database,
        "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, customer INT NOT NULL,"
            + " code CHAR(12) NOT NULL, amount INT NOT NULL, note VARCHAR(120), created DATETIME"
            + " NOT NULL, KEY by_customer (customer), KEY by_code (code))");
    String values =
        "FLOOR(RAND() * 100000), LPAD(CONV(FLOOR(RAND() * 4e15), 10, 36), 12, '0'),"
            + " FLOOR(RAND() * 10000), REPEAT('n', FLOOR(20 + RAND() * 60)),"
            + " '2020-01-01' + INTERVAL FLOOR(RAND() * 1000000) MINUTE";
    String columns = "INSERT INTO orders (customer, code, amount, note, created) SELECT ";
    TestServer.execute(database, columns + values);
    for (long rows = 1; rows < ROWS; rows *= 2) {
      TestServer.execute(
          database, columns + values + " FROM orders LIMIT " + Math.min(rows, ROWS - rows));
    }
    TestServer.execute(database, "ANALYZE TABLE orders");
  }

  private void upgrade(TestProject project) {
    try (Migrator migrator =
        Migrator.of(
            project.toEnvironment(),
            (group, artifact, version) -> {
              throw new IllegalStateException(artifact);
            },
            event -> events.add(new Came(System.nanoTime(), event)))) {
      migrator.upgrade(null);
    }
  }

  private void measure(TestProject project, DatabaseSettings database, String alter)
      throws Exception {
    events.clear();
    counts.clear();
    boolean[] over = {false};
    boolean rows = alter.contains("=COPY") && TestServer.vendor() == Vendor.MYSQL;
    Thread counter = new Thread(() -> count(database, over));
    if (rows) {
      counter.start();
    }
    upgrade(project);
    over[0] = true;
    counter.join();
    report(alter, rows ? "rows" : "time", samples(rows));
  }

  private void count(DatabaseSettings database, boolean[] over) {
    while (!over[0]) {
      List<String> written =
          TestServer.query(
              database,
              "SELECT MAX(CAST(s.variable_value AS SIGNED)) FROM"
                  + " performance_schema.status_by_thread s JOIN performance_schema.threads t"
                  + " USING (thread_id) WHERE s.variable_name = 'Handler_write'"
                  + " AND t.processlist_info LIKE 'ALTER TABLE orders%' AND t.processlist_db = '"
                  + database.name()
                  + "'");
      if (!written.get(0).equals("null")) {
        counts.add(new Count(System.nanoTime(), Long.parseLong(written.get(0))));
      }
    }
  }

  private List<Sample> samples(boolean rows) {
    Event.StatementExecuted executed =
        events.stream()
            .map(Came::event)
            .filter(Event.StatementExecuted.class::isInstance)
            .map(Event.StatementExecuted.class::cast)
            .findFirst()
            .orElseThrow();
    double total = executed.duration().toNanos();
    List<Sample> samples = new ArrayList<>();
    for (Came came : events) {
      if (came.event() instanceof Event.StatementProgress told) {
        double truth = rows ? written(came.at()) : 100 * told.elapsed().toNanos() / total;
        samples.add(new Sample(told, truth));
      }
    }
    System.out.printf(Locale.ROOT, "%6.1f s  ", total / 1e9);
    return samples;
  }

  private double written(long at) {
    long first = counts.get(0).rows();
    long now =
        counts.stream()
            .filter(count -> count.at() <= at)
            .mapToLong(Count::rows)
            .max()
            .orElse(first);
    return 100.0 * (now - first) / ROWS;
  }

  private void report(String alter, String truth, List<Sample> all) {
    List<Sample> known = all.stream().filter(each -> each.told().percent() != null).toList();
    double worst = 0;
    double last = 0;
    boolean monotone = true;
    int near = 0;
    for (Sample each : known) {
      double percent = Objects.requireNonNull(each.told().percent());
      double off = Math.abs(percent - each.truth());
      worst = Math.max(worst, off);
      near += off <= 10 ? 1 : 0;
      monotone &= percent >= last;
      last = percent;
    }
    within += near;
    samples += known.size();
    String line =
        String.format(
            Locale.ROOT,
            "%3d samples, %3d with a percentage, %3d within 10 points of the %s (%5.1f %%), worst"
                + " %4.1f, %s: %s",
            all.size(),
            known.size(),
            near,
            truth,
            100.0 * near / Math.max(1, known.size()),
            worst,
            monotone ? "monotone" : "NOT MONOTONE",
            alter);
    System.out.println(line);
    if (TRACE) {
      all.forEach(ProgressCampaign::trace);
    }
    if (!monotone || near < 0.9 * known.size() || known.size() < 0.5 * all.size()) {
      missed.add(line);
    }
  }

  private static void trace(Sample each) {
    System.out.printf(
        Locale.ROOT,
        "    %5.1f told %5.1f truth %5.1f %s %s%n",
        each.told().elapsed().toMillis() / 1000.0,
        each.told().percent() == null ? -1 : each.told().percent(),
        each.truth(),
        each.told().stage(),
        each.told().unknown() == null ? "" : each.told().unknown());
  }
}

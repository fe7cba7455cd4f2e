package dev.migrate.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Migrator;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.WatchSettings;
import dev.migrate.outcome.Event;
import dev.migrate.server.Vendor;
import dev.migrate.testing.Build;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The percentages shown of long ALTERs, against the truth. Of a copy on MySQL that is the rows
 * written so far, which the session's own Handler_write counts. Of everything else no server counts
 * rows that are done, since they are gone over several times; there the truth is the share of its
 * time that the statement has run, which is known when it is over.
 *
 * <p>System properties: {@code campaign.rows} (3000000), {@code campaign.trace} (true: each
 * sample), {@code campaign.only} (a part of the statements' text).
 */
@Isolated("measures")
class ProgressCampaign {

  private static final int ROWS = Integer.getInteger("campaign.rows", 3_000_000);
  private static final int FEW = 10;
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

  /** The project whose database has a table of so many rows. */
  private TestProject filled(DatabaseSettings database) {
    System.out.println(
        TestServer.query(database, "SELECT VERSION()").get(0) + ", " + ROWS + " rows");
    TestProject project =
        TestProject.on(folder, database)
            .watch(new WatchSettings(true, Optional.empty()))
            .write("V1__none.sql", "CREATE TABLE none (n INT);");
    upgrade(project);
    fill(database);
    return project;
  }

  /** Ctrl-C amid a copy and amid a rebuild in place, in a process of its own. */
  @Test
  void after_a_signal_nothing_goes_on_and_the_next_upgrade_completes_it() throws Exception {
    DatabaseSettings database = TestServer.freshDatabase();
    TestProject project = filled(database);
    int version = 1;
    for (String alter : List.of(ALTERS.get(0), ALTERS.get(2))) {
      project.write("V" + ++version + "__alter.sql", alter + ";");
      double seconds = interrupted(Build.start(folder, database), database);
      assertEquals(List.of(), running(database, 0), alter);
      long begin = System.nanoTime();
      upgrade(project);
      System.out.printf(
          Locale.ROOT,
          "%s: ended %.2f s after the signal, the next upgrade took %.1f s%n",
          alter,
          seconds,
          (System.nanoTime() - begin) / 1e9);
      assertEquals(
          List.of("1"),
          TestServer.query(
              database, "SELECT success FROM flyway_schema_history WHERE version = " + version));
    }
    TestServer.execute(database, "DROP DATABASE " + database.name());
  }

  /** The seconds from the signal to the end of the process, and of its statement. */
  private static double interrupted(Process build, DatabaseSettings database) throws Exception {
    while (running(database, 3).isEmpty()) {
      assertTrue(build.isAlive(), "it ended before it was to be ended");
      Thread.sleep(50);
    }
    long begin = System.nanoTime();
    Build.signal(build);
    assertTrue(build.waitFor(30, TimeUnit.SECONDS), "it did not end");
    String said = new String(build.getInputStream().readAllBytes(), UTF_8);
    assertTrue(said.contains("Run it again: mvn migrate:upgrade"), said);
    return (System.nanoTime() - begin) / 1e9;
  }

  private static List<String> running(DatabaseSettings database, int seconds) {
    return TestServer.query(
        database,
        "SELECT info FROM information_schema.processlist WHERE info LIKE 'ALTER TABLE orders%'"
            + " AND db = DATABASE() AND time >= "
            + seconds);
  }

  @Test
  void shown_percentages_against_the_truth() throws Exception {
    DatabaseSettings database = TestServer.freshDatabase();
    TestProject project = filled(database);
    int version = 1;
    for (String alter : ALTERS) {
      if (alter.contains(ONLY)) {
        project.write("V" + ++version + "__alter.sql", alter + ";");
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
    assertTrue(within >= 0.9 * samples, within + " of " + samples);
  }

  /** A table with two indexes, which are built once its rows are there: that takes a third. */
  private static void fill(DatabaseSettings database) {
    String insert =
        "INSERT INTO orders (customer, code, amount, note, created) SELECT"
            + " FLOOR(RAND() * 100000), LPAD(CONV(FLOOR(RAND() * 4e15), 10, 36), 12, '0'),"
            + " FLOOR(RAND() * 10000), RIGHT(CONCAT(SHA2(RAND(), 256), SHA2(RAND(), 256)),"
            + " FLOOR(20 + RAND() * 60)),"
            + " '2020-01-01' + INTERVAL FLOOR(RAND() * 1000000) MINUTE";
    List<String> statements = new ArrayList<>();
    statements.add("SET SESSION sql_log_bin = 0, unique_checks = 0, foreign_key_checks = 0");
    statements.add(
        "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, customer INT NOT NULL,"
            + " code CHAR(12) NOT NULL, amount INT NOT NULL, note VARCHAR(120), created DATETIME"
            + " NOT NULL)");
    if (TestServer.vendor() == Vendor.MARIADB) {
      // Into an empty table, unchecked: in bulk, without an undo log.
      statements.add(insert + " FROM seq_1_to_" + ROWS);
    } else {
      statements.add(insert);
      for (long rows = 1; rows < ROWS; rows *= 2) {
        statements.add(insert + " FROM orders LIMIT " + Math.min(rows, ROWS - rows));
      }
    }
    statements.add("ALTER TABLE orders ADD KEY by_customer (customer), ADD KEY by_code (code)");
    statements.add("ANALYZE TABLE orders");
    long begin = System.nanoTime();
    TestServer.execute(database, statements.toArray(String[]::new));
    System.out.printf(Locale.ROOT, "filled in %.1f s%n", (System.nanoTime() - begin) / 1e9);
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
    // Of few samples one outside says nothing; they count among all.
    boolean far = known.size() >= FEW && near < 0.9 * known.size();
    if (!monotone || far || known.size() < 0.5 * all.size()) {
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

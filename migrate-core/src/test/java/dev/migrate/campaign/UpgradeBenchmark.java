package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.Migrator;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long an upgrade takes and how many packets it sends, ours against stock Flyway's, in one JVM,
 * in turns: on loopback, and behind a proxy that holds every byte back for 2 ms in each direction.
 *
 * <p>System properties: {@code campaign.rounds} (3), {@code campaign.full} (true: as many
 * migrations behind the delay as without it; else fewer, since Flyway's take minutes).
 */
@Isolated("measures")
class UpgradeBenchmark {

  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 3);
  private static final boolean FULL = Boolean.getBoolean("campaign.full");
  private static final Duration DELAY = Duration.ofMillis(2);

  /** What is measured: so many migrations, or statements in one. */
  private enum Case {
    CREATES("CREATE TABLE migrations", 1000, 200),
    INSERTS("one-INSERT migrations", 3000, 300),
    ONE_FILE("INSERTs in one file", 5000, 500),
    NO_OP("files, nothing to do", 1000, 1000);

    final String text;
    final int size;
    final int sizeBehindDelay;

    Case(String text, int size, int sizeBehindDelay) {
      this.text = text;
      this.size = size;
      this.sizeBehindDelay = FULL ? size : sizeBehindDelay;
    }
  }

  /** Medians of one side. */
  private record Figure(double seconds, long packets) {}

  @TempDir Path folder;
  private final List<String> missed = new ArrayList<>();
  private int number;

  @Test
  void against_stock_flyway() throws Exception {
    DatabaseSettings admin = TestServer.admin();
    System.out.println(
        TestServer.query(admin, "SELECT CONCAT(@@version_comment, ' ', VERSION())").get(0)
            + ", Flyway "
            + StockFlyway.newest()
            + ", "
            + ROUNDS
            + " rounds");
    try (Proxy near = Proxy.before(admin.host(), admin.port());
        Proxy far = Proxy.before(admin.host(), admin.port(), DELAY)) {
      for (Case each : Case.values()) {
        measure(each, 60, null, 1);
      }
      for (Case each : Case.values()) {
        loopback(each, near);
      }
      for (Case each : Case.values()) {
        delayed(each, far);
      }
    }
    assertEquals(List.of(), missed);
  }

  private void loopback(Case each, Proxy counting) throws Exception {
    Figure[] counted = measure(each, each.size, counting, 1);
    Figure[] timed = measure(each, each.size, null, ROUNDS);
    print("loopback", each, each.size, timed, counted);
    if (each != Case.ONE_FILE) {
      double most = each == Case.NO_OP ? 15 : 6;
      gate(packets(each, each.size, counted[0]) <= most, each + ": more than " + most + " packets");
    }
    gate(timed[0].seconds <= timed[1].seconds, each + ": slower than Flyway on loopback");
  }

  private void delayed(Case each, Proxy far) throws Exception {
    Figure[] figures = measure(each, each.sizeBehindDelay, far, ROUNDS);
    print("2 ms each way", each, each.sizeBehindDelay, figures, figures);
    if (each == Case.INSERTS) {
      gate(figures[0].seconds * 3 <= figures[1].seconds, each + ": not 3 times as fast with delay");
    }
  }

  private void gate(boolean kept, String what) {
    if (!kept) {
      missed.add(what);
    }
  }

  private static double packets(Case each, int size, Figure figure) {
    return each == Case.NO_OP ? figure.packets : (double) figure.packets / size;
  }

  private static void print(String where, Case each, int size, Figure[] timed, Figure[] counted) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-14s %5d %-24s ours %7.2f s, Flyway %7.2f s, ratio %5.2f; packets %6d and %6d, %s %.2f"
                + " and %.2f",
            where,
            size,
            each.text,
            timed[0].seconds,
            timed[1].seconds,
            timed[1].seconds / timed[0].seconds,
            counted[0].packets,
            counted[1].packets,
            each == Case.NO_OP ? "a run" : "each",
            packets(each, size, counted[0]),
            packets(each, size, counted[1])));
  }

  /** Ours and Flyway's, in turns, each on a database of its own. */
  private Figure[] measure(Case each, int size, @Nullable Proxy proxy, int rounds)
      throws Exception {
    Path files = folder.resolve("case-" + number++);
    write(each, size, TestProject.on(files, TestServer.admin()));
    List<List<Figure>> figures = List.of(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < 2; turn++) {
        int who = (round + turn) % 2;
        figures
            .get(who)
            .add(
                one(
                    each,
                    files,
                    proxy,
                    who == 0 ? UpgradeBenchmark::ours : UpgradeBenchmark::flyway));
      }
    }
    return new Figure[] {median(figures.get(0)), median(figures.get(1))};
  }

  private static void write(Case each, int size, TestProject project) {
    switch (each) {
      case CREATES, NO_OP -> {
        for (int i = 1; i <= size; i++) {
          project.write(
              "V" + i + "__table.sql",
              "CREATE TABLE table_" + i + " (",
              "  id INT NOT NULL PRIMARY KEY,",
              "  name VARCHAR(100) NOT NULL",
              ");");
        }
      }
      case INSERTS -> {
        project.write("V0__table.sql", "CREATE TABLE rows_ (id INT NOT NULL PRIMARY KEY);");
        for (int i = 1; i <= size; i++) {
          project.write("V" + i + "__row.sql", "INSERT INTO rows_ VALUES (" + i + ");");
        }
      }
      case ONE_FILE -> {
        String[] lines = new String[size + 1];
        lines[0] = "CREATE TABLE rows_ (id INT NOT NULL PRIMARY KEY, name VARCHAR(100));";
        for (int i = 1; i <= size; i++) {
          lines[i] = "INSERT INTO rows_ VALUES (" + i + ", 'the name of row " + i + "');";
        }
        project.write("V1__rows.sql", lines);
      }
    }
  }

  private Figure one(Case each, Path files, @Nullable Proxy proxy, Consumer<TestProject> upgrade)
      throws Exception {
    DatabaseSettings direct = TestServer.freshDatabase();
    DatabaseSettings database = proxy == null ? direct : TestServer.at(direct, proxy.port());
    try {
      if (each == Case.NO_OP) {
        upgrade.accept(TestProject.on(files, direct));
      }
      System.gc();
      if (proxy != null) {
        proxy.reset();
      }
      long begin = System.nanoTime();
      upgrade.accept(TestProject.on(files, database));
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Figure(seconds, proxy == null ? 0 : proxy.packets());
    } finally {
      TestServer.execute(direct, "DROP DATABASE " + direct.name());
    }
  }

  private static void ours(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private static void flyway(TestProject project) {
    StockFlyway.of(StockFlyway.newest(), project).migrate();
  }

  private static Figure median(List<Figure> figures) {
    List<Double> seconds = new ArrayList<>(figures.stream().map(Figure::seconds).toList());
    Collections.sort(seconds);
    List<Long> packets = new ArrayList<>(figures.stream().map(Figure::packets).toList());
    Collections.sort(packets);
    int middle = figures.size() / 2;
    return new Figure(seconds.get(middle), packets.get(middle));
  }
}

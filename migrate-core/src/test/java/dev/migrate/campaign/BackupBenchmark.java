package dev.migrate.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.testing.BackupProcess;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long a backup and a restore take, ours against mysqldump, mydumper, mysql and myloader, each
 * in a process of its own, in turns, on data the benchmark makes.
 *
 * <p>System properties: {@code campaign.rounds} (3); {@code campaign.megabytes} of SQL (1600);
 * {@code campaign.clients}, the folder of mysqldump and mysql if they are not on the path; {@code
 * campaign.only}, a regular expression for the names of what to run. The mydumper programs are left
 * out where they are not installed.
 */
@Isolated("measures")
class BackupBenchmark {

  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 3);
  private static final int MEGABYTES = Integer.getInteger("campaign.megabytes", 1600);
  private static final String CLIENTS = System.getProperty("campaign.clients", "");
  private static final String ONLY = System.getProperty("campaign.only", ".*");

  /** The server purges and flushes for some seconds after it was filled. */
  private static final Duration SETTLING = Duration.ofSeconds(20);

  private static final long MEMORY_LIMIT_KIB = 400 * 1024;

  /** One run: seconds by the clock and of the processor, the most memory in KiB where known. */
  private record Figure(double wall, double cpu, long memory) {}

  private interface Work {
    void run() throws Exception;
  }

  @TempDir Path folder;
  private final Map<String, List<Figure>> figures = new LinkedHashMap<>();
  private final List<String> missed = new ArrayList<>();
  private DatabaseSettings source;
  private long memory;

  @Test
  void against_the_tools_people_use() throws Exception {
    source = TestServer.freshDatabase();
    System.out.println(
        TestServer.query(source, "SELECT CONCAT(@@version_comment, ' ', VERSION())").get(0)
            + ", "
            + ROUNDS
            + " rounds, local_infile "
            + TestServer.query(source, "SELECT @@local_infile").get(0));
    BenchmarkData.make(source, MEGABYTES);
    Thread.sleep(SETTLING.toMillis());
    for (int round = 0; round < ROUNDS; round++) {
      dumps();
      restores();
    }
    figures.forEach(BackupBenchmark::print);
    gates();
    TestServer.execute(source, "DROP DATABASE " + source.name());
    assertEquals(List.of(), missed);
  }

  private void dumps() throws Exception {
    measure("dump: ours", this::ours);
    Path plain = folder.resolve("peer.sql");
    String dump = client("dump") + " --single-transaction --quick --routines " + source.name();
    measure(
        "dump: mysqldump | zstd -1",
        () -> shell(dump + " | zstd -q -1 -f -o " + folder.resolve("peer.zst")));
    if (isMissing("peer.sql")) {
      shell(dump + " > " + plain);
      System.out.println("SQL of mysqldump: " + Files.size(plain) / 1_000_000 + " MB");
    }
    if (has("mydumper")) {
      measure("dump: mydumper -t2, gzip", () -> shell(mydumper("gzip") + " -c"));
      measure("dump: mydumper -t2", () -> shell(mydumper("plain")));
      measure("dump: mydumper -t4, gzip", () -> shell(mydumper("gzip", 4) + " -c"));
    }
  }

  private void ours() throws Exception {
    delete(folder.resolve("ours"));
    finished(BackupProcess.dump(source, folder.resolve("ours")));
  }

  private String mydumper(String name) throws IOException {
    return mydumper(name, 2);
  }

  private String mydumper(String name, int threads) throws IOException {
    delete(folder.resolve(name));
    return "mydumper -t "
        + threads
        + " -B "
        + source.name()
        + access()
        + " -o "
        + folder.resolve(name);
  }

  private void restores() throws Exception {
    Path file;
    try (Stream<Path> files = Files.list(folder.resolve("ours/process"))) {
      file = files.filter(each -> each.toString().endsWith(".zst")).findFirst().orElseThrow();
    }
    into("restore: ours", target -> finished(BackupProcess.restore(target, file)));
    into(
        "restore: mysql < file",
        target -> shell(client("") + " " + target.name() + " < " + folder.resolve("peer.sql")));
    if (has("myloader")) {
      into(
          "restore: myloader -t2",
          target ->
              shell(
                  "myloader -t 2 -o -B "
                      + target.name()
                      + access()
                      + " -d "
                      + folder.resolve("plain")));
    }
  }

  private interface Restoring {
    void into(DatabaseSettings target) throws Exception;
  }

  private void into(String name, Restoring work) throws Exception {
    DatabaseSettings target = TestServer.freshDatabase();
    try {
      measure(name, () -> work.into(target));
    } finally {
      TestServer.execute(target, "DROP DATABASE " + target.name());
    }
  }

  private void measure(String name, Work work) throws Exception {
    if (!name.matches(ONLY)) {
      return;
    }
    // Nobody is to pay for what was written before.
    new ProcessBuilder("sync").start().waitFor();
    memory = 0;
    double cpu = childrenSeconds();
    long begin = System.nanoTime();
    work.run();
    double wall = (System.nanoTime() - begin) / 1e9;
    Figure figure = new Figure(wall, childrenSeconds() - cpu, memory);
    figures.computeIfAbsent(name, each -> new ArrayList<>()).add(figure);
    print(name, List.of(figure));
  }

  /** What processes begun here, and ended, have had of the processor (proc(5), cutime, cstime). */
  private static double childrenSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
  }

  private void shell(String command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", command).redirectErrorStream(true);
    builder.environment().put("MYSQL_PWD", password());
    finished(builder.start());
  }

  private void finished(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    output
        .lines()
        .filter(line -> line.startsWith("VmHWM"))
        .forEach(line -> memory = Long.parseLong(line.replaceAll("\\D", "")));
  }

  private String client(String suffix) {
    String name = "mysql" + suffix;
    String program = CLIENTS.isEmpty() ? name : Path.of(CLIENTS, name).toString();
    return program + " -h " + source.host() + " -P " + source.port() + " -u " + source.username();
  }

  private String access() {
    return " -h "
        + source.host()
        + " -P "
        + source.port()
        + " -u "
        + source.username()
        + " -p "
        + password();
  }

  private String password() {
    return ((Password.Fixed) source.password()).value();
  }

  private static boolean has(String program) throws Exception {
    return new ProcessBuilder("which", program).start().waitFor() == 0;
  }

  private boolean isMissing(String file) {
    return !Files.exists(folder.resolve(file));
  }

  private void gates() {
    boolean infile = TestServer.query(source, "SELECT @@local_infile").get(0).equals("1");
    gate("dump: ours", "dump: mysqldump | zstd -1", 1.5);
    gate("dump: ours", "dump: mydumper -t2, gzip", 3);
    gate("restore: ours", "restore: mysql < file", infile ? 2 : 1.2);
    gate("restore: ours", "restore: myloader -t2", 1.3);
    figures.forEach(
        (name, all) -> {
          if (name.contains("ours") && all.stream().anyMatch(f -> f.memory > MEMORY_LIMIT_KIB)) {
            missed.add(name + ": more than " + MEMORY_LIMIT_KIB + " KiB of memory");
          }
        });
  }

  private void gate(String ours, String peer, double ratio) {
    if (figures.containsKey(ours) && figures.containsKey(peer)) {
      double reached = median(figures.get(peer)).wall / median(figures.get(ours)).wall;
      System.out.println(
          String.format(Locale.ROOT, "%s is %.2f times as fast as %s", ours, reached, peer));
      if (reached < ratio) {
        missed.add(ours + " is not " + ratio + " times as fast as " + peer);
      }
    }
  }

  private static Figure median(List<Figure> all) {
    List<Figure> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingDouble(Figure::wall));
    return sorted.get(sorted.size() / 2);
  }

  private static void print(String name, List<Figure> all) {
    Figure figure = median(all);
    long most = Collections.max(all.stream().map(Figure::memory).toList());
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-28s %7.2f s, CPU of the client %7.2f s%s (%s of %d)",
            name,
            figure.wall,
            figure.cpu,
            most == 0 ? "" : ", memory " + most / 1024 + " MiB",
            all.size() == 1 ? "one" : "median",
            all.size()));
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

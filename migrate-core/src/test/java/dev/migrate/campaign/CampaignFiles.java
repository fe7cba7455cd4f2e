package dev.migrate.campaign;

import dev.migrate.server.Vendor;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The migrations of the campaign: forty versions with their undos, and repeatables. Some files
 * differ by vendor; with the system property {@code campaign.batch=true} one has batches.
 *
 * <p>Before statements of which nobody but who wrote them can tell whether they ran stands how to
 * tell: {@code -- evidence: 2 = SELECT COUNT(*) …} (run), and {@code -- repair: …}, what makes half
 * of it undone.
 */
final class CampaignFiles {

  private static final Path FILES = Path.of("src", "test", "resources", "kill-campaign");
  private static final int SHORTEST_TO_SEEK = 12;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Statement> statements = new HashMap<>();
  private final List<Statement> longestFirst = new ArrayList<>();

  /** What shows that a statement ran, and makes half of it undone. */
  record Evidence(String query, String whenDone, List<String> repairs) {}

  static CampaignFiles of(Vendor vendor, String database) {
    CampaignFiles files = new CampaignFiles();
    files.read("both-vendors", database);
    files.read(vendor == Vendor.MARIADB ? "mariadb" : "mysql", database);
    if (Boolean.getBoolean("campaign.batch")) {
      files.read("batch", database);
    }
    files.split();
    return files;
  }

  private void read(String folder, String database) {
    try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String text = Files.readString(file).replace("${flyway:database}", database);
        texts.put(file.getFileName().toString(), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void split() {
    texts.forEach(
        (name, text) ->
            Splitter.split(name, text).forEach(each -> statements.put(each.sql(), each)));
    statements.values().stream()
        .filter(each -> each.sql().length() >= SHORTEST_TO_SEEK)
        .filter(each -> each.kind() != StatementKind.TRANSACTION && !each.sql().startsWith("USE"))
        .sorted(Comparator.comparingInt(each -> -each.sql().length()))
        .forEach(longestFirst::add);
  }

  /** Writes them all into the folder. */
  void write(Path folder) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : texts.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The statement a packet carries, alone or among others; not those we send, too. */
  Optional<Statement> in(String packet) {
    return longestFirst.stream().filter(each -> packet.contains(each.sql())).findFirst();
  }

  /** The statement that begins at a place, {@code path/to/file:line} and whatever follows. */
  Optional<Statement> at(String where) {
    return statements.values().stream()
        .filter(each -> where.matches("(?s).*\\b" + each.where() + "\\b.*"))
        .findFirst();
  }

  /** What stands before the statement, or first after it in its file. */
  Optional<Evidence> evidence(Statement statement) {
    List<String> lines = texts.get(statement.file()).lines().toList();
    int first = statement.line() - 1;
    while (first > 0 && lines.get(first - 1).startsWith("-- ")) {
      first--;
    }
    List<String> repairs = new ArrayList<>();
    for (String line : lines.subList(first, lines.size())) {
      if (line.startsWith("-- evidence: ")) {
        String[] parts = line.substring("-- evidence: ".length()).split(" = ", 2);
        repairs(lines.subList(first, lines.size()), repairs);
        return Optional.of(new Evidence(parts[1], parts[0], repairs));
      }
    }
    return Optional.empty();
  }

  private static void repairs(List<String> lines, List<String> repairs) {
    lines.stream()
        .takeWhile(line -> line.startsWith("-- "))
        .filter(line -> line.startsWith("-- repair: "))
        .forEach(line -> repairs.add(line.substring("-- repair: ".length())));
  }

  /** How many statements a folder's upgrade runs, repeatables aside. */
  long count() {
    return statements.values().stream().filter(each -> each.file().startsWith("V")).count();
  }
}

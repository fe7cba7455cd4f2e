package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.Chunk;
import dev.migrate.backup.file.Frame;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.Manifest;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.Identifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which of a backup's frames are restored; frames by their number in the file, from 0. */
final class RestorePlan {

  /** Engines whose tables take part in a transaction. */
  private static final Set<String> TRANSACTIONAL = Set.of("INNODB", "ROCKSDB");

  private static final Pattern TRIGGER_TABLE =
      Pattern.compile(
          "\\b(?:BEFORE|AFTER)\\s+(?:(?:INSERT|UPDATE|DELETE|OR)\\s+)+ON\\s+"
              + "(?:(?:`(?:[^`]|``)+`|[^\\s.`]+)\\s*\\.\\s*)?(`(?:[^`]|``)+`|[^\\s`]+)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Path path;
  private final Manifest manifest;
  private final TableFilter filter;
  private final Map<String, TableFacts> tables = new TreeMap<>();

  private RestorePlan(Path path, Manifest manifest, TableFilter filter) {
    this.path = path;
    this.manifest = manifest;
    this.filter = filter;
    for (TableFacts table : manifest.tables()) {
      if (filter.takes(table.name()) && !RestoreNames.isKept(table.name())) {
        tables.put(table.name(), table);
      }
    }
  }

  static RestorePlan of(BackupFile file, List<String> patterns) {
    RestorePlan plan = new RestorePlan(file.path(), file.manifest(), TableFilter.of(patterns));
    plan.requireEnd();
    if (plan.isPartial() && plan.tables.isEmpty()) {
      throw new ConfigurationException(
          Problem.of("restore-no-table", "No table of the backup has a name like " + patterns)
              .at("tables")
              .fix("name tables that are in it; * stands for any characters"));
    }
    return plan;
  }

  private void requireEnd() {
    List<Frame> frames = manifest.frames();
    if (frames.isEmpty() || frames.get(frames.size() - 1).kind() != FrameKind.END) {
      throw new BackupException(
          Problem.of("backup-damaged", "The backup " + path.getFileName() + " has no end")
              .at(path.toString())
              .fix("use another backup"));
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /** Whether only some tables are restored. */
  boolean isPartial() {
    return !filter.takesAll();
  }

  /** The tables that are restored, by name. */
  List<TableFacts> tables() {
    return List.copyOf(tables.values());
  }

  TableFacts table(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  boolean isTable(String name) {
    return tables.containsKey(name);
  }

  boolean isSequence(String name) {
    return frames(FrameKind.SEQUENCE).stream().anyMatch(i -> frame(i).object().equals(name));
  }

  boolean isTransactional(TableFacts table) {
    return TRANSACTIONAL.contains(table.engine().toUpperCase(Locale.ROOT));
  }

  Frame frame(int index) {
    return manifest.frames().get(index);
  }

  static Chunk chunk(Frame frame) {
    return Objects.requireNonNull(frame.chunk(), "a data frame has a chunk");
  }

  /** The numbers of the frames of a kind that are restored, in the file's order. */
  List<Integer> frames(FrameKind kind) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < manifest.frames().size(); i++) {
      if (frame(i).kind() == kind && takes(frame(i))) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  private boolean takes(Frame frame) {
    return switch (frame.kind()) {
      case TABLE, DATA, INDEX, FOREIGN_KEY -> tables.containsKey(frame.object());
      case SEQUENCE -> filter.takes(frame.object());
      case ROUTINE, VIEW, EVENT -> !isPartial();
      case HEAD, SESSION, TRIGGER, STATE, END -> true;
    };
  }

  /** How many rows are restored. */
  long rows() {
    return tables.values().stream().mapToLong(TableFacts::rows).sum();
  }

  /**
   * Those of a frame's statements that are wanted: of a trigger, those of one on a wanted table; of
   * the state, what is about a wanted table or sequence.
   */
  List<byte[]> wanted(Frame frame, List<byte[]> statements) {
    if (!isPartial()) {
      return statements;
    }
    return switch (frame.kind()) {
      case TRIGGER -> statements.stream().anyMatch(this::isOnOtherTable) ? List.of() : statements;
      case STATE -> statements.stream().filter(this::isOfWantedObject).toList();
      case HEAD -> statements.stream().filter(RestoreSession::isSetting).toList();
      default -> statements;
    };
  }

  private boolean isOnOtherTable(byte[] statement) {
    String text = new String(statement, UTF_8);
    if (!text.stripLeading().toUpperCase(Locale.ROOT).startsWith("CREATE")) {
      return false;
    }
    Matcher matcher = TRIGGER_TABLE.matcher(text);
    if (!matcher.find()) {
      return false;
    }
    String name = matcher.group(1);
    boolean quoted = name.startsWith("`");
    return !tables.containsKey(
        quoted ? name.substring(1, name.length() - 1).replace("``", "`") : name);
  }

  private boolean isOfWantedObject(byte[] statement) {
    String text = new String(statement, UTF_8);
    return text.stripLeading().toUpperCase(Locale.ROOT).startsWith("SET ")
        || names().anyMatch(name -> text.contains(Identifier.quote(name)));
  }

  private Stream<String> names() {
    return Stream.concat(
        tables.keySet().stream(),
        frames(FrameKind.SEQUENCE).stream().map(index -> frame(index).object()));
  }

  /** A statement's beginning, for an error. */
  static String head(byte[] statement) {
    String text = new String(statement, ISO_8859_1).strip();
    int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
    return text.substring(0, Math.min(end, 100));
  }
}

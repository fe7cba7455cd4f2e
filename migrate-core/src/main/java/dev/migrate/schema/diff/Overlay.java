package dev.migrate.schema.diff;

import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Program;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Sequence;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.View;
import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A wanted schema that says only a part, as entities do: what they leave unsaid is taken from the
 * current schema, so that it is no difference. What the comparison itself looks at is not changed
 * by it: being lenient happens here alone.
 */
public final class Overlay {

  private final Schema current;
  private final Schema wanted;
  private final Renamed renamed;
  private final boolean drop;
  private final List<String> leftAlone = new ArrayList<>();

  private Overlay(Schema current, Schema wanted, Renamed renamed, boolean drop) {
    this.current = current;
    this.wanted = wanted;
    this.renamed = renamed;
    this.drop = drop;
  }

  /**
   * The wanted schema, completed.
   *
   * @param leftAlone what is there, is not wanted and stays, for people: {@code table audit_log},
   *     {@code index tasks.idx_status}
   */
  public record Result(Schema wanted, List<String> leftAlone) {

    public Result {
      leftAlone = List.copyOf(leftAlone);
    }
  }

  /**
   * Completes {@code wanted} from {@code current}: tables, views, stored programs and sequences
   * that it does not have stay; a table that it has keeps everything that an entity cannot or need
   * not say, and loses the columns that the entity does not have.
   *
   * @param drop whether what is there and not wanted goes, instead of staying
   * @throws dev.migrate.outcome.ConfigurationException {@code rename-bad} for a rename of what is
   *     not there
   */
  public static Result over(Schema current, Schema wanted, Renames renames, boolean drop) {
    Renamed renamed = Renamed.of(current, wanted, renames);
    Overlay overlay = new Overlay(current, wanted, renamed, drop);
    Schema completed =
        new Schema(
            wanted.server(),
            wanted.charset(),
            wanted.collation(),
            overlay.tables(),
            overlay.views(),
            overlay.programs(),
            overlay.sequences());
    return new Result(completed, overlay.leftAlone);
  }

  private List<Table> tables() {
    Map<String, Table> tables = new LinkedHashMap<>();
    wanted.tables().forEach(table -> tables.put(table.name(), table));
    for (Table table : current.tables()) {
      Table old = renamed.after(table);
      Table entity = tables.get(old.name());
      if (entity != null) {
        TableOverlay overlay = new TableOverlay(old, entity, wanted, drop);
        tables.put(old.name(), overlay.table());
        leftAlone.addAll(overlay.leftAlone());
      } else if (!drop) {
        tables.put(old.name(), old);
        leftAlone.add("table " + old.name());
      }
    }
    return tables.values().stream().map(table -> withoutLost(table, tables.keySet())).toList();
  }

  /** Without foreign keys to tables that go. */
  private static Table withoutLost(Table table, Set<String> tables) {
    List<ForeignKey> keys =
        table.foreignKeys().stream()
            .filter(key -> key.referencedSchema() != null || tables.contains(key.referencedTable()))
            .toList();
    return Tables.withForeignKeys(table, keys);
  }

  private List<View> views() {
    return with(wanted.views(), current.views(), View::name, view -> "view " + view.name());
  }

  private List<Program> programs() {
    List<Program> old = current.programs().stream().map(this::moved).toList();
    return with(
        wanted.programs(),
        old,
        program -> program.kind() + " " + program.name(),
        program -> program.kind().sql().toLowerCase(Locale.ROOT) + " " + program.name());
  }

  /** A trigger goes with its table. */
  private Program moved(Program program) {
    String table = renamed.table(program.table());
    if (table.equals(program.table())) {
      return program;
    }
    String definition =
        program
            .definition()
            .replaceFirst(
                Pattern.quote("ON " + Identifier.quote(program.table())),
                Matcher.quoteReplacement("ON " + Identifier.quote(table)));
    return new Program(
        program.kind(),
        program.name(),
        table,
        definition,
        program.sqlMode(),
        program.timeZone(),
        program.definer());
  }

  private List<Sequence> sequences() {
    Map<String, Sequence> old =
        current.sequences().stream().collect(Collectors.toMap(Sequence::name, each -> each));
    List<Sequence> entities =
        wanted.sequences().stream()
            .map(each -> saysTheSame(old.get(each.name()), each) ? old.get(each.name()) : each)
            .toList();
    return with(
        entities, current.sequences(), Sequence::name, sequence -> "sequence " + sequence.name());
  }

  /** An entity says of a sequence where it starts and how it goes on. */
  private static boolean saysTheSame(@Nullable Sequence old, Sequence entity) {
    return old != null
        && said(old, "start with").equals(said(entity, "start with"))
        && said(old, "increment by").equals(said(entity, "increment by"));
  }

  private static String said(Sequence sequence, String attribute) {
    Matcher matcher =
        Pattern.compile(attribute + " (-?\\d+)", Pattern.CASE_INSENSITIVE)
            .matcher(Clauses.create(sequence));
    return matcher.find() ? matcher.group(1) : "";
  }

  private <T> List<T> with(
      List<T> entities, List<T> current, Function<T, String> key, Function<T, String> text) {
    Map<String, T> all = new LinkedHashMap<>();
    entities.forEach(each -> all.put(key.apply(each), each));
    for (T old : current) {
      if (!drop && all.putIfAbsent(key.apply(old), old) == null) {
        leftAlone.add(text.apply(old));
      }
    }
    return List.copyOf(all.values());
  }
}

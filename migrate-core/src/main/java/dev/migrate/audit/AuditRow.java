package dev.migrate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit as it is written, in the table and in the file.
 *
 * @param position from 1; 0 for one that stands outside of the chain: written before there was one,
 *     or in the file alone
 * @param values the columns' texts by their names, all of {@link #COLUMNS} in their order
 * @param previous the hash of the row before
 * @param hash of this row and that
 * @param chainedBy what the hash was made with; null outside of the chain
 */
public record AuditRow(
    long position,
    Map<String, @Nullable String> values,
    String previous,
    String hash,
    @Nullable String chainedBy) {

  /** What a row says, in the order in which it is hashed. */
  static final List<String> COLUMNS =
      List.of(
          "operation",
          "phase",
          "at",
          "environment",
          "goal",
          "os_user",
          "host",
          "ci_job",
          "database_user",
          "git_commit",
          "git_dirty",
          "version_before",
          "version_after",
          "backup",
          "confirmation",
          "overridden",
          "statements",
          "result",
          "problem",
          "format_version");

  private static final int SHORT = 255;
  private static final int LONG = 1000;

  public AuditRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The text of a column; null for none. */
  public @Nullable String value(String column) {
    return values.get(column);
  }

  /** Whether it was written before there was a chain. */
  boolean isOld() {
    return position == 0 && "1".equals(values.get("format_version"));
  }

  /** Outside of the chain. */
  static AuditRow unchained(AuditEntry entry, String at, @Nullable String account) {
    return new AuditRow(0, values(entry, at, account), "", "", null);
  }

  /** The next row of a chain. */
  static AuditRow chained(
      AuditEntry entry, String at, String account, long position, String previous, Seal seal) {
    AuditRow row = new AuditRow(position, values(entry, at, account), previous, "", seal.name());
    return new AuditRow(position, row.values, previous, row.hashedBy(seal), seal.name());
  }

  /** The hash that it has to have. */
  String hashedBy(Seal seal) {
    List<@Nullable String> texts = new ArrayList<>();
    texts.add(Long.toString(position));
    for (String column : COLUMNS) {
      texts.add(column);
      texts.add(values.get(column));
    }
    texts.add(chainedBy);
    texts.add(previous);
    return seal.of(texts);
  }

  private static Map<String, @Nullable String> values(
      AuditEntry entry, String at, @Nullable String account) {
    AuditEntry.Commit commit = entry.commit();
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    values.put("operation", cut(entry.operation(), SHORT));
    values.put("phase", entry.phase().name());
    values.put("at", at);
    values.put("environment", cut(entry.environment(), SHORT));
    values.put("goal", cut(entry.goal(), SHORT));
    values.put("os_user", cut(entry.who().user(), SHORT));
    values.put("host", cut(entry.who().host(), SHORT));
    values.put("ci_job", cut(entry.who().job(), LONG));
    values.put("database_user", account);
    values.put("git_commit", commit == null ? null : cut(commit.id(), SHORT));
    values.put("git_dirty", commit == null ? null : commit.dirty() ? "1" : "0");
    values.put("version_before", cut(entry.before(), SHORT));
    values.put("version_after", cut(entry.after(), SHORT));
    values.put("backup", cut(entry.backup(), LONG));
    values.put("confirmation", cut(entry.confirmation(), SHORT));
    values.put("overridden", cut(entry.overridden(), SHORT));
    values.put("statements", cut(AuditStatement.json(entry.statements()), Integer.MAX_VALUE));
    values.put("result", cut(entry.result(), SHORT));
    values.put("problem", cut(entry.problem(), SHORT));
    values.put("format_version", Integer.toString(AuditTable.FORMAT));
    return values;
  }

  /**
   * What the server would give back: no half of a character, and no more than there is room; what
   * is left out is marked.
   */
  private static @Nullable String cut(@Nullable String text, int most) {
    if (text == null) {
      return null;
    }
    String whole = text.length() <= most ? text : text.substring(0, most - 1) + "…";
    return new String(whole.getBytes(UTF_8), UTF_8);
  }
}

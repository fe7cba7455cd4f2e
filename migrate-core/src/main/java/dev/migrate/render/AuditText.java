package dev.migrate.render;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.migrate.Report;
import dev.migrate.audit.AuditRow;
import dev.migrate.render.Style.Paint;
import dev.migrate.validate.Finding;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was ever done to a database. */
final class AuditText {

  private static final int WHO_WIDTH = 60;

  private AuditText() {}

  static void text(Page page, Report.Audit report) {
    if (report.rows().isEmpty() && report.findings().isEmpty()) {
      page.line(page.environment() + " has no audit" + page.place() + ".");
      return;
    }
    boolean bad = !report.findings().isEmpty();
    page.verdict(
        bad ? Paint.BAD : Paint.GOOD,
        page.environment()
            + ": "
            + Phrases.count(report.rows().size(), "row")
            + (bad ? ", not as they were written" : ", each as it was written")
            + page.place());
    page.table(table(report));
    for (Finding finding : report.findings()) {
      page.line("  " + finding.code() + ": " + Phrases.oneLine(finding.message()));
    }
    if (!report.rows().isEmpty()) {
      AuditRow last = report.rows().get(report.rows().size() - 1);
      if (last.position() > 0) {
        page.line("Head: row " + last.position() + ", " + last.hash());
      }
    }
  }

  private static Table table(Report.Audit report) {
    Table table = new Table("  ", "rlllllllll");
    table.row(
        Paint.STRONG,
        "row",
        "time (UTC)",
        "goal",
        "result",
        "version",
        "statements",
        "by",
        "commit",
        "backup",
        "confirmed");
    report.rows().forEach(row -> row(table, row));
    return table;
  }

  private static void row(Table table, AuditRow row) {
    String result = row.value("result");
    String problem = row.value("problem");
    boolean bad = result != null && Set.of("failed", "refused", "interrupted").contains(result);
    table.row(
        bad ? Paint.WARN : Paint.NONE,
        row.position() == 0 ? "-" : Long.toString(row.position()),
        cell(row.value("at"), "").replaceFirst("\\.\\d+$", ""),
        cell(row.value("goal"), ""),
        result == null
            ? cell(row.value("phase"), "").toLowerCase(Locale.ROOT)
            : cell(result, "") + (problem == null ? "" : ": " + cell(problem, "")),
        version(row),
        statements(row),
        Phrases.shortened(
            cell(row.value("os_user"), "?")
                + "@"
                + cell(row.value("host"), "?")
                + (row.value("ci_job") == null ? "" : " " + row.value("ci_job")),
            WHO_WIDTH),
        commit(row),
        cell(row.value("backup"), ""),
        cell(row.value("confirmation"), ""));
  }

  private static String version(AuditRow row) {
    String before = cell(row.value("version_before"), "none");
    String after = row.value("version_after");
    return "BEGUN".equals(row.value("phase")) ? before : before + " -> " + cell(after, "none");
  }

  private static String statements(AuditRow row) {
    JsonElement statements = statementsOf(row);
    if (!(statements instanceof JsonArray array)) {
      return "";
    }
    long omitted = omitted(array);
    return omitted == 0
        ? Integer.toString(array.size())
        : (array.size() - 1 + omitted) + ", " + omitted + " of them not kept";
  }

  /** How many the row has left out, as a gap among them says. */
  private static long omitted(JsonArray statements) {
    long omitted = 0;
    for (JsonElement each : statements) {
      JsonElement gap = each instanceof JsonObject object ? object.get("omitted") : null;
      // Somebody may have changed the table.
      if (gap instanceof JsonPrimitive primitive && primitive.isNumber()) {
        omitted += primitive.getAsLong();
      }
    }
    return omitted;
  }

  private static String commit(AuditRow row) {
    String commit = row.value("git_commit");
    if (commit == null) {
      return "";
    }
    String abbreviated = commit.substring(0, Math.min(commit.length(), 10));
    return cell(abbreviated, "") + ("1".equals(row.value("git_dirty")) ? ", dirty" : "");
  }

  static JsonObject json(AuditRow row) {
    JsonObject json = new JsonObject();
    json.addProperty("position", row.position() == 0 ? null : row.position());
    row.values()
        .forEach(
            (column, value) -> {
              switch (column) {
                case "statements" -> json.add("statements", statementsOf(row));
                case "git_dirty" ->
                    json.addProperty("gitDirty", value == null ? null : value.equals("1"));
                case "format_version" -> {
                  // of the table, not of the run
                }
                default -> json.addProperty(camelCase(column), value);
              }
            });
    json.addProperty("previous", row.position() == 0 ? null : row.previous());
    json.addProperty("hash", row.position() == 0 ? null : row.hash());
    json.addProperty("chainedBy", row.chainedBy());
    return json;
  }

  /** The texts of a table that somebody may have changed. */
  private static JsonElement statementsOf(AuditRow row) {
    try {
      String text = row.value("statements");
      return text == null ? JsonNull.INSTANCE : JsonParser.parseString(text);
    } catch (JsonParseException e) {
      return JsonNull.INSTANCE;
    }
  }

  private static String camelCase(String column) {
    StringBuilder name = new StringBuilder();
    for (String word : column.split("_", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  private static String cell(@Nullable String text, String absent) {
    return Phrases.oneLine(Objects.requireNonNullElse(text, absent));
  }
}

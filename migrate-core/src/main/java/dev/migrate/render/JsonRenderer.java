package dev.migrate.render;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.migrate.Overview;
import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.outcome.Problem;
import dev.migrate.server.ServerVersion;
import dev.migrate.validate.Checked;
import dev.migrate.validate.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reports for machines: one envelope for every goal, {@code goal}, {@code outcome}, {@code
 * operation}, {@code environment}, {@code database}, {@code server}, the goal's own fields, {@code
 * error}. What is absent is null; keys never go missing, save the goal's own fields on an error.
 */
public final class JsonRenderer {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().setPrettyPrinting().disableHtmlEscaping().create();

  private JsonRenderer() {}

  /** The report as one JSON object, to be written in UTF-8; no line end after it. */
  public static String render(Report report) {
    JsonObject json = envelope(report);
    if (report instanceof Report.Upgrade upgrade) {
      upgrade(json, upgrade);
    } else if (report instanceof Report.Downgrade downgrade) {
      downgrade(json, downgrade);
    } else if (report instanceof Report.Plan plan) {
      PlanJson.plan(json, plan);
    } else if (report instanceof Report.Current current) {
      current(json, current);
    } else if (report instanceof Report.Compare compare) {
      json.add("environments", array(compare.places(), PlaceJson::place));
    } else if (report instanceof Report.History history) {
      json.add("migrations", array(history.migrations(), JsonRenderer::entry));
    } else if (report instanceof Report.Audit audit) {
      json.add("rows", array(audit.rows(), AuditText::json));
      json.add("findings", array(audit.findings(), JsonRenderer::finding));
    } else if (report instanceof Report.Baseline baseline) {
      json.addProperty("version", baseline.version());
      json.addProperty("description", baseline.description());
      json.add("files", array(baseline.files(), file -> new JsonPrimitive(file.toString())));
      json.add("notices", strings(baseline.notices()));
    } else if (report instanceof Report.Validate validate) {
      json.add("findings", array(validate.findings(), JsonRenderer::finding));
      json.add("allowed", array(validate.allowed(), JsonRenderer::allowed));
      json.add("grants", array(validate.grants(), JsonRenderer::grants));
      json.add("notices", strings(validate.notices()));
    } else if (report instanceof Report.Explanation explanation) {
      json.addProperty("code", explanation.rule().code());
      json.addProperty("family", explanation.rule().family().title());
      json.addProperty("severity", explanation.rule().severity().text());
      json.addProperty("title", explanation.rule().title());
      json.addProperty("page", explanation.page());
    } else if (report instanceof Report.Repair repair) {
      json.add("changes", strings(repair.changes()));
    } else if (report instanceof Report.Generate generate) {
      generate(json, generate);
    } else if (report instanceof Report.Rebase rebase) {
      json.add("moved", array(rebase.moved(), JsonRenderer::moved));
      json.addProperty("provedOn", rebase.server());
      json.add("notices", strings(rebase.notices()));
    } else if (report instanceof Report.Backup backup) {
      BackupJson.backup(json, backup);
    } else if (report instanceof Report.Restore restore) {
      BackupJson.restore(json, restore);
    } else if (report instanceof Report.Backups backups) {
      BackupJson.backups(json, backups);
    } else if (report instanceof Report.Page page) {
      OverviewJson.page(json, page);
    } else if (report instanceof Report.EmbeddedStop stop) {
      json.addProperty("folder", stop.folder().toString());
    } else if (!(report instanceof Report.Failure)) {
      throw new IllegalArgumentException("no JSON for " + report.getClass().getName());
    }
    Problem problem = report.problem();
    json.add("error", problem == null ? JsonNull.INSTANCE : error(problem));
    return GSON.toJson(json);
  }

  private static JsonObject envelope(Report report) {
    Run run = report.run();
    ServerVersion server = run.server();
    JsonObject json = new JsonObject();
    json.addProperty("goal", run.goal());
    json.addProperty("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
    json.addProperty("operation", run.operation());
    json.addProperty("environment", run.environment());
    json.addProperty("database", run.database());
    json.add("server", server == null ? JsonNull.INSTANCE : server(server));
    return json;
  }

  static JsonObject server(ServerVersion server) {
    JsonObject json = new JsonObject();
    json.addProperty("vendor", server.vendor().text());
    json.addProperty("version", server.number());
    return json;
  }

  static JsonObject finding(Finding finding) {
    JsonObject json = new JsonObject();
    json.addProperty("code", finding.code());
    json.addProperty("severity", finding.severity().text());
    json.addProperty("file", finding.file());
    json.addProperty("line", finding.line());
    json.addProperty("statement", finding.statement());
    json.addProperty("message", finding.message());
    json.addProperty("fix", finding.fix());
    return json;
  }

  private static JsonObject allowed(Checked.Allowed allowed) {
    JsonObject json = finding(allowed.finding());
    json.addProperty("reason", allowed.reason());
    return json;
  }

  private static JsonObject grants(Report.Grants grants) {
    JsonObject json = new JsonObject();
    json.addProperty("goal", grants.goal());
    json.add("statements", strings(grants.statements()));
    return json;
  }

  static JsonObject error(Problem problem) {
    JsonObject json = new JsonObject();
    json.addProperty("code", problem.code());
    json.addProperty("problem", problem.problem());
    json.addProperty("where", problem.where());
    json.addProperty("committed", problem.committed());
    json.addProperty("fix", problem.fix());
    return json;
  }

  private static void upgrade(JsonObject json, Report.Upgrade report) {
    json.add("applied", array(report.applied(), JsonRenderer::step));
    json.addProperty("version", report.version());
    json.add("backup", BackupJson.saved(report.backup()));
    json.addProperty("durationMillis", report.duration().toMillis());
    json.add("notices", strings(report.notices()));
  }

  private static void downgrade(JsonObject json, Report.Downgrade report) {
    json.add("undone", array(report.undone(), JsonRenderer::step));
    json.addProperty("version", report.version());
    json.add("backup", BackupJson.saved(report.backup()));
    json.addProperty("durationMillis", report.duration().toMillis());
  }

  private static JsonObject step(Report.Step step) {
    JsonObject json = new JsonObject();
    json.addProperty("version", step.version());
    json.addProperty("revision", step.revision());
    json.addProperty("description", step.description());
    json.addProperty("statementCount", step.statementCount());
    json.addProperty("durationMillis", step.duration().toMillis());
    json.add("statements", array(step.statements(), JsonRenderer::statement));
    return json;
  }

  private static JsonObject statement(Report.StatementTime statement) {
    JsonObject json = new JsonObject();
    json.addProperty("where", statement.where());
    json.addProperty("summary", statement.summary());
    json.addProperty("durationMillis", statement.duration().toMillis());
    return json;
  }

  private static void current(JsonObject json, Report.Current report) {
    json.addProperty("version", report.version());
    json.addProperty("revision", report.revision());
    json.addProperty("description", report.description());
    json.addProperty("pendingCount", report.pendingCount());
    json.add("attention", strings(report.attention()));
    json.add(
        "settings",
        array(
            report.settings(),
            setting -> {
              JsonObject element = new JsonObject();
              element.addProperty("name", setting.name());
              element.addProperty("value", setting.value());
              element.addProperty("origin", setting.origin());
              return element;
            }));
  }

  static JsonObject entry(Report.HistoryEntry entry) {
    Instant installedOn = entry.installedOn();
    Duration duration = entry.duration();
    JsonObject json = new JsonObject();
    json.addProperty("version", entry.version());
    json.addProperty("revision", entry.revision());
    json.addProperty("description", entry.description());
    json.addProperty("type", entry.type());
    json.addProperty("state", entry.state());
    json.addProperty("installedOn", installedOn == null ? null : installedOn.toString());
    json.addProperty("installedBy", entry.installedBy());
    json.addProperty("durationMillis", millis(duration));
    json.addProperty("stands", entry.stands());
    json.add("statements", array(entry.statements(), JsonRenderer::timed));
    return json;
  }

  static JsonObject timed(Overview.Timed statement) {
    JsonObject json = new JsonObject();
    json.addProperty("file", statement.file());
    json.addProperty("line", statement.line());
    json.addProperty("summary", statement.summary());
    json.addProperty("durationMillis", millis(statement.duration()));
    json.addProperty("table", statement.table());
    json.addProperty("rowsBefore", statement.rowsBefore());
    json.addProperty("rowsAfter", statement.rowsAfter());
    json.addProperty("bytesBefore", statement.bytesBefore());
    json.addProperty("bytesAfter", statement.bytesAfter());
    return json;
  }

  static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static void generate(JsonObject json, Report.Generate report) {
    json.add("files", array(report.files(), file -> new JsonPrimitive(file.toString())));
    json.addProperty("version", report.version());
    json.addProperty("revision", report.revision());
    json.add("changes", array(report.changes(), JsonRenderer::change));
    json.add("proof", report.proof() == null ? JsonNull.INSTANCE : proof(report.proof()));
    json.add("shown", strings(report.shown()));
    json.add("notices", strings(report.notices()));
  }

  private static JsonObject moved(Report.Moved moved) {
    JsonObject json = new JsonObject();
    json.addProperty("from", moved.from().toString());
    json.addProperty("to", moved.to().toString());
    json.addProperty("version", moved.version());
    json.addProperty("revision", moved.revision());
    json.addProperty("revises", moved.revises());
    return json;
  }

  private static JsonObject change(Report.SchemaChange change) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", change.kind());
    json.addProperty("type", change.type());
    json.addProperty("object", change.object());
    json.addProperty("detail", change.detail());
    json.addProperty("destructive", change.destructive());
    return json;
  }

  private static JsonObject proof(Report.Proved proof) {
    JsonObject json = new JsonObject();
    json.addProperty("up", proof.up());
    json.addProperty("undo", proof.undo());
    json.addProperty("again", proof.again());
    json.addProperty("rows", proof.rows());
    json.addProperty("server", proof.server());
    return json;
  }

  static JsonArray strings(List<String> texts) {
    return array(texts, JsonPrimitive::new);
  }

  static <T> JsonArray array(List<T> values, Function<T, ? extends JsonElement> toJson) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(toJson.apply(value)));
    return array;
  }
}

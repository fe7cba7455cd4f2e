package dev.migrate.render;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.migrate.Estimate;
import dev.migrate.Planned;
import dev.migrate.Report;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A plan for machines. */
final class PlanJson {

  private PlanJson() {}

  static void plan(JsonObject json, Report.Plan report) {
    json.addProperty("direction", report.direction());
    json.addProperty("confirm", report.confirm());
    json.addProperty("confirmed", report.confirmed());
    json.addProperty("next", report.next());
    json.add("migrations", JsonRenderer.array(report.migrations(), PlanJson::migration));
    json.add("statements", JsonRenderer.array(report.statements(), PlanJson::statement));
    json.add("callbacks", JsonRenderer.strings(report.callbacks()));
    json.add("rollback", rollback(report.rollback()));
    json.add("backup", backup(report.backup()));
    json.add("replicas", JsonRenderer.strings(report.replicas()));
    json.addProperty("triedOn", report.triedOn());
    json.add("notices", JsonRenderer.strings(report.notices()));
  }

  private static JsonObject migration(Planned.Migration migration) {
    JsonObject json = new JsonObject();
    json.addProperty("version", migration.version());
    json.addProperty("revision", migration.revision());
    json.addProperty("description", migration.description());
    json.addProperty("type", migration.type());
    json.addProperty("file", migration.file());
    json.addProperty("statementCount", migration.statementCount());
    json.addProperty("doneCount", migration.doneCount());
    return json;
  }

  private static JsonObject statement(Planned.Statement statement) {
    JsonObject json = new JsonObject();
    json.addProperty("file", statement.file());
    json.addProperty("line", statement.line());
    json.addProperty("sql", statement.sql());
    json.addProperty("kind", statement.kind());
    json.add("objects", JsonRenderer.strings(statement.objects()));
    json.addProperty("algorithm", statement.algorithm());
    json.addProperty("lock", statement.lock());
    json.addProperty("rebuild", statement.rebuild());
    json.addProperty("rows", statement.rows());
    json.addProperty("bytes", statement.bytes());
    json.add("references", JsonRenderer.strings(statement.references()));
    json.addProperty("destructive", statement.destructive());
    json.addProperty("failure", statement.failure());
    json.addProperty("unknown", statement.unknown());
    Estimate estimate = statement.estimate();
    json.addProperty("estimate", estimate == null ? null : estimate.text());
    json.addProperty(
        "estimateMillis", estimate == null ? null : (Long) estimate.duration().toMillis());
    json.add("findings", JsonRenderer.array(statement.findings(), JsonRenderer::finding));
    return json;
  }

  private static JsonObject rollback(Planned.Rollback rollback) {
    JsonObject json = new JsonObject();
    json.addProperty("how", rollback.how());
    json.add("commands", JsonRenderer.strings(rollback.commands()));
    json.add("reasons", JsonRenderer.strings(rollback.reasons()));
    return json;
  }

  private static JsonElement backup(Planned.@Nullable Backup backup) {
    if (backup == null) {
      return JsonNull.INSTANCE;
    }
    Instant lastAt = backup.lastAt();
    Duration lastDuration = backup.lastDuration();
    JsonObject json = new JsonObject();
    json.addProperty("source", backup.source());
    json.addProperty("databaseBytes", backup.databaseBytes());
    json.addProperty("lastBytes", backup.lastBytes());
    json.addProperty("lastAt", lastAt == null ? null : lastAt.toString());
    json.addProperty(
        "lastDurationMillis", lastDuration == null ? null : (Long) lastDuration.toMillis());
    return json;
  }
}

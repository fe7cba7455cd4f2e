package dev.migrate.render;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.migrate.Report;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What reports tell of backups, for machines. */
final class BackupJson {

  private BackupJson() {}

  static JsonElement saved(Report.@Nullable Saved saved) {
    if (saved == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject json = new JsonObject();
    Path file = saved.file();
    json.addProperty("file", file == null ? null : file.toString());
    json.addProperty("identifier", saved.identifier());
    json.addProperty("bytes", saved.bytes());
    json.addProperty("sha256", saved.sha256());
    json.addProperty("verified", saved.verified());
    return json;
  }

  static void backup(JsonObject json, Report.Backup report) {
    json.addProperty("file", report.file().toString());
    json.addProperty("bytes", report.bytes());
    json.addProperty("rows", report.rows());
    json.addProperty("tableCount", report.tableCount());
    json.addProperty("durationMillis", report.duration().toMillis());
    json.addProperty("sha256", report.sha256());
    json.addProperty("position", report.position());
    json.addProperty("verified", report.verified());
    json.add(
        "removed",
        JsonRenderer.array(report.removed(), file -> new JsonPrimitive(file.toString())));
    json.add("notices", JsonRenderer.strings(report.notices()));
  }

  static void restore(JsonObject json, Report.Restore report) {
    json.addProperty("file", report.file().toString());
    json.addProperty("rows", report.rows());
    json.addProperty("tableCount", report.tableCount());
    json.addProperty("durationMillis", report.duration().toMillis());
    json.add("notices", JsonRenderer.strings(report.notices()));
  }

  static void backups(JsonObject json, Report.Backups report) {
    json.add("backups", JsonRenderer.array(report.backups(), BackupJson::entry));
    json.add("notices", JsonRenderer.strings(report.notices()));
  }

  static JsonObject entry(Report.BackupEntry entry) {
    JsonObject json = new JsonObject();
    json.addProperty("file", entry.file().toString());
    json.addProperty("environment", entry.environment());
    json.addProperty("createdAt", entry.createdAt() == null ? null : entry.createdAt().toString());
    json.addProperty("version", entry.version());
    json.addProperty("bytes", entry.bytes());
    json.addProperty("rows", entry.rows());
    json.addProperty("verified", entry.verified());
    return json;
  }
}

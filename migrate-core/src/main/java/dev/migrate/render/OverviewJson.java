package dev.migrate.render;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.migrate.Overview;
import dev.migrate.Report;
import dev.migrate.report.Diagram;
import dev.migrate.report.IndexFacts;
import dev.migrate.report.TableFacts;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All that a report page tells of a database, for machines. */
final class OverviewJson {

  private OverviewJson() {}

  static void page(JsonObject json, Report.Page report) {
    Overview overview = report.overview();
    json.addProperty("at", overview.at().toString());
    json.addProperty("project", overview.project());
    json.add("environments", JsonRenderer.array(overview.places(), PlaceJson::place));
    json.add("timeline", JsonRenderer.array(overview.timeline(), OverviewJson::moment));
    json.add("tables", JsonRenderer.array(overview.tables(), OverviewJson::table));
    json.add("indexes", indexes(overview.indexes()));
    json.add("backups", JsonRenderer.array(overview.backups(), BackupJson::entry));
    JsonObject audit = new JsonObject();
    audit.add("rows", JsonRenderer.array(overview.audit(), AuditText::json));
    audit.add("findings", JsonRenderer.array(overview.auditFindings(), JsonRenderer::finding));
    json.add("audit", audit);
    json.add("findings", JsonRenderer.array(overview.findings(), JsonRenderer::finding));
    json.add("diagram", diagram(overview.diagram()));
    json.add("notices", JsonRenderer.strings(overview.notices()));
    json.add(
        "files", JsonRenderer.array(report.files(), file -> new JsonPrimitive(file.toString())));
  }

  private static JsonObject moment(Overview.Moment moment) {
    JsonObject json = JsonRenderer.entry(moment.migration());
    json.add("statements", JsonRenderer.array(moment.statements(), JsonRenderer::timed));
    return json;
  }

  private static JsonObject table(TableFacts table) {
    JsonObject json = new JsonObject();
    json.addProperty("name", table.name());
    json.addProperty("engine", table.engine());
    json.addProperty("rows", table.rows());
    json.addProperty("dataBytes", table.dataBytes());
    json.addProperty("indexBytes", table.indexBytes());
    json.addProperty("freeBytes", table.freeBytes());
    json.addProperty("key", table.key());
    json.add("growth", JsonRenderer.array(table.growth(), OverviewJson::size));
    return json;
  }

  private static JsonObject size(TableFacts.Size size) {
    JsonObject json = new JsonObject();
    json.addProperty("at", size.at().toString());
    json.addProperty("version", size.version());
    json.addProperty("rows", size.rows());
    json.addProperty("bytes", size.bytes());
    return json;
  }

  private static JsonObject indexes(IndexFacts facts) {
    IndexFacts.Source use = facts.use();
    JsonObject source = new JsonObject();
    source.addProperty("name", use.name());
    source.addProperty("available", use.available());
    source.addProperty("since", text(use.since()));
    source.addProperty("spanMillis", JsonRenderer.millis(use.span()));
    source.addProperty("caution", use.caution());
    source.addProperty("enable", use.enable());
    JsonObject json = new JsonObject();
    json.add("use", source);
    json.add("remarks", JsonRenderer.array(facts.remarks(), OverviewJson::remark));
    return json;
  }

  private static JsonObject remark(IndexFacts.Remark remark) {
    JsonObject json = new JsonObject();
    json.addProperty("table", remark.table());
    json.addProperty("index", remark.index());
    json.addProperty("kind", word(remark.kind()));
    json.add("columns", JsonRenderer.strings(remark.columns()));
    json.addProperty("by", remark.by());
    json.addProperty("bytes", remark.bytes());
    json.addProperty("drop", remark.drop());
    json.addProperty("but", remark.but());
    return json;
  }

  private static JsonElement diagram(Diagram diagram) {
    JsonObject json = new JsonObject();
    json.add("tables", JsonRenderer.array(diagram.tables(), OverviewJson::box));
    JsonArray links = JsonRenderer.array(diagram.links(), OverviewJson::link);
    json.add("links", links);
    json.addProperty("changes", diagram.changes());
    return json;
  }

  private static JsonObject box(Diagram.Box box) {
    JsonObject json = new JsonObject();
    json.addProperty("name", box.name());
    json.addProperty("was", box.was());
    json.addProperty("comment", box.comment());
    json.addProperty("change", word(box.change()));
    json.add("columns", JsonRenderer.array(box.columns(), OverviewJson::line));
    return json;
  }

  private static JsonObject line(Diagram.Line line) {
    JsonObject json = new JsonObject();
    json.addProperty("name", line.name());
    json.addProperty("type", line.type());
    json.addProperty("nullable", line.nullable());
    json.addProperty("primary", line.primary());
    json.addProperty("foreign", line.foreign());
    json.addProperty("change", word(line.change()));
    json.addProperty("was", line.was());
    return json;
  }

  private static JsonObject link(Diagram.Link link) {
    JsonObject json = new JsonObject();
    json.addProperty("name", link.name());
    json.addProperty("table", link.table());
    json.add("columns", JsonRenderer.strings(link.columns()));
    json.addProperty("references", link.references());
    json.add("referencedColumns", JsonRenderer.strings(link.referencedColumns()));
    json.addProperty("one", link.one());
    json.addProperty("change", word(link.change()));
    return json;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}

package dev.migrate.render;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.outcome.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A run's events as lines of JSON: {@code time}, {@code operation}, {@code goal}, {@code event},
 * and what the event tells.
 */
public final class EventJson {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private EventJson() {}

  /** The line of an event, without its end. */
  public static String render(Event event, Instant time, String operation, String goal) {
    JsonObject json = head(time, operation, goal, name(event));
    if (event instanceof Event.MigrationStarted started) {
      json.addProperty("migration", started.migration());
      json.addProperty("index", started.index());
      json.addProperty("total", started.total());
    } else if (event instanceof Event.MigrationFinished finished) {
      json.addProperty("migration", finished.migration());
      json.addProperty("durationMillis", finished.duration().toMillis());
    } else if (event instanceof Event.StatementExecuted statement) {
      statement(json, statement);
    } else if (event instanceof Event.Audited audited) {
      json.addProperty("position", audited.position());
      json.addProperty("hash", audited.hash());
    } else if (event instanceof Event.Waiting waiting) {
      json.addProperty("what", waiting.what());
      json.addProperty("holder", waiting.holder());
      json.addProperty("limitMillis", waiting.limit().toMillis());
    } else if (event instanceof Event.Progress progress) {
      json.addProperty("what", progress.what());
      json.addProperty("done", progress.done());
      json.addProperty("estimatedTotal", progress.estimatedTotal());
      json.addProperty("elapsedMillis", progress.elapsed().toMillis());
      json.addProperty("remainingMillis", progress.remaining().toMillis());
    } else if (event instanceof Event.StatementProgress progress) {
      progress(json, progress);
    } else if (event instanceof Event.Paused paused) {
      json.addProperty("reason", paused.reason());
      json.addProperty("elapsedMillis", paused.elapsed().toMillis());
    } else {
      json.addProperty("text", text(event));
    }
    return GSON.toJson(json);
  }

  /** The line of a run's end, without its end. */
  public static String end(Report report, Instant time) {
    Run run = report.run();
    JsonObject json = head(time, run.operation(), run.goal(), "ended");
    json.addProperty("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
    json.addProperty("environment", run.environment());
    json.addProperty("database", run.database());
    String code = report instanceof Report.Failure failure ? failure.problem().code() : null;
    json.addProperty("error", code);
    return GSON.toJson(json);
  }

  private static JsonObject head(Instant time, String operation, String goal, String event) {
    JsonObject json = new JsonObject();
    json.addProperty("time", time.toString());
    json.addProperty("operation", operation);
    json.addProperty("goal", goal);
    json.addProperty("event", event);
    return json;
  }

  private static void statement(JsonObject json, Event.StatementExecuted statement) {
    json.addProperty("where", statement.where());
    json.addProperty("summary", statement.summary());
    json.addProperty("sha256", statement.sha256());
    json.addProperty("rows", statement.rows());
    json.addProperty("warnings", statement.warnings());
    json.addProperty("durationMillis", statement.duration().toMillis());
    json.addProperty("failure", statement.failure());
  }

  private static void progress(JsonObject json, Event.StatementProgress progress) {
    Duration remaining = progress.remaining();
    json.addProperty("where", progress.where());
    json.addProperty("what", progress.what());
    json.addProperty("table", progress.table());
    json.addProperty("elapsedMillis", progress.elapsed().toMillis());
    json.addProperty("stage", progress.stage());
    json.addProperty("percent", progress.percent());
    json.addProperty("remainingMillis", remaining == null ? null : remaining.toMillis());
    json.addProperty("unknown", progress.unknown());
    json.addProperty("blockedCount", progress.blocked());
  }

  private static String text(Event event) {
    if (event instanceof Event.Preparing preparing) {
      return preparing.what();
    }
    if (event instanceof Event.Notice notice) {
      return notice.text();
    }
    if (event instanceof Event.Detail detail) {
      return detail.text();
    }
    throw new IllegalArgumentException("no JSON for " + event.getClass().getName());
  }

  /** {@code StatementExecuted} is {@code statementExecuted}. */
  private static String name(Event event) {
    String name = event.getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}

package dev.migrate.render;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.migrate.Place;
import dev.migrate.outcome.Problem;
import dev.migrate.server.ServerVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an environment stands, for machines. */
final class PlaceJson {

  private PlaceJson() {}

  static JsonObject place(Place place) {
    JsonObject json = new JsonObject();
    json.addProperty("environment", place.environment());
    json.addProperty("database", place.database());
    ServerVersion server = place.server();
    json.add("server", server == null ? JsonNull.INSTANCE : JsonRenderer.server(server));
    json.addProperty("version", place.version());
    json.addProperty("revision", place.revision());
    json.addProperty("installedOn", time(place.installedOn()));
    json.addProperty("pendingCount", place.pendingCount());
    json.addProperty("missingCount", place.problem() == null ? place.missing() : null);
    json.addProperty("driftCount", place.drift());
    json.addProperty("undrifted", place.undrifted());
    json.addProperty("backedUpAt", time(place.backedUpAt()));
    json.addProperty("verified", place.verified());
    json.addProperty("attentionCount", place.problem() == null ? place.attention() : null);
    Problem problem = place.problem();
    json.add("error", problem == null ? JsonNull.INSTANCE : JsonRenderer.error(problem));
    return json;
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}

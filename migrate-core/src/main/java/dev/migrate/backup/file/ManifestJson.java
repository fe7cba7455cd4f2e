package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The manifest as JSON, in one line. */
final class ManifestJson {

  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapter(Instant.class, new Instants())
          .create();

  private ManifestJson() {}

  /** A manifest of a format that this release does not know. */
  static final class NewerFormatException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int format;

    NewerFormatException(int format) {
      this.format = format;
    }

    int format() {
      return format;
    }
  }

  static byte[] write(Manifest manifest) {
    return GSON.toJson(manifest).getBytes(UTF_8);
  }

  /**
   * Reads a manifest.
   *
   * @throws JsonParseException if it is none
   * @throws NewerFormatException if it is one of a later release
   */
  static Manifest read(byte[] json) throws NewerFormatException {
    String text = new String(json, UTF_8);
    JsonObject fields = GSON.fromJson(text, JsonObject.class);
    if (fields == null || !fields.has("format")) {
      throw new JsonParseException("no format");
    }
    int format = fields.get("format").getAsInt();
    if (format > Manifest.FORMAT) {
      throw new NewerFormatException(format);
    }
    try {
      return GSON.fromJson(fields, Manifest.class);
    } catch (JsonParseException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new JsonParseException(e);
    }
  }

  /** Instants as ISO-8601. */
  private static final class Instants extends TypeAdapter<Instant> {
    @Override
    public void write(JsonWriter out, @Nullable Instant value) throws IOException {
      out.value(value == null ? null : value.toString());
    }

    @Override
    public @Nullable Instant read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return null;
      }
      try {
        return Instant.parse(in.nextString());
      } catch (DateTimeException e) {
        throw new JsonParseException(e);
      }
    }
  }
}

package dev.migrate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The audit outside of the database: a line of JSON for every row, with its hash. A row that is
 * removed from the table, the last one too, is still here. Each line is linked to the one before by
 * a hash of its text, so that a line that is removed is found by the next.
 *
 * @param path the file
 * @param seal what new lines are linked with
 */
public record AuditFile(Path path, Seal seal) {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /**
   * A line.
   *
   * @param number from 1
   * @param database that the row is of, {@code host:port/name}
   * @param chain the chain's id; empty outside of one
   * @param row null for a line that cannot be read
   * @param text the line as it is
   * @param link to the line before, what it was made with and a colon before it; null where there
   *     is none: an earlier release wrote the line
   */
  record Line(
      int number,
      String database,
      String chain,
      @Nullable AuditRow row,
      String text,
      @Nullable String link) {}

  /** What links a line to the one before; to no line, where there is none. */
  static String link(Seal seal, String before) {
    return seal.name() + ":" + seal.of(List.of("line", before));
  }

  /** Adds a row's line. */
  public void add(String database, AuditTable.Added added) throws IOException {
    append(line(database, added.chain(), added.row()));
  }

  /**
   * Adds the line of a row that no table has: there is no history yet that it could stand beside.
   */
  public void add(String database, AuditEntry entry) throws IOException {
    String at = TIME.format(LocalDateTime.now(ZoneOffset.UTC));
    append(line(database, "", AuditRow.unchained(entry, at, null)));
  }

  private static JsonObject line(String database, String chain, AuditRow row) {
    JsonObject json = new JsonObject();
    json.addProperty("database", database);
    AuditRow.COLUMNS.forEach(column -> json.addProperty(column, row.value(column)));
    json.addProperty("chain", chain.isEmpty() ? null : chain);
    json.addProperty("position", row.position() == 0 ? null : row.position());
    json.addProperty("previous", row.position() == 0 ? null : row.previous());
    json.addProperty("hash", row.position() == 0 ? null : row.hash());
    json.addProperty("chainedBy", row.chainedBy());
    return json;
  }

  /** One write under a lock: several runs may share the file, those of one build as well. */
  private void append(JsonObject line) throws IOException {
    synchronized (AuditFile.class) {
      appendLocked(line);
    }
  }

  private void appendLocked(JsonObject line) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.lock(); // until it is closed
      long end = channel.size();
      // A line that a dying run left without its end stays a line of its own.
      boolean ended = end == 0 || LastLine.endsAt(channel, end);
      line.addProperty("link", link(seal, LastLine.read(channel, ended ? end - 1 : end)));
      byte[] bytes = ((ended ? "" : "\n") + GSON.toJson(line) + "\n").getBytes(UTF_8);
      channel.write(ByteBuffer.wrap(bytes), end);
      channel.force(true);
    }
  }

  /** All lines; none where there is no file. */
  List<Line> lines() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    int number = 0;
    // Half a character at a line's end, of a run that died, is no reason to read nothing.
    String all = new String(Files.readAllBytes(path), UTF_8);
    for (String text : all.split("\n", -1)) {
      lines.add(line(++number, text));
    }
    if (lines.get(number - 1).text().isEmpty()) {
      lines.remove(number - 1);
    }
    return lines;
  }

  private static Line line(int number, String text) {
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      Map<String, @Nullable String> values = new LinkedHashMap<>();
      AuditRow.COLUMNS.forEach(column -> values.put(column, text(json, column)));
      String position = text(json, "position");
      AuditRow row =
          new AuditRow(
              position == null ? 0 : Long.parseLong(position),
              values,
              orEmpty(text(json, "previous")),
              orEmpty(text(json, "hash")),
              text(json, "chainedBy"));
      return new Line(
          number,
          orEmpty(text(json, "database")),
          orEmpty(text(json, "chain")),
          row,
          text,
          text(json, "link"));
    } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
      return new Line(number, "", "", null, text, null);
    }
  }

  private static @Nullable String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value == null || !value.isJsonPrimitive() ? null : value.getAsString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}

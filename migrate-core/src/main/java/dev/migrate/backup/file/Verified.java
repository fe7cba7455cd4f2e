package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a backup was verified; kept in a file beside it, {@code FILE.verified}, as JSON with {@code
 * level}, {@code at}, {@code bytes} and {@code sha256}. The latter two say which file was meant.
 *
 * @param level how far
 * @param at when
 */
public record Verified(Verification.Level level, Instant at) {

  private static final String SUFFIX = ".verified";

  static Path path(Path backup) {
    return backup.resolveSibling(backup.getFileName() + SUFFIX);
  }

  /** What is kept beside this file; null if nothing, or something about another file. */
  static @Nullable Verified read(Path backup, long bytes, @Nullable String sha256) {
    try {
      String text = Files.readString(path(backup));
      JsonObject kept = JsonParser.parseString(text).getAsJsonObject();
      if (kept.get("bytes").getAsLong() != bytes
          || (sha256 != null && !kept.get("sha256").getAsString().equals(sha256))) {
        return null;
      }
      return new Verified(
          Verification.Level.valueOf(kept.get("level").getAsString()),
          Instant.parse(kept.get("at").getAsString()));
    } catch (IOException | RuntimeException e) {
      // Not there, or not as we write it: it says nothing.
      return null;
    }
  }

  static void write(BackupFile file, Verification.Level level, Instant at) {
    Verified before = read(file.path(), file.size(), file.manifest().sha256());
    Verification.Level highest =
        before != null && before.level().compareTo(level) > 0 ? before.level() : level;
    replace(path(file.path()), json(file, highest, at));
  }

  private static String json(BackupFile file, Verification.Level level, Instant at) {
    JsonObject kept = new JsonObject();
    kept.addProperty("level", level.name());
    kept.addProperty("at", at.toString());
    kept.addProperty("bytes", file.size());
    kept.addProperty("sha256", file.manifest().sha256());
    return kept + "\n";
  }

  private static void replace(Path target, String text) {
    Path part = target.resolveSibling("." + target.getFileName() + PartFile.SUFFIX);
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        Output.all(channel, ByteBuffer.wrap(text.getBytes(UTF_8)));
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DiskTrouble.writing(target.resolveSibling("."), target, 0, e);
    }
  }
}

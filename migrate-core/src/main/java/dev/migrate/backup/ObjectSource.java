package dev.migrate.backup;

import dev.migrate.backup.file.FrameKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence, view, routine, trigger or event to back up.
 *
 * @param kind of the frame it goes to
 * @param name as the server has it
 * @param definer {@code user@host} of the account whose privileges it uses; null for what has none
 * @param sqlMode with which it was made; empty for what does not keep it
 * @param statements that create it, the settings it needs before it
 */
record ObjectSource(
    FrameKind kind,
    String name,
    @Nullable String definer,
    String sqlMode,
    List<byte[]> statements) {

  ObjectSource {
    statements = List.copyOf(statements);
  }
}

package dev.migrate.backup;

import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.ObjectFacts;
import dev.migrate.backup.file.Statements;
import java.util.List;
import java.util.Locale;
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

  /** What it is, in a word or two, and its name. */
  String label() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + name;
  }

  /** SHA-256 of what creates it. */
  String hash() {
    return Sha256.hex(Statements.join(statements));
  }

  /** What the manifest says of it. */
  ObjectFacts facts() {
    return new ObjectFacts(kind, name, definer, sqlMode);
  }
}

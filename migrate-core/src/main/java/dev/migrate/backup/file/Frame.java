package dev.migrate.backup.file;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One frame: whole SQL statements, compressed on their own.
 *
 * @param kind what the statements do
 * @param object the table, view, routine … they are about; empty for none
 * @param offset where the frame begins in the file (before encryption), in bytes
 * @param length how many bytes of the file it takes
 * @param size how many bytes of SQL it holds
 * @param chunk which rows; null unless the kind is {@link FrameKind#DATA}
 */
public record Frame(
    FrameKind kind, String object, long offset, long length, long size, @Nullable Chunk chunk) {

  public Frame {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(object);
  }

  /** Where it ends: the next frame's offset. */
  public long end() {
    return offset + length;
  }

  /** The frame in an error's words. */
  String words() {
    return words(kind, object) + " at byte " + offset;
  }

  static String words(FrameKind kind, String object) {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return object.isEmpty() ? name : name + " of `" + object + "`";
  }
}

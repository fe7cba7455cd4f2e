package dev.migrate.render;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How text is to look.
 *
 * @param colour whether ANSI colours may be used; they only emphasise, the text says everything
 *     without them
 * @param baseDirectory files below it are shown relative to it; null: files are shown as they are
 */
public record Style(boolean colour, @Nullable Path baseDirectory) {

  /** No colours, files as they are. */
  public static final Style PLAIN = new Style(false, null);

  /** A colour, or none where colours are off. */
  enum Paint {
    NONE(""),
    STRONG("1"),
    GOOD("1;32"),
    WARN("33"),
    BAD("1;31");

    private final String code;

    Paint(String code) {
      this.code = code;
    }
  }

  String paint(Paint paint, String text) {
    return colour && paint != Paint.NONE ? "\u001b[" + paint.code + "m" + text + "\u001b[m" : text;
  }

  String path(Path file) {
    if (baseDirectory == null) {
      return file.toString();
    }
    Path base = baseDirectory.toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(base) ? base.relativize(absolute).toString() : file.toString();
  }
}

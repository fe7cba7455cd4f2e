package dev.migrate.render.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Writes HTML. What it is given as text or as an attribute's value stays that, whatever it holds;
 * names of elements and attributes are the caller's own.
 */
final class Html {

  /**
   * Controls, marks that turn the direction of what follows, halves of characters: none of them can
   * be seen. The joiners that emoji and some scripts are written with stay.
   */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\n\\t\\u200C\\u200D]]");

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; {@code attributes} are names and values by turns. */
  Html open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last, which has to be this one. */
  Html close(String tag) {
    String last = open.pop();
    if (!last.equals(tag)) {
      throw new IllegalStateException("</" + tag + "> closes <" + last + ">");
    }
    out.append("</").append(tag).append('>');
    return this;
  }

  /** An element of nothing but text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** An element that HTML closes by itself. */
  Html single(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    return this;
  }

  /** An element of a drawing that has nothing in it. */
  Html shape(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** What is HTML already, and not a word of it from a database. */
  Html verbatim(String html) {
    out.append(html);
    return this;
  }

  /** Another's; all of its elements have to be closed. */
  Html all(Html other) {
    out.append(other.end());
    return this;
  }

  /** All of it. */
  String end() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("open: " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]);
      if (!attributes[i + 1].isEmpty()) {
        out.append("=\"").append(escaped(attributes[i + 1])).append('"');
      }
    }
  }

  static String escaped(String text) {
    String seen = UNSEEN.matcher(text).replaceAll("\uFFFD");
    StringBuilder escaped = new StringBuilder(seen.length() + 16);
    for (int i = 0; i < seen.length(); i++) {
      char character = seen.charAt(i);
      switch (character) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(character);
      }
    }
    return escaped.toString();
  }
}

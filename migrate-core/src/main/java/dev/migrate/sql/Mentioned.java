package dev.migrate.sql;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The words of a statement that may be names. */
public final class Mentioned {

  private Mentioned() {}

  /**
   * In lower case: every name, quoted or not, wherever it stands; keywords among them, literals not
   * unless they are in double quotes, which are names for some sessions.
   */
  public static Set<String> in(String sql) {
    Set<String> names = new TreeSet<>();
    Words words = new Words(new Script("", sql));
    while (!words.ended()) {
      ObjectName name = words.name(ObjectName.Type.TABLE);
      if (name == null) {
        words.advance();
        continue;
      }
      names.add(name.name().toLowerCase(Locale.ROOT));
      if (name.schema() != null) {
        names.add(name.schema().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}

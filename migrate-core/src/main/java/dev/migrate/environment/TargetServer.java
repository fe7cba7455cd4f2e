package dev.migrate.environment;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that a project's migrations are for: its vendor and its line, within which both
 * vendors change no SQL.
 *
 * @param vendor {@code MySQL} or {@code MariaDB}
 * @param major first number of the version
 * @param minor second number
 */
public record TargetServer(String vendor, int major, int minor) {

  private static final Pattern FORM =
      Pattern.compile("(mysql|mariadb)[ :-](\\d{1,3})\\.(\\d{1,3})(\\.\\d+)?");

  /** Reads {@code mysql 9.7}, {@code MariaDB 11.4}, also with a third number, which is dropped. */
  static TargetServer of(Value value) {
    Matcher form = FORM.matcher(value.text().strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw Scalars.invalid(
          "targetServer", value, "a vendor and its version, as mysql 9.7 or mariadb 11.4");
    }
    return new TargetServer(
        form.group(1).equals("mysql") ? "MySQL" : "MariaDB",
        Integer.parseInt(form.group(2)),
        Integer.parseInt(form.group(3)));
  }

  /** {@code MySQL 9.7}. */
  public String text() {
    return vendor + " " + major + "." + minor;
  }
}

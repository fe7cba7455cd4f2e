package dev.migrate.validate;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
  /** The rule is not looked at. */
  OFF,
  /** Worth knowing. */
  INFO,
  /** Somebody should look at it. */
  WARNING,
  /** The build fails. */
  ERROR;

  /** In lower case, as reports have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

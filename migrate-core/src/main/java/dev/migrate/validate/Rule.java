package dev.migrate.validate;

/**
 * A safety rule. Codes are stable: one that is no longer looked for is never given to another.
 *
 * @param code a family's letter and three digits: {@code D103}
 * @param severity where no setting says another
 * @param title what it finds, in a few words
 */
public record Rule(String code, Severity severity, String title) {

  /** What it is afraid of. */
  public Family family() {
    return Family.of(code);
  }
}

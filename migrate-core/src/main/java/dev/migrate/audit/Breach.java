package dev.migrate.audit;

/**
 * Something that shows that the audit is not as it was written.
 *
 * @param code {@code A801} and on; stable
 * @param certain whether it cannot be otherwise; else somebody should look at it
 * @param message what, in which row
 */
public record Breach(String code, boolean certain, String message) {}

package dev.migrate.generate;

import org.jspecify.annotations.Nullable;

/**
 * A versioned migration the project already has.
 *
 * @param version as its name writes it: {@code 20250119_1430}, {@code 004}, {@code 1_2}
 * @param description as its name writes it, the revision included, with {@code _} or blanks
 * @param revision 12 hex digits; null when it has none
 */
public record Existing(String version, String description, @Nullable String revision) {}

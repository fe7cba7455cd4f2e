package dev.migrate.validate;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be.
 *
 * @param code of its rule: {@code D103}, {@code checksum-changed}, {@code drift}
 * @param file null where it is in no file
 * @param line from 1; null where it is in no file
 * @param statement the statement it is about, or one that mends it, without secrets; null for none
 * @param message what, about which object
 * @param fix what to do about it; null where nothing can be advised
 */
public record Finding(
    String code,
    Severity severity,
    @Nullable String file,
    @Nullable Integer line,
    @Nullable String statement,
    String message,
    @Nullable String fix) {}

package dev.migrate.backup.file;

import org.jspecify.annotations.Nullable;

/**
 * A sequence, routine, view, trigger or event of the backup.
 *
 * @param definer the account it runs as, {@code user@host}; null for none
 * @param sqlMode the sql_mode it was created with; empty where that is not kept
 */
public record ObjectFacts(FrameKind kind, String name, @Nullable String definer, String sqlMode) {}

package dev.migrate.backup.file;

import org.jspecify.annotations.Nullable;

/**
 * The rows of a data frame.
 *
 * @param from SQL text of the primary key from which on rows are in it, inclusive; null: no bound
 * @param to SQL text of the primary key up to which rows are in it, exclusive; null: no bound
 * @param rows how many
 * @param hash the sum of the rows' hashes, see {@link HashSum}
 * @param lenient the rows hold a value that a strict session refuses; the INSERT stands between
 *     {@link Session#LENIENT} and {@link Session#STRICT}
 */
public record Chunk(
    @Nullable String from, @Nullable String to, long rows, String hash, boolean lenient) {}

package dev.migrate.plan;

/**
 * How big a table of the real database is, as its server estimates.
 *
 * @param rows about
 * @param bytes of data and indexes, about
 */
public record TableSize(String table, long rows, long bytes) {}

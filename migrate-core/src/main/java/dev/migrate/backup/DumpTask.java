package dev.migrate.backup;

/**
 * A part of a table that one worker reads at a time.
 *
 * @param estimatedBytes as the server guesses
 */
record DumpTask(TableWork table, Slice slice, long estimatedBytes) {}

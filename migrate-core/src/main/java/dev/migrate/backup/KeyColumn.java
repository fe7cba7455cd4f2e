package dev.migrate.backup;

import org.jspecify.annotations.Nullable;

/**
 * A column of a primary key.
 *
 * @param name as the server has it
 * @param dataType as {@code information_schema.columns.data_type} says it: {@code bigint}
 * @param unsigned whether it is an unsigned number
 * @param characterSet of a text; null for what has none
 */
record KeyColumn(String name, String dataType, boolean unsigned, @Nullable String characterSet) {}

package dev.migrate.execute;

import dev.migrate.environment.Environment;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * What all migrations of one run share.
 *
 * @param schema the current database when a migration begins
 * @param plainSyntax whether quotes and backslashes have their plain meaning in the session
 */
record Run(
    Channel channel,
    Engines engines,
    Journal journal,
    Callbacks callbacks,
    Configuration configuration,
    Environment environment,
    String operation,
    long connectionId,
    String schema,
    boolean plainSyntax) {}

package dev.migrate.execute;

import dev.migrate.sql.Statement;
import java.time.Duration;

/** A statement that was executed, and how long it took as seen from here. */
public record StatementTime(Statement statement, Duration duration) {}

package dev.migrate.execute;

import dev.migrate.sql.Statement;
import java.time.Duration;

/**
 * A statement that was executed.
 *
 * @param duration as seen from here; statements of one packet share its time
 * @param effect what the server said it did
 */
public record StatementTime(Statement statement, Duration duration, Effect effect) {}

package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import java.time.Duration;
import java.util.List;

/** A migration that was applied or undone; {@code statements} is empty for one written in Java. */
public record Done(Entry entry, List<StatementTime> statements, Duration duration) {}

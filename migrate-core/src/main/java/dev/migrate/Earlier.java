package dev.migrate;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.execute.JournalTimes;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.Database;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long statements took in another environment: the one before this one, where the same
 * migrations ran first.
 *
 * @param environment its name
 */
record Earlier(String environment, Map<Which, JournalTimes.Time> times) {

  /** To connect, and for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** A statement of a file, whatever folder the file is in. */
  record Which(String file, int index, String summary) {

    static Which of(String file, int index, String summary) {
      return new Which(file.substring(file.lastIndexOf('/') + 1), index, summary);
    }
  }

  /** Those of a journal. */
  static Earlier of(String environment, Connection connection, String schema) throws SQLException {
    Map<Which, JournalTimes.Time> times = new HashMap<>();
    for (JournalTimes.Time time : JournalTimes.read(connection, schema)) {
      times.put(Which.of(time.file(), time.last(), time.summary()), time);
    }
    return new Earlier(environment, times);
  }

  /** What was kept of a statement; empty for nothing. */
  Optional<JournalTimes.Time> of(Statement statement) {
    Which which = Which.of(statement.file(), statement.index(), statement.summary());
    return Optional.ofNullable(times.get(which));
  }

  /**
   * Those of the environment before another in the project's order that has a database, not the
   * embedded server. Nothing is changed there.
   *
   * @param events told why nothing can be learnt there
   * @return empty where there is no such environment, and where it cannot be asked
   */
  static Optional<Earlier> before(
      Environment own, Neighbours neighbours, String operation, Consumer<Event> events) {
    String name = null;
    try {
      List<String> names = neighbours.names();
      for (int i = names.indexOf(own.name()) - 1; i >= 0; i--) {
        name = names.get(i);
        Environment environment = neighbours.resolve(name);
        if (environment.database().isPresent()) {
          Optional<Earlier> read = read(environment, environment.database().get(), operation);
          if (read.isEmpty()) {
            events.accept(untold(name, "its server does not answer."));
          }
          return read;
        }
      }
    } catch (MigrateException e) {
      events.accept(untold(name, e.problem().problem()));
    }
    return Optional.empty();
  }

  private static Event untold(@Nullable String environment, String why) {
    return new Event.Detail("How long statements took in " + environment + " is not known: " + why);
  }

  private static Optional<Earlier> read(
      Environment environment, DatabaseSettings settings, String operation) {
    Background<Earlier> reading =
        Background.run(() -> ask(environment, settings.within(PATIENCE), operation));
    return reading.within(LONGEST);
  }

  private static Earlier ask(Environment environment, DatabaseSettings settings, String operation) {
    try (Database database = Database.open(settings, operation, event -> {})) {
      Connection connection = database.executor();
      connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
      String schema = Workplace.schema(environment.flyway(), database.schema());
      return of(environment.name(), connection, schema);
    } catch (SQLException e) {
      throw GoalRuns.failed(settings.address(), "run the goal again", e);
    }
  }
}

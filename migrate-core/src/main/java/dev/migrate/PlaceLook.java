package dev.migrate;

import dev.migrate.backup.file.BackupFolder;
import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.ServerVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A look at one environment while others are looked at, too. */
final class PlaceLook implements AutoCloseable {

  /** For a connection, and for any answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** From the beginning of all looks to the end of what connecting reads. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** For each answer about a whole schema. */
  private static final Duration PATIENT = Duration.ofMinutes(1);

  private final Environment environment;
  private final DatabaseSettings settings;
  private final Connecting connecting;
  private final Background<FirstLook> looking;
  private @Nullable Workplace workplace;

  private PlaceLook(
      Environment environment,
      DatabaseSettings settings,
      Connecting connecting,
      Background<FirstLook> looking) {
    this.environment = environment;
    this.settings = settings;
    this.connecting = connecting;
    this.looking = looking;
  }

  /** Begins to connect, and does not wait. */
  static PlaceLook begin(
      Environment environment,
      DatabaseSettings database,
      ArtifactSource artifacts,
      String operation) {
    DatabaseSettings settings = database.within(PATIENCE);
    Connecting connecting =
        new Connecting(environment, operation, artifacts, event -> {}, Asker.NOBODY);
    return new PlaceLook(environment, settings, connecting, connecting.look(settings));
  }

  /**
   * What is to be seen.
   *
   * @param begin when the first look began
   */
  Place place(Instant begin) {
    try {
      Duration rest = LONGEST.minus(Duration.between(begin, Instant.now()));
      FirstLook found = looking.within(rest).orElse(null);
      if (found == null) {
        looking.discard(late -> late.database().close());
        return unreached(silent());
      }
      return seen(found);
    } catch (MigrateException e) {
      return unreached(e.problem());
    } catch (SQLException e) {
      return unreached(GoalRuns.failed(settings.address(), "run the goal again", e).problem());
    }
  }

  private Place unreached(Problem problem) {
    return Place.unreached(environment.name(), settings.address(), problem);
  }

  private Problem silent() {
    return Problem.of(
            "server-unreachable",
            "The server did not answer within " + LONGEST.toSeconds() + " seconds.")
        .at(settings.address())
        .fix("Check the server and the way to it, then run the goal again.");
  }

  private Place seen(FirstLook found) throws SQLException {
    Connection connection = found.database().executor();
    connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
    Workplace at = connecting.open(settings, looking);
    workplace = at;
    return new Inspection(at).place(newestBackup());
  }

  private BackupFolder.@Nullable Entry newestBackup() {
    return new BackupPlace(environment).own().list(null).stream().findFirst().orElse(null);
  }

  /**
   * The place with its drift, or why there is none to tell.
   *
   * @param scratch the server to replay on
   * @param replays of other places
   */
  Place drifted(
      Place place, Supplier<Scratch> scratch, Map<Drift.Replayed.Of, Drift.Replayed> replays) {
    Workplace at = workplace;
    if (at == null || !at.exists()) {
      return place.drifted(null, "the database does not exist");
    }
    try {
      at.connection().setNetworkTimeout(Runnable::run, (int) PATIENT.toMillis());
      Scratch on = scratch.get();
      Optional<String> other = other(at.version(), on.server().version());
      if (other.isPresent()) {
        return place.drifted(null, other.get());
      }
      int differences =
          new Drift(at, on.server())
              .difference(at.history(at.rows().orElse(List.of())), replays)
              .changes()
              .size();
      return place.drifted(differences, null);
    } catch (MigrateException e) {
      return place.drifted(null, e.problem().problem());
    } catch (SQLException e) {
      return place.drifted(null, "the server failed: " + e.getMessage());
    }
  }

  private static Optional<String> other(ServerVersion server, ServerVersion scratch) {
    boolean same =
        server.vendor() == scratch.vendor()
            && server.major() == scratch.major()
            && server.minor() == scratch.minor();
    return same
        ? Optional.empty()
        : Optional.of("its server is " + server.text() + ", the scratch server " + scratch.text());
  }

  /** Ends the connection. */
  @Override
  public void close() {
    connecting.close();
  }
}

package dev.migrate.campaign;

import dev.migrate.Migrator;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Resume;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Build;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Attempts at the legs of one project in one database, through the proxy. */
record Walk(
    MortalServer server,
    Proxy proxy,
    Path folder,
    DatabaseSettings database,
    CampaignFiles files,
    Set<String> places) {

  private static final int LONGEST_SECONDS = 120;

  /** Whether to print the queries of attempts that nobody disturbs. */
  private static final boolean TRACE = Boolean.getBoolean("campaign.trace");

  /**
   * How an attempt ended.
   *
   * @param error what it threw; null: nothing
   */
  record Outcome(boolean done, @Nullable Throwable error) {

    /** Whether it stopped to ask what is to be done with one statement. */
    boolean asks() {
      return error instanceof MigrateException e && e.problem().code().equals("resume-undecided");
    }

    String text() {
      return error instanceof MigrateException e
          ? e.problem().code() + ": " + e.problem().text()
          : String.valueOf(error);
    }
  }

  private DatabaseSettings throughProxy() {
    return TestServer.at(database, proxy.port());
  }

  /** One attempt that nobody disturbs, in this process. */
  Outcome inPeace(Leg leg, Optional<Resume> resume) {
    proxy.watch(
        packet -> {
          if (TRACE) {
            System.out.println("> " + packet.text().replace('\n', ' '));
          }
          return null;
        });
    return bounded(() -> walk(leg, resume));
  }

  /** One attempt that the strike ends, unless it ends before. */
  Outcome struck(Leg leg, Strike strike) throws Exception {
    Track track = new Track(files, places);
    proxy.reset();
    proxy.watch(
        packet -> {
          track.see(packet);
          return strike.at(packet, track, proxy);
        });
    try {
      return switch (strike.death()) {
        case PACKET, MOMENT -> bounded(() -> walk(leg, Optional.empty()));
        case CLIENT -> inProcess(leg, strike);
        case SERVER -> withServer(leg, strike);
      };
    } finally {
      strike.over();
      proxy.unwatch();
    }
  }

  private void walk(Leg leg, Optional<Resume> resume) {
    TestProject project = TestProject.on(folder, throughProxy());
    resume.ifPresent(project::resume);
    try (Migrator migrator = project.migrator()) {
      leg.walk(migrator);
    }
  }

  private Outcome bounded(Runnable attempt) {
    CompletableFuture<Void> running = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                attempt.run();
                running.complete(null);
              } catch (Throwable e) {
                running.completeExceptionally(e);
              }
            },
            "attempt");
    thread.setDaemon(true);
    thread.start();
    try {
      running.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      return new Outcome(true, null);
    } catch (ExecutionException e) {
      return new Outcome(false, e.getCause());
    } catch (TimeoutException e) {
      proxy.cut();
      IllegalStateException hangs = new IllegalStateException("it hangs");
      hangs.setStackTrace(thread.getStackTrace());
      return new Outcome(false, hangs);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome inProcess(Leg leg, Strike strike) throws Exception {
    Process process = Build.start(folder, throughProxy(), leg.to());
    strike.by(process::destroyForcibly);
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    boolean done = process.waitFor() == 0;
    return new Outcome(done, done ? null : new IllegalStateException(said));
  }

  private Outcome withServer(Leg leg, Strike strike) throws Exception {
    ProcessHandle process = server.process();
    strike.by(process::destroyForcibly);
    Outcome outcome = bounded(() -> walk(leg, Optional.empty()));
    strike.over();
    if (strike.what() != null) {
      process.onExit().get(30, TimeUnit.SECONDS);
      server.start();
    }
    return outcome;
  }
}

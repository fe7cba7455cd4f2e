package dev.migrate.server;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the folder's server running or starts it; only inside {@code exclusively}. */
record EmbeddedStart(EmbeddedProgram program, EmbeddedFolder folder, Consumer<Event> events) {

  /** How long the server may take until it answers; recovery after a crash is in it. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int ATTEMPTS = 3;

  /** The port at which the server answers, with the database on it. */
  int portWith(String database) throws IOException, InterruptedException {
    int port = port();
    try {
      EmbeddedAccount.createDatabase(folder, port, database);
    } catch (SQLException e) {
      throw new ServerException(
          Problem.of(
                  "embedded-database",
                  "the embedded MariaDB could not make the database: " + e.getMessage())
              .at(database)
              .fix("give the database another name, or look into " + folder.log()),
          e);
    }
    return port;
  }

  private int port() throws IOException, InterruptedException {
    Optional<EmbeddedProcess> recorded = EmbeddedProcess.recorded(folder);
    if (recorded.isPresent() && takeOver(recorded.get())) {
      events.accept(
          new Event.Detail("embedded MariaDB already runs at " + address(recorded.get())));
      return recorded.get().port();
    }
    if (!Files.isDirectory(folder.data())) {
      events.accept(new Event.Preparing("making a new embedded database in " + folder.path()));
      EmbeddedData.initialise(program, folder);
    }
    return launch(recorded.map(EmbeddedProcess::port).orElse(0));
  }

  /** True when it runs and lets us in, false when it is gone. */
  private boolean takeOver(EmbeddedProcess process) throws IOException, InterruptedException {
    if (process.ending() ? !process.awaitEnd(PATIENCE) : !answers(process) && process.alive()) {
      throw failed("runs as process " + process.pid() + " but does not answer");
    }
    return process.alive();
  }

  /** The port of last time if it is free: people keep it in their database tools. */
  private int launch(int lastPort) throws IOException, InterruptedException {
    int port = freePort(lastPort);
    for (int attempt = 1; ; attempt++) {
      Process process = EmbeddedData.serve(program, folder, port);
      EmbeddedProcess launched = EmbeddedProcess.launched(folder, process.toHandle(), port);
      if (answers(launched)) {
        events.accept(new Event.Detail("embedded MariaDB started at " + address(launched)));
        return port;
      }
      if (launched.alive()) {
        process.destroyForcibly();
        throw failed("did not answer within " + PATIENCE.toSeconds() + " seconds");
      }
      // Between our look at the port and its bind, someone took it.
      if (attempt == ATTEMPTS
          || !EmbeddedFolder.tail(folder.log()).contains("Bind on TCP/IP port")) {
        throw failed("ended while starting");
      }
      port = freePort(0);
    }
  }

  /** Waits until the server lets us in; false when it has ended or the time is up. */
  private boolean answers(EmbeddedProcess process) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (process.alive() && Instant.now().isBefore(end)) {
      // A bare look first: a refused connection costs Connector/J much longer.
      if (listening(process.port())) {
        try {
          EmbeddedAccount.connect(folder, process.port()).close();
          return true;
        } catch (SQLException e) {
          // Not yet, or not it; the log says more when time is up.
        }
      }
      Thread.sleep(20);
    }
    return false;
  }

  private static boolean listening(int port) throws IOException {
    try (Socket socket = new Socket(localhost(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  /** 127.0.0.1 even where the JVM prefers IPv6. */
  private static InetAddress localhost() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** The wanted port if it is free, else one that the system chooses. */
  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, localhost())) {
      return socket.getLocalPort();
    } catch (BindException e) {
      return freePort(0);
    }
  }

  private String address(EmbeddedProcess process) {
    return "127.0.0.1:" + process.port() + ", data in " + folder.path();
  }

  private ServerException failed(String what) {
    return new ServerException(
        Problem.of(
                "embedded-start",
                "the embedded MariaDB "
                    + what
                    + "; its log ends with:\n"
                    + EmbeddedFolder.tail(folder.log()))
            .at(folder.log().toString())
            .fix(
                "remove what the log complains of, or delete "
                    + folder.path()
                    + " to begin with an empty database"));
  }
}

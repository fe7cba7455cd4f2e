package dev.migrate.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.Report;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.render.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A console that also adds the events to a file, as lines of JSON, where one is asked for: progress
 * in a log's cadence.
 */
final class EventLog implements Console {

  private final @Nullable Path file;
  private final String goal;
  private final Console console;
  private final Cadence cadence = new Cadence(System::nanoTime);
  private String operation = "";

  private EventLog(@Nullable Path file, String goal, Console console) {
    this.file = file;
    this.goal = goal;
    this.console = console;
  }

  /**
   * Prepares a file.
   *
   * @param file null for none
   * @param goal that is run
   * @throws ConfigurationException {@code log-unwritable}
   */
  static EventLog prepare(@Nullable Path file, String goal, Console console) {
    EventLog log = new EventLog(file, goal, console);
    try {
      if (file != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        add(file, "");
      }
      return log;
    } catch (IOException e) {
      throw new ConfigurationException(
          Problem.of("log-unwritable", "The log cannot be written: " + e)
              .at("migrate.log")
              .fix("Name a file in a folder you may write: -Dmigrate.log=target/migrate.log"),
          e);
    }
  }

  /** What comes is of this run. */
  void of(String id) {
    operation = id;
  }

  @Override
  public void accept(Event event) {
    cadence
        .line(event)
        .ifPresent(each -> write(EventJson.render(each, Instant.now(), operation, goal)));
    console.accept(event);
  }

  @Override
  public boolean asksPeople() {
    return console.asksPeople();
  }

  @Override
  public void show(Report report) {
    write(EventJson.end(report, Instant.now()));
    console.show(report);
  }

  @Override
  public void showFailure(Report report) {
    write(EventJson.end(report, Instant.now()));
    console.showFailure(report);
  }

  @Override
  public void end() {
    console.end();
  }

  private void write(String line) {
    if (file == null) {
      return;
    }
    try {
      add(file, line + "\n");
    } catch (IOException e) {
      throw new ServerException(
          Problem.of("log-unwritable", "The log cannot be written any more: " + e)
              .at(file.toString()),
          e);
    }
  }

  /** One write for each line: builds of several threads share the file. */
  private static void add(Path file, String text) throws IOException {
    Files.writeString(file, text, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}

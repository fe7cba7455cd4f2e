package dev.migrate.maven;

import dev.migrate.Report;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.render.JsonRenderer;
import dev.migrate.render.SarifRenderer;
import dev.migrate.render.ScriptRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A console that also writes each report to a file: JSON, or SQL or SARIF where its name says so.
 */
record OutputFile(Path file, Console console) implements Console {

  /**
   * Makes room for the file: a report of an earlier run must not be taken for this one's, and a
   * file that cannot be written is better known before anything is done.
   *
   * @throws ConfigurationException when there can be no such file
   */
  static OutputFile prepare(Path file, Console console) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
      Files.createFile(file);
      return new OutputFile(file, console);
    } catch (IOException e) {
      throw new ConfigurationException(
          Problem.of("output-unwritable", "The report's file cannot be written: " + e)
              .at("migrate.output")
              .fix("Name a file in a folder you may write: -Dmigrate.output=target/migrate.json"),
          e);
    }
  }

  @Override
  public boolean asksPeople() {
    return console.asksPeople();
  }

  @Override
  public void accept(Event event) {
    console.accept(event);
  }

  @Override
  public void show(Report report) {
    write(report);
    console.show(report);
  }

  @Override
  public void showFailure(Report report) {
    write(report);
    console.showFailure(report);
  }

  @Override
  public void end() {
    console.end();
  }

  private String text(Report report) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".sql")) {
      return ScriptRenderer.render(report);
    }
    return (name.endsWith(".sarif") ? SarifRenderer.render(report) : JsonRenderer.render(report))
        + System.lineSeparator();
  }

  private void write(Report report) {
    try {
      Files.writeString(file, text(report));
    } catch (IOException e) {
      throw new ServerException(
          Problem.of("output-unwritable", "The report's file cannot be written: " + e)
              .at(file.toString())
              .committed("the goal's own work: " + report.outcome()),
          e);
    }
  }
}

package dev.migrate.maven;

import dev.migrate.Report;
import dev.migrate.outcome.Event;
import dev.migrate.render.JsonRenderer;
import dev.migrate.render.Style;
import dev.migrate.render.TextRenderer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/**
 * What a goal shows: text through Maven's log, with the run's events, or nothing but one JSON
 * object on standard output.
 */
sealed interface Console extends Consumer<Event> permits Console.Text, Console.Json, OutputFile {

  /** Shows a report that is no failure; a failure's text is its exception's message. */
  void show(Report report);

  /** Shows a failure's report, where its exception's message would not do. */
  void showFailure(Report report);

  /** For people. */
  record Text(Log log, Style style, boolean verbose) implements Console {

    @Override
    public void accept(Event event) {
      switch (EventText.level(event)) {
        case WARN -> log.warn(EventText.of(event));
        case INFO -> log.info(EventText.of(event));
        case DETAIL -> detail(EventText.of(event));
      }
    }

    private void detail(String text) {
      if (verbose) {
        log.info(text);
      } else {
        log.debug(text);
      }
    }

    @Override
    public void show(Report report) {
      TextRenderer.render(report, style).lines().forEach(log::info);
    }

    @Override
    public void showFailure(Report report) {
      // Maven prints the exception.
    }
  }

  /**
   * For programs.
   *
   * @param rawStream whether {@code System.out} is not the process's own: Maven 4 turns what is
   *     printed there into lines of its log
   */
  record Json(Log log, boolean rawStream) implements Console {

    @Override
    public void accept(Event event) {
      log.debug(EventText.of(event));
    }

    @Override
    public void show(Report report) {
      String json = JsonRenderer.render(report) + System.lineSeparator();
      PrintStream out =
          rawStream ? new PrintStream(new FileOutputStream(FileDescriptor.out)) : System.out;
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      out.flush();
    }

    @Override
    public void showFailure(Report report) {
      show(report);
    }
  }
}

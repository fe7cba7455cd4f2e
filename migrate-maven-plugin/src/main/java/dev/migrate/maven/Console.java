package dev.migrate.maven;

import dev.migrate.Report;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.render.JsonRenderer;
import dev.migrate.render.Style;
import dev.migrate.render.TextRenderer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * What a goal shows: text through Maven's log, with the run's events, or nothing but one JSON
 * object on standard output.
 */
sealed interface Console extends Consumer<Event>
    permits Console.Text, Console.Json, OutputFile, EventLog {

  /** Whether a person reads it, and could be asked something. */
  boolean asksPeople();

  /** Shows a report that is no failure; a failure's text is its exception's message. */
  void show(Report report);

  /** Shows a failure's report, where its exception's message would not do. */
  void showFailure(Report report);

  /** Nothing more comes of this run but, perhaps, its error. */
  void end();

  /** How much people want to see. */
  enum Volume {
    /** Warnings, and the first line of a report. */
    QUIET,
    /** What takes its time, and the report. */
    NORMAL,
    /** Everything. */
    VERBOSE;

    /**
     * As it was asked for.
     *
     * @throws ConfigurationException {@code parameters-conflict}
     */
    static Volume of(boolean quiet, boolean verbose) {
      if (quiet && verbose) {
        throw new ConfigurationException(
            Problem.of("parameters-conflict", "migrate.quiet and migrate.verbose are both set.")
                .at("-Dmigrate.quiet -Dmigrate.verbose")
                .fix("Give one of them."));
      }
      return verbose ? VERBOSE : quiet ? QUIET : NORMAL;
    }
  }

  /**
   * For people.
   *
   * @param cadence in which progress is told as lines
   * @param line the terminal's, in which it is shown instead; null where there is none
   */
  record Text(Log log, Style style, Volume volume, Cadence cadence, @Nullable ProgressLine line)
      implements Console {

    /** The same, as loud as that. */
    Text at(Volume wanted) {
      return new Text(log, style, wanted, cadence, line);
    }

    @Override
    public boolean asksPeople() {
      return true;
    }

    @Override
    public void accept(Event event) {
      if (line != null && volume != Volume.QUIET && Cadence.isProgress(event)) {
        cadence
            .reason(event)
            .ifPresent(reason -> tell(new Event.Preparing("No percentage for now: " + reason)));
        line.draw(EventText.of(Cadence.withoutReason(event)));
      } else {
        cadence.line(event).ifPresent(this::tell);
      }
    }

    private void tell(Event event) {
      end();
      switch (EventText.level(event)) {
        case WARN -> log.warn(EventText.of(event));
        case INFO -> told(EventText.of(event), volume != Volume.QUIET);
        case DETAIL -> told(EventText.of(event), volume == Volume.VERBOSE);
      }
    }

    private void told(String text, boolean wanted) {
      if (wanted) {
        log.info(text);
      } else {
        log.debug(text);
      }
    }

    @Override
    public void end() {
      if (line != null) {
        line.erase();
      }
    }

    @Override
    public void show(Report report) {
      end();
      TextRenderer.render(report, style)
          .lines()
          .limit(volume == Volume.QUIET ? 1 : Long.MAX_VALUE)
          .forEach(log::info);
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
    public boolean asksPeople() {
      return false;
    }

    @Override
    public void accept(Event event) {
      log.debug(EventText.of(event));
    }

    @Override
    public void end() {
      // There is nothing to take away.
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

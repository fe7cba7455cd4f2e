package dev.migrate.maven;

import dev.migrate.Report;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.render.JsonRenderer;
import dev.migrate.render.page.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that a report is written to.
 *
 * @param html the page
 * @param json the same for machines
 */
record ReportFiles(Path html, Path json) {

  /**
   * Makes room for them: an earlier run's must not be taken for this one's, and files that cannot
   * be written are better known before anything is looked at.
   *
   * @throws ConfigurationException {@code report-unwritable}
   */
  static ReportFiles prepare(Path folder) {
    ReportFiles files =
        new ReportFiles(folder.resolve("report.html"), folder.resolve("report.json"));
    try {
      Files.createDirectories(folder);
      for (Path file : files.all()) {
        Files.deleteIfExists(file);
      }
      return files;
    } catch (IOException e) {
      throw new ConfigurationException(unwritable(folder, e), e);
    }
  }

  private List<Path> all() {
    return List.of(html, json);
  }

  /** Writes them; the report then tells where they are. */
  Report.Page write(Report.Page report) {
    Report.Page page = new Report.Page(report.run(), report.overview(), all());
    try {
      Files.writeString(html, ReportPage.html(page.run(), page.overview()));
      Files.writeString(json, JsonRenderer.render(page) + System.lineSeparator());
      return page;
    } catch (IOException e) {
      throw new ServerException(unwritable(html.getParent(), e), e);
    }
  }

  private static Problem unwritable(@Nullable Path where, IOException e) {
    return Problem.of("report-unwritable", "The report's files cannot be written: " + e)
        .at(String.valueOf(where))
        .fix("Check the rights on the folder, and the room on its disk");
  }
}

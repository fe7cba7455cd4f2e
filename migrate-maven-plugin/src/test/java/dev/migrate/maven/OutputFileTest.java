package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.render.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

  private static final Console CONSOLE =
      new Console.Text(
          new SystemStreamLog(),
          Style.PLAIN,
          Console.Volume.NORMAL,
          new Cadence(System::nanoTime),
          null);

  @TempDir Path folder;

  @Test
  void aReportIsWrittenAsJsonIntoFoldersThatDidNotExist() throws IOException {
    Path file = folder.resolve("a/b/report.json");
    OutputFile.prepare(file, CONSOLE).show(report());
    assertTrue(Files.readString(file).contains("\"goal\": \"repair\""), Files.readString(file));
  }

  @Test
  void aReportOfAnEarlierRunIsNotLeftStanding() throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(file, "{\"outcome\": \"done\"}");
    OutputFile.prepare(file, CONSOLE);
    assertEquals("", Files.readString(file));
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeAnythingIsDone() throws IOException {
    Path occupied = folder.resolve("report.json");
    Files.createDirectories(occupied.resolve("inside"));
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> OutputFile.prepare(occupied, CONSOLE));
    assertEquals("output-unwritable", e.problem().code());
  }

  private static Report report() {
    return new Report.Repair(new Run("repair", "id", "development", null, null), List.of());
  }
}

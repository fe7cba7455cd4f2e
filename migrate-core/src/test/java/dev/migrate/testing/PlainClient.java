package dev.migrate.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code mysql}: the one on the path, or the command that the system property {@code
 * test.client} names.
 */
public final class PlainClient {

  private final List<String> command;

  private PlainClient(List<String> command) {
    this.command = command;
  }

  /** The client; null where there is none. */
  public static @Nullable PlainClient find() {
    String given = System.getProperty("test.client", "");
    if (!given.isEmpty()) {
      return new PlainClient(Pattern.compile(" ").splitAsStream(given).toList());
    }
    boolean found =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv("PATH"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mysql")));
    return found ? new PlainClient(List.of("mysql")) : null;
  }

  /** Has it execute a script, comments kept, in a database. */
  public void feed(DatabaseSettings database, InputStream sql) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(
        List.of(
            "--no-defaults",
            "--comments",
            "-h" + database.host(),
            "-P" + database.port(),
            "-u" + database.username(),
            database.name()));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().put("MYSQL_PWD", ((Password.Fixed) database.password()).value());
    builder.redirectOutput(Files.createTempFile("client", ".out").toFile());
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      sql.transferTo(in);
    } catch (IOException e) {
      // It has ended with an error, which its output tells.
    }
    int exit = process.waitFor();
    Path output = builder.redirectOutput().file().toPath();
    String said = Files.readString(output, StandardCharsets.ISO_8859_1);
    Files.delete(output);
    assertEquals(0, exit, said);
  }
}

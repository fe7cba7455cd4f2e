package dev.migrate.server;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Launches the server program: once to make the data, then to serve them. What mariadb-install-db
 * does, less the test database, the help tables and the accounts without a password.
 */
final class EmbeddedData {

  /** The scripts mariadb-install-db runs, in its order. */
  private static final List<String> SCRIPTS =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "maria_add_gis_sp_bootstrap.sql",
          "mariadb_sys_schema.sql");

  private EmbeddedData() {}

  /**
   * Makes the data, under another name first: what is called {@code data} is whole. A killed
   * initialisation is swept away by the next one.
   */
  static void initialise(EmbeddedProgram program, EmbeddedFolder folder)
      throws IOException, InterruptedException {
    removeUnfinished(folder);
    Path data = Files.createTempDirectory(folder.path(), "data.new-");
    String password = randomPassword();
    Path file = Files.createFile(EmbeddedFolder.passwordIn(data));
    EmbeddedFolder.restrict(file, "rw-------");
    Files.writeString(file, password + "\n");
    folder.turnLog();
    List<String> command = command(program, folder, data);
    command.add("--bootstrap");
    Process process = builder(command, folder).start();
    feed(process, program, password);
    if (process.waitFor() != 0) {
      throw new ServerException(
          Problem.of(
                  "embedded-initialise",
                  "the embedded MariaDB could not make its data:\n"
                      + EmbeddedFolder.tail(folder.log()))
              .at(folder.log().toString())
              .fix("remove what the log complains of; the next run begins anew"));
    }
    Files.move(data, folder.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Launches the server; it outlives this JVM unless it is ended. */
  static Process serve(EmbeddedProgram program, EmbeddedFolder folder, int port)
      throws IOException {
    List<String> command = command(program, folder, folder.data());
    command.addAll(
        List.of(
            "--port=" + port,
            "--bind-address=127.0.0.1",
            // None: its path would have to be short and private.
            "--socket=",
            "--pid-file=" + folder.data().resolve("mariadbd.pid"),
            "--skip-name-resolve",
            // Making certificates takes ten seconds; nothing leaves the machine.
            "--skip-ssl",
            "--character-set-server=utf8mb4",
            "--max-allowed-packet=64M",
            "--innodb-buffer-pool-size=64M",
            "--aria-pagecache-buffer-size=16M",
            "--key-buffer-size=1M",
            "--innodb-buffer-pool-dump-at-shutdown=OFF",
            "--innodb-buffer-pool-load-at-startup=OFF",
            // Commits survive the death of the server, not of the machine: for development.
            "--innodb-flush-log-at-trx-commit=2",
            "--skip-sync-frm",
            "--log-warnings=1"));
    // A session of its own: the terminal's Ctrl-C and Ctrl-\ are for Maven.
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      command.add(0, setsid.toString());
    }
    folder.turnLog();
    Process process = builder(command, folder).start();
    process.getOutputStream().close();
    return process;
  }

  private static List<String> command(EmbeddedProgram program, EmbeddedFolder folder, Path data) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.server().toString(),
                "--no-defaults",
                "--basedir=" + program.home(),
                "--lc-messages-dir=" + program.share(),
                "--character-sets-dir=" + program.share().resolve("charsets"),
                "--datadir=" + data,
                "--tmpdir=" + folder.temporary(),
                "--innodb-log-file-size=16M",
                "--innodb-undo-tablespaces=0"));
    if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
      // Root has to be asked for by name.
      command.add("--user=root");
    }
    return command;
  }

  private static ProcessBuilder builder(List<String> command, EmbeddedFolder folder) {
    return new ProcessBuilder(command)
        .directory(folder.path().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
  }

  private static void feed(Process process, EmbeddedProgram program, String password)
      throws InterruptedException {
    // A process that ended early says why in the log, not in the broken pipe.
    try (OutputStream in = process.getOutputStream()) {
      write(in, "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
      for (String script : SCRIPTS) {
        in.write(Files.readAllBytes(program.share().resolve(script)));
        write(in, "\n");
      }
      String account = "'" + EmbeddedAccount.USERNAME + "'@'127.0.0.1'";
      write(in, "DELETE FROM global_priv WHERE User IN ('root', '', 'PUBLIC');\n");
      write(in, "DELETE FROM proxies_priv;\nFLUSH PRIVILEGES;\n");
      write(in, "CREATE USER " + account + " IDENTIFIED BY '" + password + "';\n");
      write(in, "GRANT ALL PRIVILEGES ON *.* TO " + account + " WITH GRANT OPTION;\n");
    } catch (IOException e) {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void write(OutputStream out, String sql) throws IOException {
    out.write(sql.getBytes(StandardCharsets.UTF_8));
  }

  private static void removeUnfinished(EmbeddedFolder folder) throws IOException {
    List<Path> unfinished;
    try (Stream<Path> children = Files.list(folder.path())) {
      unfinished =
          children.filter(p -> p.getFileName().toString().startsWith("data.new-")).toList();
    }
    for (Path data : unfinished) {
      Folders.delete(data);
    }
  }

  private static String randomPassword() {
    byte[] bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

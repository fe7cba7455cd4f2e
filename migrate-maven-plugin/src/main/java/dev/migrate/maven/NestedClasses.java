package dev.migrate.maven;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The classes of archives that keep them in a folder: those are unpacked, until this is closed.
 *
 * <p>"The Executable Jar Format" in Spring Boot's reference; "Directory Structure" of a web
 * application in the Servlet specification.
 */
final class NestedClasses implements AutoCloseable {

  private static final List<String> FOLDERS = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

  private final List<Path> unpacked = new ArrayList<>();

  /** Deletes what was unpacked. */
  @Override
  public void close() {
    unpacked.forEach(NestedClasses::delete);
  }

  /**
   * What to put on a class path for an archive: a folder with its classes, or the archive itself.
   *
   * @throws ServerException when it cannot be read
   */
  Path of(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      for (String folder : FOLDERS) {
        if (jar.getEntry(folder) != null) {
          return unpack(jar, folder);
        }
      }
      return file;
    } catch (IOException e) {
      throw new ServerException(
          Problem.of("artifact-unreadable", "The artifact cannot be read: " + e.getMessage())
              .at(file.toString())
              .fix("Delete it from the local repository and let Maven download it again."),
          e);
    }
  }

  private Path unpack(JarFile jar, String folder) throws IOException {
    Path target = Files.createTempDirectory("migrate-classes");
    unpacked.add(target);
    for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
      if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
        Path file = target.resolve(entry.getName().substring(folder.length())).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("an entry leaves its folder: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        Files.copy(jar.getInputStream(entry), file);
      }
    }
    return target;
  }

  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // A temporary folder that cannot be deleted is the system's to clear, not the run's error.
      folder.toFile().deleteOnExit();
    }
  }
}

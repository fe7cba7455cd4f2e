package dev.migrate.generate.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A class path, looked into without loading anything. */
record ClassPath(List<Path> entries) {

  /** Whether it has the class of that name. */
  boolean hasClass(String name) {
    return entries.stream().anyMatch(entry -> in(entry, file(name)).isPresent());
  }

  /** The first of the classes that it has. */
  Optional<String> firstClass(String... names) {
    return List.of(names).stream().filter(this::hasClass).findFirst();
  }

  /** The bytes of a class. */
  Optional<byte[]> classBytes(String name) {
    return bytes(file(name));
  }

  /** The first resource of that name. */
  Optional<byte[]> bytes(String resource) {
    return entries.stream().flatMap(entry -> in(entry, resource).stream()).findFirst();
  }

  private static String file(String className) {
    return className.replace('.', '/') + ".class";
  }

  private static Optional<byte[]> in(Path entry, String resource) {
    try {
      if (Files.isDirectory(entry)) {
        Path file = entry.resolve(resource);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
      }
      return Files.isRegularFile(entry) ? inJar(entry, resource) : Optional.empty();
    } catch (IOException e) {
      throw Root.unreadable(entry.toString(), e);
    }
  }

  private static Optional<byte[]> inJar(Path jar, String resource) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry found = zip.getEntry(resource);
      if (found == null) {
        return Optional.empty();
      }
      try (InputStream content = zip.getInputStream(found)) {
        return Optional.of(content.readAllBytes());
      }
    }
  }
}

package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedClassesTest {

  @TempDir Path folder;

  @Test
  void aPlainJarIsUsedAsItIs() throws IOException {
    Path jar = jar("db/migration/V1__a.sql");
    try (NestedClasses nested = new NestedClasses()) {
      assertEquals(jar, nested.of(jar));
    }
  }

  @Test
  void classesOfASpringBootJarAreUnpackedWhileTheyAreUsed() throws IOException {
    Path jar =
        jar("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/classes/db/migration/V1__a.sql", "Main");
    Path classes;
    try (NestedClasses nested = new NestedClasses()) {
      classes = nested.of(jar);
      assertEquals("content", Files.readString(classes.resolve("db/migration/V1__a.sql")));
      assertFalse(Files.exists(classes.resolve("Main")));
    }
    assertFalse(Files.exists(classes), "unpacked files remain");
  }

  @Test
  void classesOfAWarAreUnpackedToo() throws IOException {
    Path war = jar("WEB-INF/classes/", "WEB-INF/classes/db/migration/V1__a.sql");
    try (NestedClasses nested = new NestedClasses()) {
      Path classes = nested.of(war);
      assertEquals("content", Files.readString(classes.resolve("db/migration/V1__a.sql")));
    }
  }

  @Test
  void anEntryThatLeavesItsFolderIsRefused() throws IOException {
    Path jar = jar("BOOT-INF/classes/", "BOOT-INF/classes/../../../outside.sql");
    try (NestedClasses nested = new NestedClasses()) {
      assertThrows(ServerException.class, () -> nested.of(jar));
    }
  }

  private Path jar(String... entries) throws IOException {
    Path jar = folder.resolve("app.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        if (!entry.endsWith("/")) {
          zip.write("content".getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return jar;
  }
}

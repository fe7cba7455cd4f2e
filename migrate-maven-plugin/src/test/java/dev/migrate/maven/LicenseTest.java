package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.Migrator;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseTest {

  @ParameterizedTest
  @ValueSource(classes = {Migrator.class, UpgradeMojo.class})
  void itIsInEveryModulesJar(Class<?> ofModule) throws Exception {
    URL[] module = {ofModule.getProtectionDomain().getCodeSource().getLocation()};
    try (URLClassLoader loader = new URLClassLoader(module, null);
        InputStream license = loader.getResourceAsStream("META-INF/LICENSE")) {
      assertEquals(
          Files.readString(Path.of("../LICENSE")),
          license == null ? "" : new String(license.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}

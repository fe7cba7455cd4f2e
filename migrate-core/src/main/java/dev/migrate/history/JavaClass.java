package dev.migrate.history;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** The compiled class of a migration written in Java. */
public final class JavaClass {

  private JavaClass() {}

  /**
   * SHA-256 of the class file, in hexadecimal digits; classes beside it that it uses do not count.
   *
   * @return empty where the file is not at hand: the class was made while the program runs
   */
  public static Optional<String> sha256(ResolvedMigration migration, Configuration configuration) {
    String file = migration.getScript().replace('.', '/') + ".class";
    try (InputStream bytes = configuration.getClassLoader().getResourceAsStream(file)) {
      if (bytes == null) {
        return Optional.empty();
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Optional.of(HexFormat.of().formatHex(digest.digest(bytes.readAllBytes())));
    } catch (IOException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

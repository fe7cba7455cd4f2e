package dev.migrate.history;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** The compiled class of a migration written in Java. */
public final class JavaClass {

  private JavaClass() {}

  /**
   * SHA-256 of the class file and then of those nested in it, by name, in hexadecimal digits; other
   * classes that it uses do not count.
   *
   * @return empty where a file is not at hand: the class was made while the program runs
   */
  public static Optional<String> sha256(ResolvedMigration migration, Configuration configuration) {
    ClassLoader loader = configuration.getClassLoader();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : names(migration.getScript(), loader)) {
        try (InputStream bytes = loader.getResourceAsStream(file(name))) {
          if (bytes == null) {
            return Optional.empty();
          }
          digest.update(bytes.readAllBytes());
        }
      }
      return Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | ClassNotFoundException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String file(String name) {
    return name.replace('.', '/') + ".class";
  }

  /** The class itself first: of one without any nested in it the hash is that of its file. */
  private static List<String> names(String name, ClassLoader loader) throws ClassNotFoundException {
    return Arrays.stream(Class.forName(name, false, loader).getNestMembers())
        .map(Class::getName)
        .sorted(
            Comparator.comparing((String each) -> !each.equals(name)).thenComparing(each -> each))
        .toList();
  }
}

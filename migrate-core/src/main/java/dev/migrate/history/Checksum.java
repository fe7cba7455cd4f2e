package dev.migrate.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/** Flyway's checksum of a script's text: CRC32 over its lines, whatever ends them. */
public final class Checksum {

  private Checksum() {}

  /** Of a text as a file has it. */
  public static int of(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return ChecksumCalculator.calculate(new MigrationResource("", "", UTF_8, () -> bytes));
  }
}

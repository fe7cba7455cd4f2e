package dev.migrate.environment;

/**
 * How many connections a backup and a restore have at the same time.
 *
 * @param reading those that read tables, at least 1
 * @param filling those that fill tables, at least 1
 */
public record Connections(int reading, int filling) {

  private static final int USUAL = 4;

  /** As many of both. */
  static Connections of(int each) {
    return new Connections(each, each);
  }

  /**
   * Where nothing is set. While the server waits for its disk with one that reads, it works for
   * another, so that they may be more than the processors; one that fills keeps a processor busy.
   */
  static Connections usual() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Connections(USUAL, Math.min(USUAL, processors));
  }

  /** For people. */
  String text() {
    return reading + " that read, " + filling + " that fill";
  }
}

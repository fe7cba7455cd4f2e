package dev.migrate.schema.diff;

/**
 * What a comparison looks at.
 *
 * @param columnOrder whether the order of columns counts; if not, new columns come last
 */
public record Options(boolean columnOrder) {

  /** The order of columns is no difference. */
  public static final Options DEFAULT = new Options(false);
}

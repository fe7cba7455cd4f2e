package dev.migrate.backup;

/** What becomes of the rows of one part of a table. From one thread. */
interface RowSink {

  /** How many bytes it wants before the tuples and after them. */
  int margin();

  /**
   * Some tuples, in one INSERT's form. The bytes are the sink's until it returns.
   *
   * @param buffer holds them from {@link #margin()} on; the margins may be written to
   * @param end where they end
   * @param rows how many
   * @param hash their sum, in hexadecimal
   * @param lenient whether an enumeration's error value is among them
   */
  void tuples(byte[] buffer, int end, long rows, String hash, boolean lenient);

  /** Begins a row too long for a buffer. */
  LongRow longRow();

  /** A row that is handed on in pieces; closed in any case. */
  interface LongRow extends AutoCloseable {

    /** The next bytes of its tuple. */
    void write(byte[] bytes, int length);

    /** All of it is written; its sum, in hexadecimal. */
    void finish(String hash);

    @Override
    void close();
  }
}

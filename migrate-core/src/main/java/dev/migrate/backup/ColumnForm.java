package dev.migrate.backup;

/** How the values of a column are read and written, so that they come back to the last bit. */
enum ColumnForm {
  /** As the server prints them: whole and decimal numbers, years. */
  NUMBER,
  /** Single precision: printed as FLOAT it loses digits, cast to DOUBLE it does not. */
  FLOAT,
  /** Double precision. */
  DOUBLE,
  /** Bytes in quotes: text in its own character set, binary, dates and times, bits, geometry. */
  BYTES,
  /** Text that is refused as a binary literal, so it says that it is UTF-8: JSON, UUID, INET. */
  UTF8,
  /** An enumeration: text, of which the empty one may be the error value. */
  ENUM
}

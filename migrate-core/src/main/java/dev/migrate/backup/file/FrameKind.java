package dev.migrate.backup.file;

/** What a frame holds; the constants are in the order in which frames stand in a file. */
public enum FrameKind {
  /** The session's settings, and what a reader should know. */
  HEAD,
  /** A sequence; before the tables, whose defaults may draw from it. */
  SEQUENCE,
  /** A table without its secondary indexes and foreign keys. */
  TABLE,
  /** Settings of the session, before and after the data; the one kind with several places. */
  SESSION,
  /** Rows of one table: one INSERT statement. */
  DATA,
  /** The secondary indexes of one table. */
  INDEX,
  /** The foreign keys of one table. */
  FOREIGN_KEY,
  /** A procedure or function. */
  ROUTINE,
  /** A view. */
  VIEW,
  /** A trigger. */
  TRIGGER,
  /** An event. */
  EVENT,
  /** Positions of sequences, histograms. */
  STATE,
  /** The last frame: a file without it is not whole. */
  END
}

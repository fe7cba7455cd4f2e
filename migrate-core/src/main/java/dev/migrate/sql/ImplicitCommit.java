package dev.migrate.sql;

/**
 * Whether a statement commits the transaction it is executed in, explicitly or not (MySQL manual,
 * "Statements That Cause an Implicit Commit"; MariaDB, "SQL statements That Cause an Implicit
 * Commit").
 */
public enum ImplicitCommit {
  /** It does, also when it then fails while being executed. */
  YES,
  /** It does not. */
  NO,
  /** It depends on the server, its version, or what a program does. */
  POSSIBLE
}

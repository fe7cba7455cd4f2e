package dev.migrate.sql;

/** What a statement is to the one who executes it. */
public enum StatementKind {
  /** Defines objects: CREATE, ALTER, DROP, RENAME, TRUNCATE of anything but accounts. */
  DDL,
  /** Changes rows, inside the transaction if the engine has them. */
  DML,
  /** Reads or computes: SELECT, SHOW, EXPLAIN, DO. */
  QUERY,
  /** Begins, ends or structures a transaction, or switches autocommit. */
  TRANSACTION,
  /** Changes the session: SET, USE, PREPARE and EXECUTE, LOCK and UNLOCK TABLES, HANDLER. */
  SESSION,
  /** Users, roles, grants, passwords. */
  ACCOUNT,
  /** Runs code of the server: CALL, and MariaDB's compound statements outside a program. */
  CALL,
  /** LOAD DATA, LOAD XML. */
  LOAD,
  /** Maintains the server or a table: ANALYZE, FLUSH, replication, plugins, SET GLOBAL. */
  ADMIN,
  /** Not understood: anything may be true of it. */
  UNKNOWN
}

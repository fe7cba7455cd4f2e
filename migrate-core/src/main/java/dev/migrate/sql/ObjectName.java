package dev.migrate.sql;

import org.jspecify.annotations.Nullable;

/**
 * An object a statement names, unquoted, in the case it is written in.
 *
 * @param schema null where the statement leaves it to the current database
 */
public record ObjectName(Type type, @Nullable String schema, String name) {

  /** What kind of object. */
  public enum Type {
    TABLE,
    INDEX,
    VIEW,
    TRIGGER,
    PROCEDURE,
    FUNCTION,
    EVENT,
    SEQUENCE,
    DATABASE,
    /** MariaDB's, its specification. */
    PACKAGE,
    PACKAGE_BODY,
    /** MySQL's, of JavaScript code. */
    LIBRARY,
    /**
     * A user or role; its name is written {@code 'user'@'host'}, a role without host {@code
     * 'role'}.
     */
    ACCOUNT
  }
}

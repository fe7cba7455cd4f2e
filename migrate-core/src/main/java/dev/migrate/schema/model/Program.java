package dev.migrate.schema.model;

import java.util.Optional;

/**
 * A trigger, procedure, function, event or package: text that the server runs.
 *
 * @param table a trigger's; empty for others
 * @param definition from CREATE on without DEFINER, as the server prints it with the database's own
 *     name left out; of a trigger that is not the first of its table, event and time, {@code
 *     FOLLOWS} the one before it is part of it; of an event, whether it is enabled
 * @param sqlMode in which it runs, and has to be created
 * @param timeZone in which an event's times are written, and has to be created; empty for others
 * @param definer {@code `user`@`host`}; no part of a comparison
 */
public record Program(
    Kind kind,
    String name,
    String table,
    String definition,
    String sqlMode,
    String timeZone,
    String definer) {

  /** The trigger of the same table, event and time that acts before this one and has to exist. */
  public Optional<String> follows() {
    if (kind != Kind.TRIGGER) {
      return Optional.empty();
    }
    Cursor cursor = new Cursor(name, definition);
    while (!cursor.accept("FOR", "EACH", "ROW")) {
      cursor.take();
    }
    return cursor.accept("FOLLOWS") ? Optional.of(cursor.name()) : Optional.empty();
  }

  /** Kinds, in the order in which they are created. */
  public enum Kind {
    FUNCTION("FUNCTION"),
    PROCEDURE("PROCEDURE"),
    PACKAGE("PACKAGE"),
    PACKAGE_BODY("PACKAGE BODY"),
    TRIGGER("TRIGGER"),
    EVENT("EVENT");

    private final String sql;

    Kind(String sql) {
      this.sql = sql;
    }

    /** As in DROP and SHOW CREATE. */
    public String sql() {
      return sql;
    }
  }
}

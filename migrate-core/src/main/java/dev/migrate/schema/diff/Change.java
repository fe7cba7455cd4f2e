package dev.migrate.schema.diff;

import org.jspecify.annotations.Nullable;

/**
 * One change of a schema, for people.
 *
 * @param type {@code table}, {@code column}, {@code index}, {@code foreign key}, {@code check},
 *     {@code view}, {@code trigger} …
 * @param object {@code tasks}, {@code tasks.title}
 * @param detail {@code varchar(100) → varchar(200)}; empty where the object says it all
 * @param destructive what is lost; null for nothing
 */
public record Change(
    Kind kind, String type, String object, String detail, @Nullable String destructive) {

  /** What is done to the object. */
  public enum Kind {
    ADD('+'),
    ALTER('~'),
    DROP('-'),
    RENAME('>');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    /** One character for a list. */
    public char sign() {
      return sign;
    }
  }

  /** {@code ~ column tasks.title: varchar(100) → varchar(200)}. */
  public String text() {
    return kind.sign() + " " + type + " " + object + (detail.isEmpty() ? "" : ": " + detail);
  }
}

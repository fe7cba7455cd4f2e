package dev.migrate.backup.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of a small result, its values as the server sent them; columns count from 0. */
public final class Row {

  private final byte[] @Nullable [] values;

  Row(byte[] @Nullable [] values) {
    this.values = values;
  }

  /** The value's bytes; null for NULL. */
  public byte @Nullable [] bytes(int column) {
    return values[column];
  }

  /** The value as text in UTF-8; null for NULL. */
  public @Nullable String text(int column) {
    byte[] bytes = values[column];
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** The value as text of a column that is never NULL. */
  public String required(int column) {
    return Objects.requireNonNull(text(column), () -> "column " + column + " is NULL");
  }

  /** The value as a whole number; NULL is 0. */
  public long number(int column) {
    String text = text(column);
    return text == null ? 0 : Long.parseLong(text);
  }

  /** How many columns it has. */
  public int size() {
    return values.length;
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}

package dev.migrate.maven;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value computed when it is first asked for, and kept. For one thread. */
final class Once<T> implements Supplier<T> {

  private final Supplier<T> computation;
  private @Nullable T value;

  private Once(Supplier<T> computation) {
    this.computation = computation;
  }

  static <T> Supplier<T> of(Supplier<T> computation) {
    return new Once<>(computation);
  }

  @Override
  public T get() {
    T known = value;
    if (known == null) {
      known = computation.get();
      value = known;
    }
    return known;
  }
}

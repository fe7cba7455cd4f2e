package dev.migrate.generate.hibernate;

/** A class that cannot be loaded as it has to be for its mapping. */
final class UnusableEntityException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String entity;

  UnusableEntityException(String entity, Throwable cause) {
    super(cause.toString(), cause);
    this.entity = entity;
  }

  /** The class's name. */
  String entity() {
    return entity;
  }
}

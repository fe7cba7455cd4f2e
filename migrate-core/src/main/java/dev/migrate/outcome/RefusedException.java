package dev.migrate.outcome;

/**
 * A run that would have been wrong or dangerous in the state the database or the files are in: not
 * begun.
 */
public final class RefusedException extends MigrateException {

  private static final long serialVersionUID = 1L;

  public RefusedException(Problem problem) {
    super(problem, null);
  }
}

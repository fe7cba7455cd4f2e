package dev.migrate.environment;

/**
 * What to do about a statement of an earlier run that goes on at the server although the run's
 * program is gone.
 */
public enum Orphan {
  /** Wait until it has ended. */
  WAIT("wait"),
  /** End its connection, once it is certain to be one of ours. */
  KILL("kill");

  private final String text;

  Orphan(String text) {
    this.text = text;
  }

  /** As it is written. */
  public String text() {
    return text;
  }
}

package dev.migrate.environment;

/** What to do about a statement of which nobody can tell whether an earlier run executed it. */
public enum Resume {
  /** Stop and say what may be. */
  ASK("ask"),
  /** Execute it again. */
  REDO("redo"),
  /** It is done. */
  SKIP("skip");

  private final String text;

  Resume(String text) {
    this.text = text;
  }

  /** As it is written. */
  public String text() {
    return text;
  }
}

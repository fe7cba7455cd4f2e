package dev.migrate.execute;

/** Whether a script takes the schema up or back. */
public enum Direction {
  /** A migration is being applied. */
  UPGRADE("upgrade"),
  /** A migration is being taken back by its undo. */
  DOWNGRADE("downgrade");

  private final String goal;

  Direction(String goal) {
    this.goal = goal;
  }

  /** The goal that does it. */
  public String goal() {
    return goal;
  }
}

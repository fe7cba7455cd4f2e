package dev.migrate.campaign;

import dev.migrate.Migrator;

/** A stretch of the way, each to be walked to its end however often someone dies. */
enum Leg {
  UP("upgrade", ""),
  DOWN("downgrade", "1"),
  DOWN_TO_NOTHING("downgrade", "0"),
  UP_AGAIN("upgrade", "");

  private final String goal;
  private final String to;

  Leg(String goal, String to) {
    this.goal = goal;
    this.to = to;
  }

  boolean isUpgrade() {
    return goal.equals("upgrade");
  }

  /** The version a process is told to go down to; empty for an upgrade. */
  String to() {
    return to;
  }

  void walk(Migrator migrator) {
    if (isUpgrade()) {
      migrator.upgrade(null);
    } else {
      migrator.downgradeTo(to);
    }
  }
}

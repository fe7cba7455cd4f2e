package dev.migrate.validate;

import java.util.List;

/** Looks for what one rule is about, or a few that see the same. Keeps nothing between calls. */
interface Check {

  /** That it looks for. */
  List<Rule> rules();

  /** Looks at a whole script. */
  default void file(ScriptFile file, Facts facts, Findings findings) {}

  /** Looks at one statement. */
  default void statement(Scene scene, Findings findings) {}
}

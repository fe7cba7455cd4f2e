package dev.migrate.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What may stop a change before it begins.
 *
 * @param confirm what was confirmed on this command line ({@code -Dmigrate.confirm}), if anything
 * @param hours when the environment may be changed; empty: at any time
 * @param maximumCopy bytes of a table that may be copied at most; empty: any
 * @param cleanGit whether the project's files have to be those of a commit
 * @param overridden the guards that do not count in this run ({@code -Dmigrate.override})
 */
public record GuardSettings(
    Optional<String> confirm,
    Optional<AllowedHours> hours,
    Optional<Long> maximumCopy,
    boolean cleanGit,
    Set<Kind> overridden) {

  /** Nothing is confirmed, and nothing stops a change. */
  public static final GuardSettings NONE =
      new GuardSettings(Optional.empty(), Optional.empty(), Optional.empty(), false, Set.of());

  public GuardSettings {
    overridden = Set.copyOf(overridden);
  }

  /** A guard that one word on the command line overrides. */
  public enum Kind {
    /** {@code <allowedHours>}. */
    HOURS,
    /** {@code <maximumCopy>}. */
    COPY,
    /** {@code <cleanGit>}. */
    GIT;

    /** In lower case, as the command line has it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> texts() {
      return Arrays.stream(values()).map(Kind::text).toList();
    }
  }

  /** The same, with something confirmed. */
  public GuardSettings confirmed(String what) {
    return new GuardSettings(Optional.of(what), hours, maximumCopy, cleanGit, overridden);
  }
}

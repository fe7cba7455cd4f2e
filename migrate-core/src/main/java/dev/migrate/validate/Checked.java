package dev.migrate.validate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the safety rules found.
 *
 * @param findings in the order of scripts and lines
 * @param allowed what comments in the scripts allow, in the same order
 * @param unjudged for how many statements it could not be told whether a rule is about them, by the
 *     rule's code: a server has to be asked
 */
public record Checked(
    List<Finding> findings, List<Allowed> allowed, Map<String, Integer> unjudged) {

  public Checked {
    findings = List.copyOf(findings);
    allowed = List.copyOf(allowed);
    unjudged = Map.copyOf(unjudged);
  }

  /**
   * A finding that a comment allows.
   *
   * @param reason as the comment gives it
   */
  public record Allowed(Finding finding, String reason) {}

  /** Whether an error is among the findings. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** What could not be judged, in one sentence; empty where all was. */
  public Optional<String> notice() {
    if (unjudged.isEmpty()) {
      return Optional.empty();
    }
    int most = unjudged.values().stream().max(Comparator.naturalOrder()).orElse(0);
    return Optional.of(
        "Without an answer of the server, "
            + String.join(", ", new TreeMap<>(unjudged).keySet())
            + " could not be judged for "
            + (most == 1 ? "1 statement" : most + " statements")
            + ".");
  }
}

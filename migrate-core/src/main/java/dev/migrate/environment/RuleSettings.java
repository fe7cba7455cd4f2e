package dev.migrate.environment;

import java.util.Map;

/**
 * How strict the safety rules are in an environment.
 *
 * @param severities by a rule's code ({@code D103}), a family's letter ({@code D}) or an answer's
 *     code ({@code drift}): {@code off}, {@code info}, {@code warning} or {@code error}; a rule
 *     that is not there keeps its own
 */
public record RuleSettings(Map<String, String> severities) {

  /** Every rule keeps its own severity. */
  public static final RuleSettings NONE = new RuleSettings(Map.of());

  public RuleSettings {
    severities = Map.copyOf(severities);
  }
}

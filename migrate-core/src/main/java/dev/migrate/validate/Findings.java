package dev.migrate.validate;

import dev.migrate.environment.RuleSettings;
import dev.migrate.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes what checks find: gives it its severity, and sets aside what a comment allows. */
final class Findings {

  private final Map<String, String> severities;
  private final List<Finding> found = new ArrayList<>();
  private final List<Checked.Allowed> allowed = new ArrayList<>();
  private final Map<String, Integer> unjudged = new TreeMap<>();
  private ScriptFile file = ScriptFile.of("", List.of());
  private Allows allows = Allows.of(file);
  private final Set<String> unjudgedHere = new HashSet<>();
  private int begin;

  Findings(RuleSettings settings) {
    severities = settings.severities();
  }

  /** What comes is about this script. */
  void begin(ScriptFile script) {
    file = script;
    allows = Allows.of(script);
    unjudgedHere.clear();
    begin = found.size();
  }

  /** All checks have looked at the script. */
  void end(List<Rule> rules) {
    List<String> known = rules.stream().map(Rule::code).toList();
    List<String> looked =
        rules.stream()
            .filter(rule -> severity(rule) != Severity.OFF && !unjudgedHere.contains(rule.code()))
            .map(Rule::code)
            .toList();
    allows.judge(Set.copyOf(known), Set.copyOf(looked), this);
    found
        .subList(begin, found.size())
        .sort(
            Comparator.comparingInt((Finding finding) -> Objects.requireNonNull(finding.line()))
                .thenComparing(Finding::code));
  }

  /**
   * Something was found.
   *
   * @param at the statement it is about; of a whole script, the one that shows it best
   * @param message what, about which object
   * @param fix what to do about it
   */
  void add(Rule rule, Statement at, String message, String fix) {
    add(rule, severity(rule), at, message, fix);
  }

  /** The same of something that is certain, though the rule finds what may be: an error. */
  void addCertain(Rule rule, Statement at, String message, String fix) {
    boolean set = set(rule).isPresent();
    add(rule, set ? severity(rule) : Severity.ERROR, at, message, fix);
  }

  /** Whether a rule is about this statement could not be told without asking a server. */
  void unjudged(Rule rule) {
    if (severity(rule) != Severity.OFF) {
      unjudged.merge(rule.code(), 1, Integer::sum);
      unjudgedHere.add(rule.code());
    }
  }

  private void add(Rule rule, Severity severity, Statement at, String message, String fix) {
    if (severity == Severity.OFF) {
      return;
    }
    Finding finding =
        new Finding(rule.code(), severity, file.file(), at.line(), at.summary(), message, fix);
    Optional<Allow> allow = allows.silencing(rule, at);
    if (allow.isPresent()) {
      allowed.add(new Checked.Allowed(finding, allow.get().reason()));
    } else {
      found.add(finding);
    }
  }

  /** An undo loses what its migration made: that is its purpose, and told without alarm. */
  private Severity severity(Rule rule) {
    Optional<Severity> set = set(rule);
    if (set.isPresent()) {
      return set.get();
    }
    boolean purpose = rule.family() == Family.DESTRUCTIVE || rule.family() == Family.COMPATIBILITY;
    return file.undo() && purpose && rule.severity() == Severity.WARNING
        ? Severity.INFO
        : rule.severity();
  }

  private Optional<Severity> set(Rule rule) {
    String code = severities.get(rule.code());
    String word = code == null ? severities.get(rule.family().letter()) : code;
    return Optional.ofNullable(word).map(each -> Severity.valueOf(each.toUpperCase(Locale.ROOT)));
  }

  Checked checked() {
    return new Checked(found, allowed, unjudged);
  }
}

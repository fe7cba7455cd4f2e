package dev.migrate.validate;

import dev.migrate.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The allow comments of one script: which of them silenced something. */
final class Allows {

  static final Rule MALFORMED =
      new Rule("H707", Severity.WARNING, "an allow comment without effect");
  static final Rule UNUSED =
      new Rule("H708", Severity.INFO, "an allow comment that nothing needs any more");

  private static final String FORM = "-- migrate:allow D103 the column is unused since 2024";

  private record Use(Allow allow, Set<String> used) {}

  private final List<Use> uses;
  private final ScriptFile file;

  private Allows(ScriptFile file, List<Use> uses) {
    this.file = file;
    this.uses = uses;
  }

  static Allows of(ScriptFile file) {
    List<Use> uses = new ArrayList<>();
    for (Allow allow : Allow.of(file)) {
      uses.add(new Use(allow, new TreeSet<>()));
    }
    return new Allows(file, uses);
  }

  /** The comment that silences a finding; it counts as used from now on. */
  Optional<Allow> silencing(Rule rule, Statement statement) {
    for (Use use : uses) {
      if (use.allow.covers(rule, statement) && isInPlace(use.allow)) {
        use.used.add(rule.code());
        return Optional.of(use.allow);
      }
    }
    return Optional.empty();
  }

  /** What is wrong with the comments themselves, when all rules have looked. */
  void judge(Set<String> known, Set<String> looked, Findings findings) {
    for (Use use : uses) {
      Allow allow = use.allow;
      List<String> unknown = allow.codes().stream().filter(c -> !known.contains(c)).toList();
      if (allow.codes().isEmpty()) {
        findings.add(MALFORMED, allow.at(), "An allow comment names no rule.", FORM);
      } else if (!unknown.isEmpty()) {
        String what = "There is no rule " + String.join(", ", unknown) + " that could be allowed.";
        findings.add(MALFORMED, allow.at(), what, FORM);
      } else if (allow.reason().isEmpty()) {
        findings.add(
            MALFORMED,
            allow.at(),
            "Allowing " + String.join(", ", allow.codes()) + " takes a reason.",
            FORM);
      } else if (!isInPlace(allow)) {
        findings.add(
            MALFORMED,
            allow.at(),
            "allow-file stands before a script's first statement, or has no effect.",
            "Move it there, or write allow, which is about the next statement.");
      } else {
        unused(use, looked, findings);
      }
    }
  }

  private static void unused(Use use, Set<String> looked, Findings findings) {
    for (String code : use.allow.codes()) {
      if (looked.contains(code) && !use.used.contains(code)) {
        String what = "Nothing here is a case of " + code + ", which a comment allows.";
        findings.add(UNUSED, use.allow.at(), what, "Remove " + code + " from the comment.");
      }
    }
  }

  private boolean isInPlace(Allow allow) {
    return !allow.whole() || allow.at().index() == file.statements().get(0).index();
  }
}

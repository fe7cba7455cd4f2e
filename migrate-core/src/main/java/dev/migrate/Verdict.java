package dev.migrate;

import dev.migrate.outcome.Problem;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What findings mean for a run: errors stop it. */
final class Verdict {

  private static final int MOST = 10;

  private Verdict() {}

  /**
   * The errors in one problem; empty without one.
   *
   * @param environment its name
   */
  static Optional<Problem> of(String environment, List<Finding> findings) {
    List<Finding> errors =
        findings.stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    String count =
        errors.size() == 1 ? "1 error was found:" : errors.size() + " errors were found:";
    String more = errors.size() > MOST ? "\nand " + (errors.size() - MOST) + " more" : "";
    return Optional.of(
        Problem.of(
                "validation-failed",
                count
                    + errors.stream()
                        .limit(MOST)
                        .map(Verdict::line)
                        .collect(Collectors.joining("\n", "\n", ""))
                    + more)
            .at("environment " + environment)
            .fix(
                "Mend each as it says: mvn migrate:validate -Dmigrate.environment=" + environment));
  }

  private static String line(Finding finding) {
    String file = finding.file();
    String place = file == null ? "" : file + (finding.line() == null ? "" : ":" + finding.line());
    return finding.code() + (place.isEmpty() ? "" : " " + place) + ": " + finding.message();
  }
}

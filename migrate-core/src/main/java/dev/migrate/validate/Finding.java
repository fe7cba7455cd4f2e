package dev.migrate.validate;

import dev.migrate.environment.RuleSettings;
import dev.migrate.outcome.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be.
 *
 * @param code of its rule: {@code D103}, {@code checksum-changed}, {@code drift}
 * @param file null where it is in no file
 * @param line from 1; null where it is in no file
 * @param statement the statement it is about, or one that mends it, without secrets; null for none
 * @param message what, about which object
 * @param fix what to do about it; null where nothing can be advised
 */
public record Finding(
    String code,
    Severity severity,
    @Nullable String file,
    @Nullable Integer line,
    @Nullable String statement,
    String message,
    @Nullable String fix) {

  private static final Pattern PLACE =
      Pattern.compile("(?s)([^\n]+?\\.\\w+)(?::(\\d+))?(?:[,\n ].*)?");

  /**
   * What an error would say of it.
   *
   * @param severity unless a setting says another for the problem's code
   * @return empty where a setting turns it off
   */
  public static Optional<Finding> of(Problem problem, Severity severity, RuleSettings settings) {
    Severity is = severity(problem.code(), severity, settings);
    return is == Severity.OFF ? Optional.empty() : Optional.of(of(problem, is));
  }

  /** The severity that a setting gives a code, else its own. */
  public static Severity severity(String code, Severity own, RuleSettings settings) {
    String set = settings.severities().get(code);
    return set == null ? own : Severity.valueOf(set.toUpperCase(Locale.ROOT));
  }

  private static Finding of(Problem problem, Severity severity) {
    String where = problem.where() == null ? "" : problem.where();
    Matcher place = PLACE.matcher(where);
    boolean file = place.matches() && !where.contains("://");
    String line = file ? place.group(2) : null;
    return new Finding(
        problem.code(),
        severity,
        file ? place.group(1) : null,
        line == null ? null : Integer.valueOf(line),
        null,
        file || where.isEmpty() ? problem.problem() : problem.problem() + " (" + where + ")",
        problem.fix());
  }
}

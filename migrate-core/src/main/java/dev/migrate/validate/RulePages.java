package dev.migrate.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The documentation of each rule: what it finds, why, the safe way, versions. */
public final class RulePages {

  private RulePages() {}

  /** The rule of a code, in whatever case it is written. */
  public static Optional<Rule> rule(String code) {
    return SafetyRules.rules().stream()
        .filter(rule -> rule.code().equalsIgnoreCase(code.strip()))
        .findFirst();
  }

  /**
   * A rule's page, in Markdown.
   *
   * @throws ConfigurationException {@code rule-unknown}
   */
  public static String of(String code) {
    return read(rule(code).orElseThrow(() -> unknown(code)).code());
  }

  private static String read(String code) {
    try (InputStream page =
        RulePages.class.getResourceAsStream("/dev/migrate/rules/" + code + ".md")) {
      if (page == null) {
        throw new IllegalStateException("no page for " + code);
      }
      return new String(page.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConfigurationException unknown(String code) {
    String letter = code.strip().isEmpty() ? "" : code.strip().substring(0, 1);
    List<String> family =
        SafetyRules.rules().stream()
            .map(Rule::code)
            .filter(each -> each.startsWith(letter.toUpperCase(Locale.ROOT)))
            .toList();
    List<String> known =
        family.isEmpty() ? SafetyRules.rules().stream().map(Rule::code).toList() : family;
    return new ConfigurationException(
        Problem.of("rule-unknown", "There is no rule \"" + code + "\".")
            .at("-Dmigrate.explain=" + code)
            .fix("There are " + String.join(", ", known) + "."));
  }
}

package dev.migrate.validate;

import dev.migrate.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment that allows what rules would find: {@code -- migrate:allow D103 unused since 2024}
 * before a statement, of that statement; {@code -- migrate:allow-file H701 loaded once} before a
 * script's first statement, of all of them. Several codes are joined by commas.
 *
 * @param at the statement that it stands before
 * @param whole whether it is about the whole script
 * @param codes in upper case
 * @param reason why; empty where nobody says
 */
record Allow(Statement at, boolean whole, List<String> codes, String reason) {

  private static final Pattern FORM =
      Pattern.compile("allow(-file)?(?:[\\s:]+([\\w,]*))?(?:[\\s:]+(.*))?", Pattern.DOTALL);

  Allow {
    codes = List.copyOf(codes);
  }

  /** All of a script. */
  static List<Allow> of(ScriptFile file) {
    List<Allow> allows = new ArrayList<>();
    for (Statement statement : file.statements()) {
      for (String directive : statement.directives()) {
        Matcher form = FORM.matcher(directive);
        if (form.matches()) {
          allows.add(of(statement, form));
        }
      }
    }
    return allows;
  }

  private static Allow of(Statement statement, Matcher form) {
    String codes = form.group(2) == null ? "" : form.group(2);
    String reason = form.group(3) == null ? "" : form.group(3).strip();
    return new Allow(
        statement,
        form.group(1) != null,
        Arrays.stream(codes.split(","))
            .filter(code -> !code.isEmpty())
            .map(code -> code.toUpperCase(Locale.ROOT))
            .toList(),
        reason);
  }

  /** Whether it silences a finding about a statement, or about the script. */
  boolean covers(Rule rule, Statement statement) {
    return codes.contains(rule.code())
        && !reason.isEmpty()
        && (whole || statement.index() == at.index());
  }
}

package dev.migrate.environment;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the settings of what may stop a change. What is confirmed or overridden is read from the
 * command line alone: nobody writes it into a file once and for all.
 */
final class GuardResolver {

  private static final String HOURS = "allowedHours";
  private static final String COPY = "maximumCopy";
  private static final String GIT = "cleanGit";

  /** The elements of {@code <policy>} that are read here. */
  static final List<String> ELEMENTS = List.of(HOURS, COPY, GIT);

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,6})\\s*([kmgt]?)i?b?", Pattern.CASE_INSENSITIVE);

  private final Inputs inputs;
  private final Element entry;
  private final String place;
  private final List<Setting> settings;

  /**
   * Prepares the resolution.
   *
   * @param entry the environment's
   * @param place how to call it
   * @param settings gets what is in force, with origins
   */
  GuardResolver(Inputs inputs, Element entry, String place, List<Setting> settings) {
    this.inputs = inputs;
    this.entry = entry;
    this.place = place + "<policy>";
    this.settings = settings;
  }

  /** The settings. */
  GuardSettings resolve() {
    Optional<Value> hours = value(HOURS);
    Optional<Value> copy = value(COPY);
    Optional<Value> git = value(GIT);
    hours.ifPresent(value -> settings.add(value.shown("policy." + HOURS)));
    copy.ifPresent(value -> settings.add(value.shown("policy." + COPY)));
    git.ifPresent(value -> settings.add(value.shown("policy." + GIT)));
    return new GuardSettings(
        onCommandLine("confirm").map(Value::text).map(String::strip),
        hours.map(GuardResolver::hours),
        copy.map(GuardResolver::size),
        git.map(value -> Scalars.bool("policy." + GIT, value)).orElse(false),
        onCommandLine("override").map(this::overridden).orElse(Set.of()));
  }

  private Optional<Value> value(String name) {
    return entry
        .child("policy")
        .flatMap(policy -> policy.child(name))
        .flatMap(Element::text)
        .map(text -> PomConfiguration.resolved(name, new Value(text, place + "<" + name + ">")));
  }

  private Optional<Value> onCommandLine(String name) {
    return Value.of(inputs.properties(), "migrate." + name, "-Dmigrate." + name);
  }

  private static AllowedHours hours(Value value) {
    return AllowedHours.of(value.text())
        .orElseThrow(() -> Scalars.invalid("policy." + HOURS, value, AllowedHours.FORM));
  }

  private static long size(Value value) {
    Matcher size = SIZE.matcher(value.text().strip());
    if (!size.matches()) {
      throw Scalars.invalid("policy." + COPY, value, "a size such as 500M, 10G or 1T");
    }
    String unit = size.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : "kmgt".indexOf(unit) + 1;
    return Long.parseLong(size.group(1)) << (10 * power);
  }

  private Set<GuardSettings.Kind> overridden(Value value) {
    Set<GuardSettings.Kind> kinds = EnumSet.noneOf(GuardSettings.Kind.class);
    for (String word : FlywayValues.items(value.text())) {
      if (!GuardSettings.Kind.texts().contains(word)) {
        String known = String.join(", ", GuardSettings.Kind.texts());
        throw Scalars.invalid("override", value, "some of " + known + " with commas between them");
      }
      kinds.add(GuardSettings.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    settings.add(value.shown("override"));
    return kinds;
  }
}
